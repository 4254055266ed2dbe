import { fail, type Result } from '../../shared/result';
import type { OperationParts } from './operation-parts';
import type { Task } from './operations';

const STEP = 'Obtaining PocketBase';

/** The executable of a version. Where it is downloaded, the task tells how far that is, and whoever cancels it need not wait. */
export async function obtainExecutable(
  task: Pick<Task, 'onProgress' | 'signal' | 'step'>,
  version: string,
  { provideExecutable }: Pick<OperationParts, 'provideExecutable'>,
): Promise<Result<string>> {
  // Whoever waits for the signal would wait for ever: it has been given.
  const isCancelled = (): boolean => task.signal.aborted;
  if (isCancelled()) return fail({ code: 'cancelled' });
  task.step(STEP);
  const provided = await provideExecutable(version, {
    signal: task.signal,
    onProgress: ({ receivedBytes, totalBytes }) => {
      if (!task.signal.aborted) task.onProgress({ step: STEP, doneBytes: receivedBytes, totalBytes });
    },
  });
  // The task is what was cancelled, not the installation, which others may go on waiting for.
  return isCancelled() ? fail({ code: 'cancelled' }) : provided;
}
