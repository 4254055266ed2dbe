import { useRef, useState, type RefObject } from 'react';
import type { Instance } from '../../shared/instance';
import { bridge } from '../store/bridge';
import { showPopup } from '../popups/toast-manager';
import { Modal } from '../components/dialog';
import { TextField } from '../components/text-field';
import { PasswordField } from '../forms/password-field';
import { closeDialog } from '../store/ui';
import styles from './manage.module.css';
import { CommandForm } from './command-form';
import { useNewPassword } from './use-new-password';
import { useSend } from './use-send';

interface SuperuserDialogProps {
  readonly instance: Instance;
  /** Whose password is reset; null to add one. */
  readonly email: string | null;
}

export function SuperuserDialog({ instance, email }: SuperuserDialogProps) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <Modal
      open
      title={email === null ? `Add a superuser to ${instance.name}` : 'Reset password'}
      {...(email === null && { initialFocus: field })}
      onClose={closeDialog}
    >
      <SuperuserForm instance={instance} email={email} field={field} />
    </Modal>
  );
}

interface SuperuserFormProps extends SuperuserDialogProps {
  readonly field: RefObject<HTMLInputElement | null>;
}

function SuperuserForm({ instance: { id: instanceId, name }, email: known, field }: SuperuserFormProps) {
  const [typed, setTyped] = useState('');
  const [password, setPassword] = useNewPassword();
  const email = known ?? typed.trim();
  const sending = useSend(
    () => bridge.call('save-superuser', { instanceId, email, password }),
    () => {
      const text =
        known === null
          ? 'The password is not shown again. It can be reset at any time.'
          : 'The new password applies immediately. Anyone signed in with the old one is signed out.';
      showPopup({ type: 'note', title: `${email} can sign in to ${name}`, text });
    },
  );
  // The same words as in the create dialog, where the two belong to one superuser.
  const problemOf = (one: string): string | undefined =>
    sending.error?.code === 'invalid-input' ? sending.problem(one) : undefined;
  return (
    <CommandForm sending={sending} answer={known === null ? 'Add' : 'Reset password'} fields={['email', 'password']}>
      {known === null ? (
        <TextField
          ref={field}
          label="Superuser e-mail"
          inputMode="email"
          value={typed}
          problem={problemOf('email')}
          onChange={(value) => {
            setTyped(value);
            sending.forget();
          }}
        />
      ) : (
        <p className={styles.text}>
          <strong>{known}</strong> gets this password for the admin UI of “{name}”. The instance keeps running.
        </p>
      )}
      <PasswordField
        value={password}
        problem={problemOf('password')}
        onChange={(value) => {
          setPassword(value);
          sending.forget();
        }}
      />
    </CommandForm>
  );
}
