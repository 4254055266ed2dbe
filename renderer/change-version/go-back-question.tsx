import type { Instance, VersionChange } from '../../shared/instance';
import { run } from '../commands/run';
import { timeInFull } from '../components/clock';
import { Question } from '../components/question';
import { useInstance } from '../store/store';
import { closeDialog, useUi } from '../store/ui';

export function GoBackQuestion() {
  const dialog = useUi((ui) => ui.dialog);
  const instance = useInstance(dialog?.kind === 'ask-go-back' ? dialog.instanceId : null);
  if (instance === null || instance.upgrade === null) return null;
  return <AskGoBack instance={instance} change={instance.upgrade} />;
}

interface AskGoBackProps {
  readonly instance: Instance;
  readonly change: VersionChange;
}

function AskGoBack({ instance, change }: AskGoBackProps) {
  return (
    <Question
      open
      title={`Go back to PocketBase ${change.from}?`}
      text={`${instance.name} returns to its data of ${timeInFull(change.at)}. Later changes are kept in a backup. It is offline while this runs.`}
      answer="Go back"
      variant="danger"
      onAnswer={() => {
        closeDialog();
        void run('go-back', { instanceId: instance.id });
      }}
      onClose={closeDialog}
    />
  );
}
