/** What the process of the instance on screen takes now; kept outside React like its output. */
import type { Bridge } from '../../shared/ipc';
import type { Usage } from '../../shared/usage';

export interface UsageStore {
  /** The last measurement, of whichever instance was on screen. */
  readonly get: () => Usage | null;
  readonly subscribe: (listener: () => void) => () => void;
  /** Begins to listen. Returns the function that stops. */
  readonly start: () => () => void;
}

export function createUsage(bridge: Bridge): UsageStore {
  let latest: Usage | null = null;
  const listeners = new Set<() => void>();
  return {
    get: () => latest,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    start: () =>
      bridge.onPush((push) => {
        if (push.type !== 'usage') return;
        latest = push.usage;
        for (const listener of listeners) listener();
      }),
  };
}
