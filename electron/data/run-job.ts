import type { AppError } from '../../shared/errors';
import { fail, type Result } from '../../shared/result';
import { jobEnded } from '../../shared/words/process-words';
import type { JobInput, JobMessage, JobName, JobOrder, JobOutput, Progress } from './job-contract';

/** A process of our own that does one job. In the app it is one of Electron's, in tests one of Node's. */
export interface JobProcess {
  send(order: JobOrder): void;
  onMessage(listener: (message: JobMessage) => void): void;
  onExit(listener: (code: number | null) => void): void;
  /** At once, whatever it is doing. */
  kill(): void;
}

export type StartJobProcess = () => JobProcess;

export interface RunJobOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export type RunJob = <Name extends JobName>(
  name: Name,
  input: JobInput<Name>,
  options?: RunJobOptions,
) => Promise<Result<JobOutput<Name>>>;

/**
 * Heavy work happens in a process of its own: main is never held up, and it can be ended at any moment. Resolves when that
 * process is gone, so that nobody works on the files any more. `cancelled` when the signal was given. `whyNot` is asked
 * before one is started beside so many others, and may refuse.
 */
export function jobRunner(start: StartJobProcess, whyNot: (running: number) => AppError | null): RunJob {
  let running = 0;
  return async (name, input, options = {}) => {
    if (options.signal?.aborted === true) return fail({ code: 'cancelled' });
    const refused = whyNot(running);
    if (refused !== null) return fail(refused);
    running += 1;
    try {
      return await runIn(start(), { name, input }, options);
    } finally {
      running -= 1;
    }
  };
}

const runIn = <Output>(
  job: JobProcess,
  order: JobOrder,
  { signal, onProgress }: RunJobOptions,
): Promise<Result<Output>> =>
  new Promise((resolve) => {
    const kill = (): void => job.kill();
    let result: Result<unknown> | null = null;
    signal?.addEventListener('abort', kill, { once: true });
    job.onMessage((message) => {
      if (message.type === 'progress') {
        onProgress?.(message.progress);
        return;
      }
      result = message.result;
      job.kill();
    });
    job.onExit((code) => {
      signal?.removeEventListener('abort', kill);
      if (result !== null) resolve(result as Result<Output>);
      else if (signal?.aborted === true) resolve(fail({ code: 'cancelled' }));
      else resolve(fail({ code: 'unexpected', detail: jobEnded(order.name, code) }));
    });
    job.send(order);
  });
