import { setImmediate } from 'node:timers/promises';
import type { ArchiveProblem } from '../../shared/archive-problem';
import { fail, ok, type Result } from '../../shared/result';

/** Thrown inside this folder only, to get out of streams and loops; `asResult` makes a value of it. */
export class Refusal extends Error {
  constructor(readonly problem: ArchiveProblem) {
    super(problem.kind);
  }
}

export function refuse(problem: ArchiveProblem): never {
  throw new Refusal(problem);
}

export function refuseIf(problem: ArchiveProblem | null): void {
  if (problem !== null) refuse(problem);
}

/** Gives others a turn now and then in loops that would else be long, and ends them when they are cancelled. */
export async function pause(round: number, signal: AbortSignal | undefined): Promise<void> {
  if (round % 256 !== 255) return;
  await setImmediate();
  refuseIfAborted(signal);
}

export function refuseIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) refuse({ kind: 'aborted' });
}

/**
 * The outcome as a value. `otherwise` tells what an error of the file system or of a library means here; what it does
 * not know is a bug and is thrown.
 */
export async function asResult<Value>(
  work: () => Promise<Value>,
  otherwise: (error: NodeJS.ErrnoException) => ArchiveProblem | null,
): Promise<Result<Value, ArchiveProblem>> {
  try {
    return ok(await work());
  } catch (error) {
    return fail(problemOf(error, otherwise));
  }
}

export function problemOf(
  error: unknown,
  otherwise: (error: NodeJS.ErrnoException) => ArchiveProblem | null,
): ArchiveProblem {
  if (error instanceof Refusal) return error.problem;
  if (!(error instanceof Error)) throw error;
  if (error.name === 'AbortError') return { kind: 'aborted' };
  const problem = otherwise(error);
  if (problem === null) throw error;
  return problem;
}

/** Has a code of the operating system, such as ENOSPC. */
export const isSystemError = (error: NodeJS.ErrnoException): boolean =>
  error.syscall !== undefined && typeof error.code === 'string';

export const notWritten = (path: string, error: NodeJS.ErrnoException): ArchiveProblem => ({
  kind: 'not-written',
  path,
  detail: error.code ?? error.message,
  driveFull: error.code === 'ENOSPC' || error.code === 'EDQUOT',
});
