import type { ReactNode } from 'react';
import type { Allowed } from '../../shared/display-status';
import { Button, CommandButton, type ButtonProps } from '../components/button';
import { FormError } from '../forms/form-error';
import { closeDialog } from '../store/ui';
import styles from './manage.module.css';
import type { Sending } from './use-send';

interface CommandFormProps {
  readonly sending: Sending;
  /** The verb on the button. */
  readonly answer: string;
  readonly variant?: ButtonProps['variant'];
  readonly allowed?: Allowed;
  /** The fields it has, whose problems stand beside them. */
  readonly fields: readonly string[];
  readonly children: ReactNode;
}

/** The body of a dialog that asks for something before one command. */
export function CommandForm({
  sending,
  answer,
  variant = 'primary',
  allowed = { allowed: true },
  fields,
  children,
}: CommandFormProps) {
  const { busy, error, problem, send } = sending;
  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (allowed.allowed) void send();
      }}
    >
      {children}
      {error !== null && fields.every((field) => problem(field) === undefined) && <FormError error={error} />}
      <footer className={styles.footer}>
        <Button onClick={closeDialog}>Cancel</Button>
        <CommandButton submit variant={variant} busy={busy} allowed={allowed}>
          {answer}
        </CommandButton>
      </footer>
    </form>
  );
}
