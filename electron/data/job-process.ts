/** Entry of the process for heavy work: takes one order, reports, and is ended by whoever started it. */
import type { JobMessage, JobOrder } from './job-contract';
import { performJob } from './perform-job';

interface ParentPort {
  on(event: 'message', listener: (message: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

/** Electron's utility processes have one; Node's children speak through `process.send`. */
const { parentPort } = process as { parentPort?: ParentPort };

process.umask(0o077);
if (parentPort === undefined) {
  process.on(
    'message',
    (order) => void performJob(order as JobOrder, (message: JobMessage) => process.send?.(message)),
  );
  // Nobody waits for the result any more.
  process.on('disconnect', () => process.exit(0));
} else {
  parentPort.on('message', ({ data }) => {
    void performJob(data as JobOrder, (message) => parentPort.postMessage(message));
  });
}
