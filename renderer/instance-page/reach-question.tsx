import { Question } from '../components/question';
import { setNetworkAccess } from '../commands/commands';
import { useInstance } from '../store/store';
import { closeDialog, useUi } from '../store/ui';

export function ReachQuestion() {
  const dialog = useUi((ui) => ui.dialog);
  const instance = useInstance(dialog?.kind === 'ask-reach' ? dialog.instanceId : null);
  if (instance === null) return null;
  return (
    <Question
      open
      title={`Let other devices reach ${instance.name}?`}
      text="Everybody in the same network can then connect to this instance, its admin UI included. The traffic is not encrypted: anyone in the network can read passwords and data. It takes effect with the next start."
      answer="Let other devices in"
      variant="danger"
      onAnswer={() => {
        closeDialog();
        setNetworkAccess(instance, 'network');
      }}
      onClose={closeDialog}
    />
  );
}
