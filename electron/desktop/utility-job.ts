import { utilityProcess } from 'electron';
import type { JobMessage } from '../data/job-contract';
import type { JobProcess } from '../data/run-job';

/** Starts the process for heavy work as one of Electron's own, which needs no Node mode of the executable. */
export const startUtilityJob = (script: string) => (): JobProcess => {
  const child = utilityProcess.fork(script, [], { serviceName: 'basekeeper-data', stdio: 'ignore' });
  let isKilled = false;
  // Before it has started, nothing can be ended.
  child.once('spawn', () => {
    if (isKilled) child.kill();
  });
  // Out of memory, for example. Its exit follows, and is what counts; unheard, it would be an exception here.
  child.on('error', () => undefined);
  return {
    // What is sent before it has started is delivered when it has.
    send: (order) => child.postMessage(order),
    onMessage: (listener) => child.on('message', (message: JobMessage) => listener(message)),
    onExit: (listener) => child.once('exit', (code: number) => listener(code)),
    kill: () => {
      isKilled = true;
      child.kill();
    },
  };
};
