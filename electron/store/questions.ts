/** Questions of coding assistants to a person, in the one truth: the window reads them there, and answers. */
import type { AssistantQuestion } from '../../shared/assistants';
import { done, fail, type Result } from '../../shared/result';
import type { AppStore } from './app-store';

export type PersonsAnswer = 'yes' | 'no' | 'not-answered' | 'withdrawn';

/** Resolves with what a person has said; without a word within the limit, or when it is withdrawn, the question is gone. */
export function askPerson(
  store: AppStore,
  question: Omit<AssistantQuestion, 'answer'>,
  limitMs: number,
  withdrawn: AbortSignal,
): Promise<PersonsAnswer> {
  const { id } = question;
  return new Promise((resolve) => {
    const settle = (answer: PersonsAnswer): void => {
      clearTimeout(timer);
      stop();
      withdrawn.removeEventListener('abort', withdraw);
      const { questions } = store.snapshot().state;
      store.apply({ type: 'questions-changed', questions: questions.filter((one) => one.id !== id) });
      resolve(answer);
    };
    const withdraw = (): void => settle('withdrawn');
    const timer = setTimeout(() => settle('not-answered'), limitMs);
    const stop = store.subscribe((change) => {
      if (change.type === 'instance-removed' && change.instanceId === question.instanceId) withdraw();
      if (change.type !== 'questions-changed') return;
      const answer = change.questions.find((one) => one.id === id)?.answer ?? null;
      if (answer !== null) settle(answer);
    });
    withdrawn.addEventListener('abort', withdraw);
    const { questions } = store.snapshot().state;
    store.apply({ type: 'questions-changed', questions: [...questions, { ...question, answer: null }] });
    if (withdrawn.aborted) withdraw();
  });
}

/** For the window alone: no other client speaks for a person here. */
export function answerQuestion(store: AppStore, id: string, yes: boolean): Result<undefined> {
  const { questions } = store.snapshot().state;
  if (!questions.some((one) => one.id === id && one.answer === null)) return fail({ code: 'question-closed' });
  const answer = yes ? 'yes' : 'no';
  const changed = questions.map((one) => (one.id === id ? ({ ...one, answer } as const) : one));
  store.apply({ type: 'questions-changed', questions: changed });
  return done;
}
