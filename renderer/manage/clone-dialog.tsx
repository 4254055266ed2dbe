import { useRef, useState, type RefObject } from 'react';
import type { Instance } from '../../shared/instance';
import { fittingName } from '../../shared/instance-name';
import { bridge } from '../store/bridge';
import { CheckBox } from '../components/check-box';
import { Modal } from '../components/dialog';
import { TextField } from '../components/text-field';
import { PasswordField } from '../forms/password-field';
import { useAppState } from '../store/store';
import { closeDialog } from '../store/ui';
import styles from './manage.module.css';
import { CommandForm } from './command-form';
import { useNewPassword } from './use-new-password';
import { useSend } from './use-send';

export function CloneDialog({ instance }: { readonly instance: Instance }) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <Modal open title={`Clone ${instance.name}`} initialFocus={field} onClose={closeDialog}>
      <CloneForm instance={instance} field={field} />
    </Modal>
  );
}

interface CloneFormProps {
  readonly instance: Instance;
  readonly field: RefObject<HTMLInputElement | null>;
}

const FIELDS = ['name', 'superuser.email', 'superuser.password'];

function CloneForm({ instance, field }: CloneFormProps) {
  const instances = useAppState((state) => state.instances);
  const [name, setName] = useState(() =>
    fittingName(
      instance.name,
      instances.map((one) => one.name),
    ),
  );
  const [withData, setWithData] = useState(true);
  const [email, setEmail] = useState('admin@example.com');
  const [password, setPassword] = useNewPassword();
  const sending = useSend(() =>
    bridge.call('clone-instance', {
      instanceId: instance.id,
      name,
      withData,
      ...(!withData && { superuser: { email: email.trim(), password } }),
    }),
  );
  const changed =
    (set: (typed: string) => void) =>
    (typed: string): void => {
      set(typed);
      sending.forget();
    };
  return (
    <CommandForm sending={sending} answer="Clone" fields={FIELDS}>
      <p className={styles.text}>
        A second instance with the same version, options, hooks and migrations, in a folder and on a port of its own. It
        does not run until you start it; “{instance.name}” keeps running.
      </p>
      <TextField ref={field} label="Name" value={name} problem={sending.problem('name')} onChange={changed(setName)} />
      <CheckBox label="With its data: records, files and superusers" checked={withData} onChange={setWithData} />
      {!withData && (
        <>
          <TextField
            label="Superuser e-mail"
            inputMode="email"
            value={email}
            problem={sending.problem('superuser.email')}
            onChange={changed(setEmail)}
          />
          <PasswordField
            value={password}
            problem={sending.problem('superuser.password')}
            onChange={changed(setPassword)}
          />
        </>
      )}
    </CommandForm>
  );
}
