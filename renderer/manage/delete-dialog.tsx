import { useRef, useState, type RefObject } from 'react';
import type { Instance } from '../../shared/instance';
import { bridge } from '../store/bridge';
import { CheckBox } from '../components/check-box';
import { Modal } from '../components/dialog';
import { TextField } from '../components/text-field';
import { closeDialog } from '../store/ui';
import { mayDelete } from './allowed';
import styles from './manage.module.css';
import { CommandForm } from './command-form';
import { OtherFiles } from './other-files';
import { useOthers } from './use-others';
import { useSend } from './use-send';

export function DeleteDialog({ instance }: { readonly instance: Instance }) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <Modal open title="Delete instance" initialFocus={field} onClose={closeDialog}>
      <DeleteForm instance={instance} field={field} />
    </Modal>
  );
}

interface DeleteFormProps {
  readonly instance: Instance;
  readonly field: RefObject<HTMLInputElement | null>;
}

function DeleteForm({ instance: { id: instanceId, name: present, folder }, field }: DeleteFormProps) {
  const [name, setName] = useState('');
  const [backUpFirst, setBackUpFirst] = useState(true);
  const [everything, setEverything] = useState(false);
  const others = useOthers(instanceId);
  const sending = useSend(() => bridge.call('delete-instance', { instanceId, name, backUpFirst, everything }));
  return (
    <CommandForm
      sending={sending}
      answer="Delete"
      variant="danger"
      allowed={mayDelete(name, present)}
      fields={['name']}
    >
      <p className={styles.text}>
        <strong>{present}</strong> is stopped and leaves the list.{' '}
        {others.length === 0 || everything ? 'Its folder' : 'What belongs to it in'}{' '}
        <span className={styles.path}>{folder}</span> goes to the trash of your system, with all records and files. Its
        output and incidents are deleted. Its backups stay.
      </p>
      <OtherFiles
        others={others}
        label="Also move everything else in this folder to the trash"
        everything={everything}
        onEverything={setEverything}
      />
      <TextField
        ref={field}
        label="Name"
        hint={`Type “${present}” to confirm.`}
        value={name}
        problem={sending.problem('name')}
        onChange={(typed) => {
          setName(typed);
          sending.forget();
        }}
      />
      <CheckBox label="Make a last backup first" checked={backUpFirst} onChange={setBackUpFirst} />
    </CommandForm>
  );
}
