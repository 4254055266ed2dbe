import { useRef, useState, type RefObject } from 'react';
import type { AppError } from '../../shared/errors';
import type { Instance } from '../../shared/instance';
import { errorWords } from '../../shared/words/error-words';
import { problemsByField } from '../../shared/words/problems-by-field';
import { sharedPortWarning } from '../../shared/words/port-words';
import { bridge } from '../store/bridge';
import { showError } from '../popups/toast-manager';
import { Button } from '../components/button';
import { Modal } from '../components/dialog';
import { TextField } from '../components/text-field';
import { useAppState, useInstance } from '../store/store';
import { closeDialog, thisDialog, useUi } from '../store/ui';
import styles from './change-port-dialog.module.css';

export function ChangePortDialog() {
  const dialog = useUi((ui) => ui.dialog);
  const instance = useInstance(dialog?.kind === 'change-port' ? dialog.instanceId : null);
  const field = useRef<HTMLInputElement>(null);
  if (instance === null) return null;
  return (
    <Modal open title={`Port of ${instance.name}`} initialFocus={field} onClose={closeDialog}>
      <ChangePortForm key={instance.id} instance={instance} field={field} />
    </Modal>
  );
}

interface ChangePortFormProps {
  readonly instance: Instance;
  readonly field: RefObject<HTMLInputElement | null>;
}

function ChangePortForm({ instance, field }: ChangePortFormProps) {
  const [port, setPort] = useState(String(instance.port));
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const warning = useAppState(({ instances }) => sharedPortWarning(port, instance.id, instances)) ?? undefined;

  const submit = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const dialog = thisDialog();
    const changed = await bridge.call('change-port', { instanceId: instance.id, port: port.trim() });
    setBusy(false);
    if (changed.ok) {
      dialog.close();
      return;
    }
    if (!dialog.isOpen()) {
      showError(changed.error);
      return;
    }
    setError(changed.error);
    field.current?.focus();
  };

  const problem = error === null ? undefined : (problemsByField(error)['port'] ?? errorWords(error).text);
  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextField
        ref={field}
        label="Port"
        inputMode="numeric"
        value={port}
        problem={problem}
        warning={warning}
        onFocus={(event) => {
          event.currentTarget.select();
        }}
        onChange={(typed) => {
          setPort(typed);
          // The problem was about the old value.
          setError(null);
        }}
      />
      <footer className={styles.footer}>
        <Button onClick={closeDialog}>Cancel</Button>
        <Button submit variant="primary" busy={busy}>
          Change port
        </Button>
      </footer>
    </form>
  );
}
