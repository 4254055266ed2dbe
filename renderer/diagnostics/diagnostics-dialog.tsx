import { useEffect, useState } from 'react';
import type { DiagnosticsFile } from '../../shared/diagnostics';
import type { AppError } from '../../shared/errors';
import { DIAGNOSTICS, fileSizeInWords } from '../../shared/words/diagnostics-words';
import { errorWords } from '../../shared/words/error-words';
import { Button } from '../components/button';
import { Modal } from '../components/dialog';
import { showPopup } from '../popups/toast-manager';
import { bridge } from '../store/bridge';
import { closeDialog, useUi } from '../store/ui';
import styles from './diagnostics.module.css';

/** First the list of what is in it, then the place. */
export function DiagnosticsDialog() {
  const isOpen = useUi(({ dialog }) => dialog?.kind === 'diagnostics');
  return (
    <Modal open={isOpen} title={DIAGNOSTICS.title} wide onClose={closeDialog}>
      {isOpen && <Collected />}
    </Modal>
  );
}

function Collected() {
  const [files, setFiles] = useState<readonly DiagnosticsFile[] | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    void bridge.call('collect-diagnostics', undefined).then((found) => {
      if (found.ok) setFiles(found.value.files);
      else setError(found.error);
    });
  }, []);
  const save = async (): Promise<void> => {
    setBusy(true);
    const saved = await bridge.call('save-diagnostics', undefined);
    setBusy(false);
    if (!saved.ok) setError(saved.error);
    else if (saved.value.path !== null) {
      closeDialog();
      showPopup({ type: 'note', title: DIAGNOSTICS.saved, text: saved.value.path });
    }
  };
  return (
    <>
      <div className={styles.content}>
        <p>{DIAGNOSTICS.text}</p>
        {error !== null && (
          <p role="alert" className={styles.problem}>
            {errorWords(error).text}
          </p>
        )}
        <ul aria-label="Files" aria-busy={files === null} tabIndex={0} className={styles.files}>
          {(files ?? []).map(({ name, what, sizeBytes }) => (
            <li key={name} className={styles.file}>
              <span className={styles.name}>{name}</span>
              <span className={styles.size}>{fileSizeInWords(sizeBytes)}</span>
              <span className={styles.what}>{what}</span>
            </li>
          ))}
        </ul>
      </div>
      <footer className={styles.actions}>
        <Button onClick={closeDialog}>Cancel</Button>
        <Button variant="primary" busy={busy || (files === null && error === null)} onClick={() => void save()}>
          {DIAGNOSTICS.save}
        </Button>
      </footer>
    </>
  );
}
