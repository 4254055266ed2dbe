import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { JobMessage } from '../data/job-contract';
import type { JobProcess } from '../data/run-job';

/** The process for heavy work under plain Node. */
export function startNodeJob(): JobProcess {
  const child = fork(join(import.meta.dirname, '../data/job-process.ts'), [], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return {
    send: (order) => child.send(order),
    onMessage: (listener) => child.on('message', (message) => listener(message as JobMessage)),
    onExit: (listener) => child.once('exit', (code) => listener(code)),
    kill: () => void child.kill('SIGKILL'),
  };
}
