/** What the process of the instance on screen takes, and took in the last minutes; kept outside React like its output. */
import type { Bridge } from '../../shared/ipc';
import { USAGE_INTERVAL_MS, type Usage } from '../../shared/usage';

/** Two minutes. */
export const USAGES_KEPT = 60;

/** After a longer pause, in which the window was hidden, what was before is no longer shown as if it were next to it. */
const LONGEST_PAUSE_MS = 3 * USAGE_INTERVAL_MS;

export interface RecentUsage {
  readonly latest: Usage;
  /** In percent of a core; oldest first. */
  readonly processor: readonly number[];
  readonly atMs: number;
}

/** Those of another process begin anew. */
export function addUsage(recent: RecentUsage | null, latest: Usage, atMs: number): RecentUsage {
  const goesOn =
    recent?.latest.instanceId === latest.instanceId &&
    recent.latest.pid === latest.pid &&
    atMs - recent.atMs <= LONGEST_PAUSE_MS;
  const percent = latest.processorPercent === null ? [] : [latest.processorPercent];
  return { latest, atMs, processor: [...(goesOn ? recent.processor : []), ...percent].slice(-USAGES_KEPT) };
}

export interface UsageStore {
  readonly get: () => RecentUsage | null;
  readonly subscribe: (listener: () => void) => () => void;
  /** Begins to listen. Returns the function that stops. */
  readonly start: () => () => void;
}

export function createUsage(bridge: Bridge, nowMs: () => number = () => performance.now()): UsageStore {
  let recent: RecentUsage | null = null;
  const listeners = new Set<() => void>();
  return {
    get: () => recent,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    start: () =>
      bridge.onPush((push) => {
        if (push.type !== 'usage') return;
        recent = addUsage(recent, push.usage, nowMs());
        for (const listener of listeners) listener();
      }),
  };
}
