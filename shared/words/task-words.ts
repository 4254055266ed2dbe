/** What the list of tasks says of each. */
import type { EndByQuitting, Operation } from '../operation';
import { errorWords } from './error-words';
import { OPERATION_WORDS } from './operation-words';

export interface TaskWords {
  /** Ends so that the name of the instance can follow it: `Backing up`, `Backup of`. */
  readonly lead: string;
  /** What is being done now, or how it ended. */
  readonly text: string;
}

export function taskWords({ kind, outcome, step }: Pick<Operation, 'kind' | 'outcome' | 'step'>): TaskWords {
  const { title, underway } = OPERATION_WORDS[kind];
  if (outcome === null) return { lead: underway, text: step };
  const lead = `${title} of`;
  switch (outcome.kind) {
    case 'done':
      return { lead, text: outcome.text };
    case 'cancelled':
      return { lead, text: 'Cancelled. Nothing was changed.' };
    case 'ended-by-quitting':
      return { lead, text: endByQuittingInWords(outcome.how) };
    case 'failed': {
      const words = errorWords(outcome.error);
      return { lead, text: `${words.title}. ${words.text}` };
    }
  }
}

function endByQuittingInWords(how: EndByQuitting): string {
  switch (how.kind) {
    case 'cancelled':
      return 'Cancelled because Basekeeper was quit. Nothing was changed. You can try again at any time.';
    case 'cut-off':
      return 'Basekeeper was quit before it finished. Check whether it took effect before you try again.';
    case 'failed':
      return `It failed while Basekeeper was being quit. ${how.title}. ${how.text}`;
  }
}

/** What is read to those who do not see the list. */
export function taskEndInWords(operation: Operation): string {
  const { lead, text } = taskWords(operation);
  return `${lead} ${operation.instanceName}: ${text}`;
}
