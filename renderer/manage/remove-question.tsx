import type { Instance } from '../../shared/instance';
import { run } from '../commands/run';
import { showPopup } from '../popups/toast-manager';
import { Question } from '../components/question';
import { closeDialog, selectInstance } from '../store/ui';

export function RemoveQuestion({ instance: { id: instanceId, name, folder } }: { readonly instance: Instance }) {
  const putBack = async (): Promise<void> => {
    if ((await run('put-back-on-list', { instanceId })).ok) selectInstance(instanceId);
  };
  const remove = async (): Promise<void> => {
    closeDialog();
    const removed = await run('remove-from-list', { instanceId });
    if (!removed.ok) return;
    showPopup({
      type: 'note',
      title: `${name} was removed from the list`,
      text: `Its files stay in ${removed.value.folder}, its backups in ${removed.value.backupsFolder}. To have it back later, open the folder.`,
      stays: true,
      action: { label: 'Undo', perform: () => void putBack() },
    });
  };
  return (
    <Question
      open
      title={`Remove “${name}” from the list?`}
      text={`Nothing is deleted: its files stay in ${folder}, and its backups stay too. You can open the folder again later; its output and incidents are kept for thirty days.`}
      answer="Remove from list"
      onAnswer={() => void remove()}
      onClose={closeDialog}
    />
  );
}
