import { useRef } from 'react';
import { Modal } from '../components/dialog';
import { closeDialog, useUi } from '../store/ui';
import { NewInstanceForm } from './new-instance-form';

export function NewInstanceDialog() {
  const open = useUi(({ dialog }) => dialog?.kind === 'new-instance');
  const nameField = useRef<HTMLInputElement>(null);
  return (
    <Modal open={open} title="New instance" initialFocus={nameField} onClose={closeDialog}>
      <NewInstanceForm nameField={nameField} />
    </Modal>
  );
}
