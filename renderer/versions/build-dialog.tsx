import { useRef, useState, type RefObject } from 'react';
import type { AppError } from '../../shared/errors';
import { errorWords } from '../../shared/words/error-words';
import { problemsByField } from '../../shared/words/problems-by-field';
import { bridge } from '../store/bridge';
import { Button } from '../components/button';
import { Modal, OverDialogs } from '../components/dialog';
import { TextField } from '../components/text-field';
import { useAskedBuild } from '../commands/version-commands';
import styles from './versions.module.css';

/** Asks which PocketBase a build of one's own is built on. Lies over whatever dialog the file was chosen in. */
export function BuildDialog() {
  const { question, answer } = useAskedBuild();
  const field = useRef<HTMLInputElement>(null);
  return (
    <OverDialogs value={null}>
      <Modal
        open={question !== null}
        title="Which PocketBase is it built on?"
        initialFocus={field}
        onClose={() => {
          answer(null);
        }}
      >
        {question !== null && <BuildForm {...question} field={field} />}
      </Modal>
    </OverDialogs>
  );
}

interface BuildFormProps {
  readonly fileName: string;
  readonly proposed: string | null;
  readonly field: RefObject<HTMLInputElement | null>;
}

function BuildForm({ fileName, proposed, field }: BuildFormProps) {
  const { answer } = useAskedBuild();
  const [version, setVersion] = useState(proposed ?? '');
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const problem = error === null ? undefined : (problemsByField(error)['version'] ?? errorWords(error).text);

  const send = async (): Promise<void> => {
    setBusy(true);
    const added = await bridge.call('import-executable-as', { version: version.trim() });
    setBusy(false);
    if (added.ok) answer(added.value.imported);
    else setError(added.error);
  };

  return (
    <form
      noValidate
      className={styles.buildForm}
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void send();
      }}
    >
      <p className={styles.text}>
        {fileName} does not say, and its data format depends on it.{' '}
        {proposed === null
          ? 'Look for github.com/pocketbase/pocketbase in its go.mod.'
          : `Its build information names ${proposed}.`}
      </p>
      <TextField
        ref={field}
        label="Version of PocketBase"
        placeholder="for example: 0.36.8"
        value={version}
        problem={problem}
        onChange={(typed) => {
          setVersion(typed);
          setError(null);
        }}
      />
      <footer className={styles.buildFooter}>
        <Button
          onClick={() => {
            answer(null);
          }}
        >
          Cancel
        </Button>
        <Button submit variant="primary" busy={busy}>
          Add
        </Button>
      </footer>
    </form>
  );
}
