import { useInstance } from '../store/store';
import { useUi } from '../store/ui';
import { CloneDialog } from './clone-dialog';
import { DeleteDialog } from './delete-dialog';
import { MoveDialog } from './move-dialog';
import { RemoveQuestion } from './remove-question';
import { RenameDialog } from './rename-dialog';
import { SuperuserDialog } from './superuser-dialog';

/** Everything that is asked before something is done with an instance as a whole. */
export function ManageDialogs() {
  const dialog = useUi((ui) => ui.dialog);
  const instance = useInstance(dialog !== null && 'instanceId' in dialog ? dialog.instanceId : null);
  if (dialog === null || instance === null) return null;
  switch (dialog.kind) {
    case 'rename':
      return <RenameDialog instance={instance} />;
    case 'move':
      return <MoveDialog instance={instance} />;
    case 'clone':
      return <CloneDialog instance={instance} />;
    case 'remove-from-list':
      return <RemoveQuestion instance={instance} />;
    case 'delete':
      return <DeleteDialog instance={instance} />;
    case 'superuser':
      return <SuperuserDialog instance={instance} email={dialog.email} />;
    default:
      return null;
  }
}
