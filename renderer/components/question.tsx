import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useContext, useRef, type ReactNode } from 'react';
import { Button, type ButtonProps } from './button';
import { classNames } from './class-names';
import { OverDialogs } from './dialog';
import styles from './dialog.module.css';
import { useFinalFocus } from './use-final-focus';

interface QuestionProps {
  readonly open: boolean;
  readonly title: string;
  readonly text: string;
  /** The verb on the button. */
  readonly answer: string;
  /** What says no. */
  readonly refusal?: string;
  /** Where the focus begins; on the refusal where the question comes by itself. */
  readonly focusOn?: 'answer' | 'refusal';
  readonly variant?: ButtonProps['variant'];
  readonly onAnswer: () => void;
  readonly onClose: () => void;
  /** What the button that says no does, where that is more than leaving everything as it is. */
  readonly onRefuse?: () => void;
  readonly children?: ReactNode;
}

/** One light question before something disruptive. Escape leaves everything as it is. */
export function Question({
  open,
  title,
  text,
  answer,
  refusal = 'Cancel',
  focusOn = 'answer',
  variant = 'primary',
  onAnswer,
  onClose,
  onRefuse = onClose,
  children,
}: QuestionProps) {
  const firstButton = useRef<HTMLButtonElement>(null);
  const over = useContext(OverDialogs);
  const finalFocus = useFinalFocus(open);
  return (
    <AlertDialog.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={styles.backdrop} />
        <AlertDialog.Popup
          className={classNames(styles.popup, styles.question)}
          initialFocus={firstButton}
          finalFocus={finalFocus}
        >
          <AlertDialog.Title className={styles.title}>{title}</AlertDialog.Title>
          <AlertDialog.Description className={styles.description}>{text}</AlertDialog.Description>
          {children}
          <div className={styles.actions}>
            <Button {...(focusOn === 'refusal' ? { ref: firstButton } : {})} onClick={onRefuse}>
              {refusal}
            </Button>
            <Button {...(focusOn === 'answer' ? { ref: firstButton } : {})} variant={variant} onClick={onAnswer}>
              {answer}
            </Button>
          </div>
          {over}
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
