import { fail, type Result } from '../../shared/result';
import type { OperationParts } from './operation-parts';
import type { Task } from './operations';

/** It may have to be fetched first, which takes minutes; cancelling the operation ends that too. */
export async function obtainExecutable(
  task: Task,
  version: string,
  { provideExecutable }: Pick<OperationParts, 'provideExecutable'>,
): Promise<Result<string>> {
  task.step('Obtaining PocketBase');
  const executable = await provideExecutable(version, task.signal);
  return task.signal.aborted ? fail({ code: 'cancelled' }) : executable;
}
