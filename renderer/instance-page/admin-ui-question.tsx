import { adminUiQuestion } from '../../shared/words/admin-ui-words';
import { endMaintenanceAndOpen } from '../commands/admin-ui';
import { Question } from '../components/question';
import { useInstance } from '../store/store';
import { closeDialog, useUi } from '../store/ui';

/** The admin UI is served by PocketBase itself, so in maintenance there is none. */
export function AdminUiQuestion() {
  const dialog = useUi((ui) => ui.dialog);
  const instance = useInstance(dialog?.kind === 'ask-admin-ui' ? dialog.instanceId : null);
  if (instance === null) return null;
  return (
    <Question
      open
      {...adminUiQuestion(instance)}
      variant="maintenance"
      onAnswer={() => {
        closeDialog();
        void endMaintenanceAndOpen(instance.id);
      }}
      onClose={closeDialog}
    />
  );
}
