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
  readonly variant?: ButtonProps['variant'];
  readonly onAnswer: () => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** One light question before something disruptive. Focus begins on the answer; Escape leaves everything as it is. */
export function Question({
  open,
  title,
  text,
  answer,
  variant = 'primary',
  onAnswer,
  onClose,
  children,
}: QuestionProps) {
  const answerButton = useRef<HTMLButtonElement>(null);
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
          initialFocus={answerButton}
          finalFocus={finalFocus}
        >
          <AlertDialog.Title className={styles.title}>{title}</AlertDialog.Title>
          <AlertDialog.Description className={styles.description}>{text}</AlertDialog.Description>
          {children}
          <div className={styles.actions}>
            <Button onClick={onClose}>Cancel</Button>
            <Button ref={answerButton} variant={variant} onClick={onAnswer}>
              {answer}
            </Button>
          </div>
          {over}
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
