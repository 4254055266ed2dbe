import { questionWords } from '../../shared/words/assistant-words';
import { run } from '../commands/run';
import { timeInFull } from '../components/clock';
import { Question } from '../components/question';
import { useAppState } from '../store/store';

/** What a coding assistant asks a person for. It comes by itself, so that a key that is being pressed must not be its answer. */
export function AssistantQuestion() {
  const question = useAppState(({ questions }) => questions).find(({ answer }) => answer === null);
  if (question === undefined) return null;
  const { id: questionId, wish } = question;
  const { title, text, answer } = questionWords(question, wish.kind === 'restore' ? timeInFull(wish.createdAt) : '');
  const say = (yes: boolean): void => {
    void run('answer-assistant', { questionId, yes });
  };
  return (
    <Question
      key={questionId}
      open
      title={title}
      text={text}
      answer={answer}
      refusal="No"
      focusOn="refusal"
      variant={wish.kind === 'delete' ? 'danger' : 'primary'}
      onAnswer={() => {
        say(true);
      }}
      onClose={() => {
        say(false);
      }}
    />
  );
}
