import { useRef, useState, type RefObject } from 'react';
import type { Instance } from '../../shared/instance';
import { bridge } from '../store/bridge';
import { Modal } from '../components/dialog';
import { TextField } from '../components/text-field';
import { closeDialog } from '../store/ui';
import { CommandForm } from './command-form';
import { useSend } from './use-send';

export function RenameDialog({ instance }: { readonly instance: Instance }) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <Modal open title={`Rename ${instance.name}`} initialFocus={field} onClose={closeDialog}>
      <RenameForm instance={instance} field={field} />
    </Modal>
  );
}

interface RenameFormProps {
  readonly instance: Instance;
  readonly field: RefObject<HTMLInputElement | null>;
}

function RenameForm({ instance: { id: instanceId, name: present }, field }: RenameFormProps) {
  const [name, setName] = useState(present);
  const sending = useSend(() => bridge.call('rename-instance', { instanceId, name }));
  return (
    <CommandForm sending={sending} answer="Rename" fields={['name']}>
      <TextField
        ref={field}
        label="Name"
        hint="Folder, port and address stay as they are."
        value={name}
        problem={sending.problem('name')}
        onFocus={(event) => {
          event.currentTarget.select();
        }}
        onChange={(typed) => {
          setName(typed);
          sending.forget();
        }}
      />
    </CommandForm>
  );
}
