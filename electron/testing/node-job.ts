import { fork } from 'node:child_process';
import type { JobMessage } from '../data/job-contract';
import type { JobProcess } from '../data/run-job';
import { programOf } from './program';

/** The process for heavy work under plain Node. */
export function startNodeJob(): JobProcess {
  const { file, nodeArguments } = programOf('job-process');
  const child = fork(file, [], {
    execArgv: [...nodeArguments],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return {
    send: (order) => child.send(order),
    onMessage: (listener) => child.on('message', (message) => listener(message as JobMessage)),
    onExit: (listener) => child.once('exit', (code) => listener(code)),
    kill: () => void child.kill('SIGKILL'),
  };
}
