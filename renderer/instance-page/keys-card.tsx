import { KeyRound } from 'lucide-react';
import { useId } from 'react';
import type { Instance } from '../../shared/instance';
import { SIGN_IN_FROM_NOW_ON, SIGN_IN_TEXTS } from '../../shared/words/admin-ui-words';
import { KEYS } from '../../shared/words/first-steps-words';
import { run } from '../commands/run';
import { Button } from '../components/button';
import { CheckBox } from '../components/check-box';
import { CopyButton } from '../components/copy-button';
import { forgetNewKeys, useNewKeys } from '../store/new-keys';
import styles from './keys-card.module.css';

/** After an instance was created: what its first superuser signs in with, until a person has it. */
export function KeysCard({ instance: { id, signInAs } }: { readonly instance: Instance }) {
  const headingId = useId();
  const keys = useNewKeys(id);
  if (keys === null) return null;
  const { email, password } = keys;
  const copy = async (text: string): Promise<boolean> => (await run('copy-text', { text })).ok;
  return (
    <section aria-labelledby={headingId} className={styles.card}>
      <KeyRound size={18} strokeWidth={1.9} aria-hidden className={styles.glyph} />
      <div className={styles.body}>
        <h2 id={headingId} className={styles.title}>
          {KEYS.title}
        </h2>
        <dl className={styles.keys}>
          <dt>E-mail</dt>
          <dd>{email}</dd>
          <dd>
            <CopyButton label="Copy e-mail" copy={() => copy(email)} />
          </dd>
          <dt>Password</dt>
          <dd>{password}</dd>
          <dd>
            <CopyButton label="Copy password" copy={() => copy(password)} />
          </dd>
        </dl>
        <p className={styles.text}>{KEYS.text}</p>
        <CheckBox
          label={SIGN_IN_FROM_NOW_ON}
          note={SIGN_IN_TEXTS.asked}
          checked={signInAs === email}
          onChange={(on) => void run('set-instance-options', { instanceId: id, signInAs: on ? email : null })}
        />
        <div className={styles.buttons}>
          <CopyButton showsLabel label={KEYS.copyBoth} copy={() => copy(`${email}\n${password}`)} />
          <Button
            onClick={() => {
              forgetNewKeys(id);
            }}
          >
            {KEYS.done}
          </Button>
        </div>
      </div>
    </section>
  );
}
