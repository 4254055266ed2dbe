import { performance } from 'node:perf_hooks';
import type { Finding } from '../../shared/incident';
import type { LifecycleEvent } from '../../shared/lifecycle-events';
import { endsWithin, nextRetryDelayMs, type RestartPolicy } from '../../shared/restart-policy';

const DELAY_UNDER_LOAD_MS = 2000;

/** The runs of one instance that ended by themselves one after the other, and were tried again. */
export class RetrySeries {
  /** Monotonic milliseconds. */
  #endsMs: readonly number[] = [];
  #triedAgainUnderLoad = false;

  /** A person has asked for a start: what was before does not count. */
  begin(): void {
    this.#endsMs = [];
    this.#triedAgainUnderLoad = false;
  }

  /** It has come to serve. */
  serves(): void {
    this.#triedAgainUnderLoad = false;
  }

  /**
   * Milliseconds until the next try after a run ended by itself, and counts that end; null for maintenance, or for no end.
   * A start that took too long on an overloaded computer is tried once more, whatever the policy.
   */
  delayMs(policy: RestartPolicy | null, end: Finding | null, isOverloaded: () => boolean): number | null {
    if (end === null) return null;
    if (end.cause === 'start-timeout' && !this.#triedAgainUnderLoad && isOverloaded()) {
      this.#triedAgainUnderLoad = true;
      return DELAY_UNDER_LOAD_MS;
    }
    if (policy === null) return null;
    const nowMs = performance.now();
    const delayMs = nextRetryDelayMs(policy, end.cause, this.#endsMs, nowMs);
    this.#endsMs = delayMs === null ? [] : [...endsWithin(policy, this.#endsMs, nowMs), nowMs];
    return delayMs;
  }
}

export const isWishToServe = ({ type }: LifecycleEvent): boolean =>
  type === 'start' || type === 'restart' || type === 'leave-maintenance';

/** What an operation gives back must not stay in its hands; a start that cannot be recorded fails by itself. */
export const KEPT_THOUGH_UNSAVED: ReadonlySet<LifecycleEvent['type']> = new Set(['found-ended', 'end-operation']);
