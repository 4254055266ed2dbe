import { fail, type Result } from '../../shared/result';
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
 * process is gone, so that nobody works on the files any more. `cancelled` when the signal was given.
 */
export const jobRunner =
  (start: StartJobProcess): RunJob =>
  <Name extends JobName>(name: Name, input: JobInput<Name>, { signal, onProgress }: RunJobOptions = {}) =>
    new Promise<Result<JobOutput<Name>>>((resolve) => {
      if (signal?.aborted === true) {
        resolve(fail({ code: 'cancelled' }));
        return;
      }
      const job = start();
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
        if (result !== null) resolve(result as Result<JobOutput<Name>>);
        else if (signal?.aborted === true) resolve(fail({ code: 'cancelled' }));
        else
          resolve(fail({ code: 'unexpected', detail: `The process for “${name}” ended by itself (${String(code)})` }));
      });
      job.send({ name, input });
    });
