import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { createContext, useContext, useRef, type ReactNode, type RefObject } from 'react';
import { IconButton } from './button';
import { classNames } from './class-names';
import styles from './dialog.module.css';
import { useFinalFocus } from './use-final-focus';

interface ModalProps {
  readonly open: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly wide?: boolean;
  /** Left out: the first control of the content. */
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
  const popup = useRef<HTMLDivElement>(null);
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
          ref={popup}
          className={classNames(styles.popup, wide && styles.wide)}
          initialFocus={initialFocus ?? (() => firstOfContent(popup.current) ?? true)}
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

/** Not the button “Close” above it: its tooltip would take the first Escape for itself. */
function firstOfContent(popup: HTMLElement | null): HTMLElement | null {
  const controls = popup?.querySelectorAll<HTMLElement>(
    ':scope > :not(header) :is(a[href], button, input, [tabindex])',
  );
  return [...(controls ?? [])].find((one) => one.tabIndex >= 0 && !one.matches(':disabled')) ?? null;
}
