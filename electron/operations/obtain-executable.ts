import { fail, type Result } from '../../shared/result';
import { STEP } from '../../shared/words/step-words';
import type { OperationParts } from './operation-parts';
import type { OperationContext } from './operation-runner';

/** The executable of a version. Where it is downloaded, the task tells how far that is, and whoever cancels it need not wait. */
export async function obtainExecutable(
  context: Pick<OperationContext, 'onProgress' | 'signal' | 'step'>,
  version: string,
  { provideExecutable }: Pick<OperationParts, 'provideExecutable'>,
): Promise<Result<string>> {
  // Whoever waits for the signal would wait for ever: it has been given.
  const isCancelled = (): boolean => context.signal.aborted;
  if (isCancelled()) return fail({ code: 'cancelled' });
  context.step(STEP.obtaining);
  const provided = await provideExecutable(version, {
    signal: context.signal,
    onProgress: ({ receivedBytes, totalBytes }) => {
      if (!context.signal.aborted) context.onProgress({ step: STEP.obtaining, doneBytes: receivedBytes, totalBytes });
    },
  });
  // The task is what was cancelled, not the installation, which others may go on waiting for.
  return isCancelled() ? fail({ code: 'cancelled' }) : provided;
}
