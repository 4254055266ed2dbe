import { performance } from 'node:perf_hooks';
import type { InstanceId } from '../../shared/ids';
import { pidOf, type Instance } from '../../shared/instance';
import { addSample, historyAt, RINGS, type UsageHistory } from '../../shared/usage-history';
import { foldersOf } from '../pocketbase/arguments';
import { measureProcesses, type ProcessMeasure } from '../process/measure-process';
import type { AppStore } from '../store/app-store';

/** Satisfied by the storage room. */
export interface UsageRings {
  of(id: InstanceId): DataView;
  changed(id: InstanceId): void;
  write(): Promise<void>;
}

export interface UsageKeeperParts {
  readonly store: AppStore;
  readonly rings: UsageRings;
  readonly databaseBytes: (dataFolder: string) => Promise<number>;
  readonly now: () => Date;
  readonly reportBug: (error: unknown) => void;
}

export interface UsageKeeper {
  start(): void;
  /** Looks at all that run, once. */
  look(): Promise<void>;
  history(id: InstanceId): UsageHistory;
  /** Called after each look. */
  onLooked(listener: () => void): void;
  /** What was measured is on the disk when it resolves. */
  end(): Promise<void>;
}

interface Earlier extends ProcessMeasure {
  readonly atMs: number;
}

const LOOK_MS = RINGS.hour.slotMs;
const LOOKS_BETWEEN_WRITES = 10;
/** Over a longer pause, such as sleep, a mean says nothing of this minute. */
const LONGEST_PAUSE_MS = 2 * LOOK_MS;

/**
 * What instances take, kept for an hour and a week: one look at all processes each minute, and nothing at all while none
 * runs. It reaches the disk every ten minutes and at quit.
 */
export function createUsageKeeper({ store, rings, databaseBytes, now, reportBug }: UsageKeeperParts): UsageKeeper {
  const listeners: (() => void)[] = [];
  let earlier: ReadonlyMap<number, Earlier> = new Map();
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  let looks = 0;

  const look = async (): Promise<void> => {
    const running = store.snapshot().state.instances.filter(({ state }) => state.kind === 'running');
    if (running.length === 0) {
      earlier = new Map();
      return;
    }
    const atMs = now().getTime();
    const measured = await measureProcesses(running.map(({ state }) => pidOf(state) ?? 0));
    const measuredAtMs = performance.now();
    const seen = new Map<number, Earlier>();
    const add = async (instance: Instance): Promise<void> => {
      const pid = pidOf(instance.state) ?? 0;
      const measure = measured.get(pid);
      if (measure === undefined) return;
      const bytes = await databaseBytes(foldersOf(instance.folder).data);
      // Gone from the list meanwhile: nothing of it is to be kept any more.
      if (store.instance(instance.id) === undefined) return;
      seen.set(pid, { ...measure, atMs: measuredAtMs });
      addSample(rings.of(instance.id), atMs, {
        processorPercent: percentSince(earlier.get(pid), measure, measuredAtMs),
        memoryBytes: measure.memoryBytes,
        databaseBytes: bytes,
      });
      rings.changed(instance.id);
    };
    await Promise.all(running.map(add));
    earlier = seen;
    looks += 1;
    if (looks % LOOKS_BETWEEN_WRITES === 0) await rings.write();
    for (const listener of listeners) listener();
  };
  const lookAtNextMinute = (): void => {
    const nowMs = now().getTime();
    timer = setTimeout(() => {
      void look()
        .catch(reportBug)
        .finally(() => {
          if (!ended) lookAtNextMinute();
        });
    }, untilNextMinute(nowMs));
    timer.unref();
  };
  return {
    start: lookAtNextMinute,
    look,
    history: (id) => historyAt(rings.of(id), now().getTime()),
    onLooked: (listener) => void listeners.push(listener),
    end: async () => {
      ended = true;
      clearTimeout(timer);
      await rings.write();
    },
  };
}

/** One that ends within the second is left out: a timer that came a little early has looked at it. */
function untilNextMinute(nowMs: number): number {
  const left = LOOK_MS - (nowMs % LOOK_MS);
  return left < 1000 ? left + LOOK_MS : left;
}

function percentSince(before: Earlier | undefined, after: ProcessMeasure, atMs: number): number | null {
  if (before === undefined || atMs - before.atMs > LONGEST_PAUSE_MS || atMs <= before.atMs) return null;
  return (Math.max(0, after.processorMs - before.processorMs) / (atMs - before.atMs)) * 100;
}
