import { pidOf } from '../../shared/instance';
import { run } from '../app/bridge';
import { Question } from '../components/question';
import { useAppState } from '../store/store';
import { closeDialog, useUi } from '../store/ui';

export function StopEverythingQuestion() {
  const open = useUi(({ dialog }) => dialog?.kind === 'ask-stop-everything');
  const instances = useAppState((state) => state.instances);
  const alive = instances.filter(({ state }) => pidOf(state) !== null).length;
  const all = instances.length === 1 ? 'Your one instance goes' : `All ${instances.length} instances go`;
  const serving = alive === 0 ? 'None is running now' : `${alive} of them ${alive === 1 ? 'is' : 'are'} running now`;
  return (
    <Question
      open={open}
      title="Stop everything?"
      text={`${all} into maintenance. ${serving}. No requests are processed until you turn maintenance mode off again, instance by instance.`}
      answer="Stop everything"
      variant="maintenance"
      onAnswer={() => {
        closeDialog();
        void run('stop-everything', undefined);
      }}
      onClose={closeDialog}
    />
  );
}
