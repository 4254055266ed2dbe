import type { PortOwner } from '../../shared/errors';
import { isStillThere, type ProcessIdentity } from './process-identity';
import { RunGroup } from './run-group';
import { isGroupThere, isNumberTaken } from './run-members';

/** How often a process that is not our child is looked at; its end is seen within this time, in milliseconds. */
const LOOK_INTERVAL_MS = 100;

/** The process of one run, for those who may end it, and with it what it has started. */
export interface RunProcess {
  readonly pid: number;
  /** SIGTERM, then SIGCONT so that a frozen process hears it. */
  terminate(): void;
  kill(): void;
}

export interface AdoptedListeners {
  /** Called before `onGone` with what it had started and what could not be ended. */
  onLeftOver?(processes: readonly PortOwner[]): void;
  /** It is gone, and what it had started with it. */
  onGone(): void;
}

/** A process that outlived the app that had started it. It is not our child: the system does not tell us its end, we look. */
export function adoptProcess(
  identity: ProcessIdentity,
  runId: string,
  { onGone, onLeftOver }: AdoptedListeners,
): RunProcess {
  const group = new RunGroup(identity, runId);
  const looking = setInterval(() => {
    if (isStillThere(identity)) return;
    clearInterval(looking);
    void group.endRest(!isNumberTaken(identity) && isGroupThere(identity.pid)).then((left) => {
      if (left.length > 0) onLeftOver?.(left);
      onGone();
    });
  }, LOOK_INTERVAL_MS);
  return {
    pid: identity.pid,
    // Never a signal to whoever has the pid by now.
    terminate: () => (isStillThere(identity) ? group.terminate() : undefined),
    kill: () => group.kill(isStillThere(identity)),
  };
}
