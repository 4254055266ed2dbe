import { performance } from 'node:perf_hooks';
import type { InstanceId } from '../../shared/ids';
import { pidOf } from '../../shared/instance';
import type { Push } from '../../shared/ipc';
import { USAGE_INTERVAL_MS } from '../../shared/usage';
import type { AppStore } from '../store/app-store';
import { measureProcess, type ProcessMeasure } from '../process/measure-process';

export interface UsageWatchParts {
  readonly store: AppStore;
  /** Nobody needs figures that nobody sees. */
  readonly isSeen: () => boolean;
  readonly send: (push: Push) => void;
  readonly reportBug: (error: unknown) => void;
  readonly intervalMs?: number;
}

interface Earlier extends ProcessMeasure {
  readonly pid: number;
  readonly atMs: number;
}

/** One instance while it is on screen. */
interface Watching {
  readonly id: InstanceId;
  earlier: Earlier | null;
}

/** Sends what the process of the instance on screen takes, again and again. */
export class UsageWatch {
  readonly #parts: UsageWatchParts;
  #watching: Watching | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: UsageWatchParts) {
    this.#parts = parts;
  }

  /** Switches to an instance, or to none. */
  set(id: InstanceId | null): void {
    clearTimeout(this.#timer);
    this.#watching = id === null ? null : { id, earlier: null };
    if (this.#watching !== null) this.#keepLooking(this.#watching);
  }

  #keepLooking(watching: Watching): void {
    const { reportBug, intervalMs = USAGE_INTERVAL_MS } = this.#parts;
    this.#look(watching)
      .catch(reportBug)
      .finally(() => {
        if (this.#watching === watching) {
          this.#timer = setTimeout(() => this.#keepLooking(watching), intervalMs).unref();
        }
      });
  }

  async #look(watching: Watching): Promise<void> {
    const { store, isSeen, send } = this.#parts;
    const { id, earlier } = watching;
    const state = store.instance(id)?.state;
    const pid = state === undefined ? null : pidOf(state);
    const measured = pid === null || !isSeen() ? null : await measureProcess(pid);
    // Another one may be on screen by now.
    if (this.#watching !== watching) return;
    watching.earlier = null;
    if (pid === null || measured === null) return;
    const now = { ...measured, pid, atMs: performance.now() };
    watching.earlier = now;
    const processorPercent = earlier?.pid === pid ? percentBetween(earlier, now) : null;
    send({ type: 'usage', usage: { instanceId: id, pid, processorPercent, memoryBytes: now.memoryBytes } });
  }
}

const percentBetween = (before: Earlier, after: Earlier): number =>
  (Math.max(0, after.processorMs - before.processorMs) / (after.atMs - before.atMs)) * 100;
