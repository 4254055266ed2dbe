import { drillQuestion } from '../../shared/words/drill-words';
import { run } from '../commands/run';
import { Question } from '../components/question';
import { useAppState } from '../store/store';
import { closeDialog, useUi } from '../store/ui';

/** Says what will happen before it does. */
export function CrashDrillQuestion() {
  const open = useUi((ui) => ui.dialog?.kind === 'ask-crash-drill');
  const { title, text } = drillQuestion(useAppState((state) => state.settings.notifications));
  return (
    <Question
      open={open}
      title={title}
      text={text}
      answer="Start the drill"
      onAnswer={() => {
        closeDialog();
        void run('begin-crash-drill', undefined);
      }}
      onClose={closeDialog}
    />
  );
}
