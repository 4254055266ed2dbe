import { ENCRYPTION_KEY_LENGTH } from '../../shared/launch-options';
import { run } from '../commands/run';
import { Button } from '../components/button';
import { CopyButton } from '../components/copy-button';
import { TARGETS } from '../components/focus';
import { TextField } from '../components/text-field';
import { noSecretsInWords, type ServingFieldProps } from './field-props';
import styles from './launch-options.module.css';

const LETTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Letters that cannot be taken for one another; what is left over of the bytes is not used, so that each is as likely. */
function newKey(): string {
  let key = '';
  while (key.length < ENCRYPTION_KEY_LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(64))) {
      const fits = byte < LETTERS.length * Math.floor(256 / LETTERS.length);
      if (fits && key.length < ENCRYPTION_KEY_LENGTH) key += LETTERS[byte % LETTERS.length] ?? '';
    }
  }
  return key;
}

export function KeyFields({ form, draft, saved, problems, whyNoSecrets }: ServingFieldProps) {
  const { keyIs, encryptionKey } = draft;
  const isKept = saved.encryptionKey !== null;
  return (
    <fieldset className={styles.group}>
      <legend id={TARGETS.encryptionKey} tabIndex={-1} className={styles.legend}>
        Encryption key
      </legend>
      <p className={styles.text}>
        PocketBase encrypts its settings, passwords of mail servers for example, with a key of 32 characters.{' '}
        <strong>
          It is needed for every later start, and to restore a backup on another computer. Keep a copy in a safe place:
          it is not shown again.
        </strong>
      </p>
      {keyIs === 'given' ? (
        <div className={styles.key}>
          <TextField
            label="Encryption key"
            mono
            value={encryptionKey}
            problem={problems['encryptionKey']}
            warning={noSecretsInWords(whyNoSecrets)}
            hint={`${String(encryptionKey.length)} of ${String(ENCRYPTION_KEY_LENGTH)} characters`}
            after={
              <CopyButton label="Copy key" copy={async () => (await run('copy-text', { text: encryptionKey })).ok} />
            }
            onChange={(typed) => {
              form.change(saved, { encryptionKey: typed });
            }}
          />
          <div className={styles.buttons}>
            <Button
              onClick={() => {
                form.change(saved, { encryptionKey: newKey() });
              }}
            >
              Generate
            </Button>
            <Button
              onClick={() => {
                form.change(saved, { keyIs: isKept ? 'kept' : 'none', encryptionKey: '' });
              }}
            >
              {isKept ? 'Keep the old key' : 'No key'}
            </Button>
          </div>
        </div>
      ) : (
        <div className={styles.buttons}>
          <span className={styles.note}>
            {keyIs === 'kept'
              ? 'A key is kept. It is not shown.'
              : isKept
                ? 'The key is removed when you save. Settings that are encrypted with it cannot be read any more, and the instance does not start.'
                : 'No key: settings are not encrypted.'}
          </span>
          <Button
            onClick={() => {
              form.change(saved, { keyIs: 'given' });
            }}
          >
            {isKept ? 'Replace key' : 'Set a key'}
          </Button>
          {isKept && (
            <Button
              onClick={() => {
                form.change(saved, { keyIs: keyIs === 'kept' ? 'none' : 'kept' });
              }}
            >
              {keyIs === 'kept' ? 'Remove key' : 'Keep the key'}
            </Button>
          )}
        </div>
      )}
    </fieldset>
  );
}
