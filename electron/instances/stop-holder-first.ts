import type { InstanceId } from '../../shared/ids';
import type { Result } from '../../shared/result';
import type { AppStore } from '../store/app-store';
import type { Instances } from './instances';

interface Parts {
  readonly store: AppStore;
  readonly instances: Pick<Instances, 'stop'>;
}

/**
 * Starts, and stops another instance first if that one has the port. Only the one that was asked about is stopped:
 * should it be another by now, the answer says so and nothing is changed.
 */
export async function stopHolderFirst(
  holderId: InstanceId | undefined,
  { store, instances }: Parts,
  start: () => Result<undefined>,
): Promise<Result<undefined>> {
  const started = start();
  if (started.ok || started.error.code !== 'port-held-by-instance') return started;
  if (holderId === undefined || started.error.holderId !== holderId) return started;
  const stopping = instances.stop(holderId);
  if (!stopping.ok) return stopping;
  await untilStopSettles(store, holderId);
  return start();
}

/** Resolves when its process is gone, or when it is certain that waiting is of no use. */
function untilStopSettles(store: AppStore, id: InstanceId): Promise<void> {
  const isSettled = (): boolean => {
    const holder = store.instance(id);
    if (holder === undefined || holder.state.kind === 'stopped') return true;
    const { shouldRun, maintenance } = holder.intent;
    // Somebody wants it to run again, or not even SIGKILL has ended it.
    return (shouldRun && maintenance === null) || maintenance?.reason === 'could-not-be-stopped';
  };
  return new Promise((resolve) => {
    if (isSettled()) {
      resolve();
      return;
    }
    const stop = store.subscribe(() => {
      if (!isSettled()) return;
      stop();
      resolve();
    });
  });
}
