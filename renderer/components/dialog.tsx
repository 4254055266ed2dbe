import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { createContext, useContext, type ReactNode, type RefObject } from 'react';
import { IconButton } from './button';
import { classNames } from './class-names';
import styles from './dialog.module.css';
import { useFinalFocus } from './use-final-focus';

interface ModalProps {
  readonly open: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly wide?: boolean;
  readonly initialFocus?: RefObject<HTMLElement | null>;
  /** Null: where it was before. */
  readonly finalFocus?: () => HTMLElement | null;
  readonly children: ReactNode;
}

/** Lies over whatever dialog is open. Only within it can it have the focus and give it back. */
export const OverDialogs = createContext<ReactNode>(null);

/** A dialog with a title; a press outside does not close it, so that nothing typed is lost by a slip. */
export function Modal({ open, title, onClose, wide = false, initialFocus, finalFocus, children }: ModalProps) {
  const over = useContext(OverDialogs);
  const openedBy = useFinalFocus(open);
  return (
    <Dialog.Root
      open={open}
      disablePointerDismissal={!wide}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop forceRender className={styles.backdrop} />
        <Dialog.Popup
          className={classNames(styles.popup, wide && styles.wide)}
          {...(initialFocus === undefined ? {} : { initialFocus })}
          finalFocus={() => finalFocus?.() ?? openedBy()}
        >
          <header className={styles.header}>
            <Dialog.Title className={styles.title}>{title}</Dialog.Title>
            <IconButton icon={X} label="Close" onClick={onClose} />
          </header>
          {children}
          {over}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
