import { Toast } from '@base-ui/react/toast';
import { CircleAlert, Info, X } from 'lucide-react';
import { IconButton } from '../components/button';
import { FailureGlyph } from '../components/status-glyph';
import styles from './popups.module.css';

/** The popups in the corner. They take no focus, are announced politely, and wait while the pointer rests on them. */
export function Popups() {
  const { toasts, close } = Toast.useToastManager();
  return (
    <Toast.Portal>
      <Toast.Viewport className={styles.viewport}>
        {toasts.map((toast) => (
          <Toast.Root key={toast.id} toast={toast} swipeDirection={['down', 'left']} className={styles.popup}>
            <Toast.Content className={styles.content}>
              <PopupGlyph type={toast.type} />
              <div className={styles.words}>
                <Toast.Title className={styles.title} />
                <Toast.Description className={styles.text} />
                {toast.actionProps !== undefined && <Toast.Action className={styles.action} />}
              </div>
              <IconButton
                icon={X}
                label="Dismiss"
                onClick={() => {
                  close(toast.id);
                }}
              />
            </Toast.Content>
          </Toast.Root>
        ))}
      </Toast.Viewport>
    </Toast.Portal>
  );
}

function PopupGlyph({ type }: { readonly type: string | undefined }) {
  if (type === 'incident') return <FailureGlyph size={18} />;
  const Icon = type === 'error' ? CircleAlert : Info;
  return <Icon size={18} strokeWidth={1.9} aria-hidden className={type === 'error' ? styles.error : styles.note} />;
}
