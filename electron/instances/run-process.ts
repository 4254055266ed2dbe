import { isStillThere, type ProcessIdentity } from './process-identity';
import { signalProcess } from './signals';

/** How often a process that is not our child is looked at; its end is seen within this time, in milliseconds. */
const LOOK_INTERVAL_MS = 100;

/** The process of one run, for those who may end it. */
export interface RunProcess {
  readonly pid: number;
  /** SIGTERM, then SIGCONT so that a frozen process hears it. */
  terminate(): void;
  kill(): void;
}

/** A process that outlived the app that had started it. It is not our child: the system does not tell us its end, we look. */
export function adoptProcess(identity: ProcessIdentity, onGone: () => void): RunProcess {
  const { pid } = identity;
  const looking = setInterval(() => {
    if (isStillThere(identity)) return;
    clearInterval(looking);
    onGone();
  }, LOOK_INTERVAL_MS);
  // Never a signal to whoever has the pid by now.
  const signal = (...names: readonly NodeJS.Signals[]): void => {
    for (const name of names) if (isStillThere(identity)) signalProcess(pid, name);
  };
  return { pid, terminate: () => signal('SIGTERM', 'SIGCONT'), kill: () => signal('SIGKILL') };
}
