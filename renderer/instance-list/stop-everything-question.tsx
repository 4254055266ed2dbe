import { wouldBeStopped } from '../../shared/display-status';
import { run } from '../commands/run';
import { Question } from '../components/question';
import { useAppState } from '../store/store';
import { closeDialog, useUi } from '../store/ui';

export function StopEverythingQuestion() {
  const open = useUi(({ dialog }) => dialog?.kind === 'ask-stop-everything');
  const instances = useAppState((state) => state.instances);
  const stopped = instances.filter(wouldBeStopped);
  const [first] = stopped;
  const who = stopped.length === 1 ? `“${first?.name ?? ''}” goes` : `${stopped.length} instances go`;
  const others = stopped.length === instances.length ? '' : ' The others stay as they are.';
  return (
    <Question
      open={open}
      title="Maintenance for all?"
      text={`${who} into maintenance: no requests are processed until you turn maintenance mode off again, instance by instance.${others}`}
      answer="Turn on maintenance"
      variant="maintenance"
      onAnswer={() => {
        closeDialog();
        void run('stop-everything', undefined);
      }}
      onClose={closeDialog}
    />
  );
}
