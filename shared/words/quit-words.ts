/** What quitting ends, before it is done. */
import { isUnderway, type Operation } from '../operation';
import { counted } from './backup-words';
import { OPERATION_WORDS } from './operation-words';

type Task = Pick<Operation, 'cancellable' | 'instanceName' | 'kind' | 'outcome'>;

/** One sentence or two for each task that is still running. */
export const tasksBeforeQuitting = (operations: readonly Task[]): readonly string[] =>
  operations.filter(isUnderway).map((task) => {
    const begun = `${OPERATION_WORDS[task.kind].title} of ${task.instanceName} is still running.`;
    return `${begun} ${whatBecomesOf(task)}`;
  });

function whatBecomesOf({ cancellable, kind }: Task): string {
  if (cancellable) return 'Quitting cancels it. Nothing will be changed.';
  const waits = 'It cannot be cancelled any more. Quitting waits a few seconds for it';
  // PocketBase writes one record; there is nothing to go on with.
  return kind === 'save-superuser'
    ? `${waits}.`
    : `${waits}; if it takes longer, Basekeeper finishes or undoes it when you open it the next time.`;
}

/** Of the button and of the tray: what ends with a click. */
export function quitLabel(alive: number, operations: readonly Task[]): string {
  const ended = operations.filter((task) => isUnderway(task) && task.cancellable).length;
  const parts = [
    ...(alive === 0 ? [] : [`stops ${counted(alive, 'instance')}`]),
    ...(ended === 0 ? [] : [`ends ${counted(ended, 'task')}`]),
  ];
  return parts.length === 0 ? 'Quit' : `Quit (${parts.join(', ')})`;
}
