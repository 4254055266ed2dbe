import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { AppError } from '../../shared/errors';
import { ASSISTANT_PREFACE, assistantProblemInWords, type AssistantProblem } from '../../shared/words/assistant-words';
import { errorWords } from '../../shared/words/error-words';

/** Characters of one answer; what is longer is not given. */
const ANSWER_MAX = 100_000;

/** Facts and texts of others: as JSON, so that none of it can look like ours. */
export function data(value: object): CallToolResult {
  const text = JSON.stringify(value);
  if (text.length > ANSWER_MAX) return refusal('That is more than one answer can hold. Ask for less of it.');
  return {
    content: [
      { type: 'text', text: ASSISTANT_PREFACE },
      { type: 'text', text },
    ],
  };
}

export const refusal = (text: string): CallToolResult => ({ content: [{ type: 'text', text }], isError: true });

export function refused(problem: AppError | AssistantProblem): CallToolResult {
  if (isOwn(problem)) return refusal(assistantProblemInWords(problem));
  const { title, text } = errorWords(problem);
  return refusal(`${title}. ${text}`);
}

const OWN: ReadonlySet<string> = new Set<AssistantProblem['code']>([
  'not-visible',
  'several-visible',
  'read-only',
  'not-for-assistants',
  'question-open',
  'no-such-backup-shown',
  'refused-by-person',
  'hidden-instance',
]);

const isOwn = (problem: AppError | AssistantProblem): problem is AssistantProblem => OWN.has(problem.code);
