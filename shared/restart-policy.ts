import { isPermanent } from './causes';
import type { IncidentCause } from './incident-cause';

/** A person's choice for one instance: how often an end nobody asked for is answered by another start. */
export interface RestartPolicy {
  /** Tries within the window, at least 1. */
  readonly tries: number;
  readonly windowMinutes: number;
}

export const RESTART_TRIES_MAX = 10;
export const RESTART_WINDOW_MINUTES_MAX = 120;

/** What it begins with when a person turns it on. */
export const DEFAULT_RESTART_POLICY: RestartPolicy = { tries: 3, windowMinutes: 10 };

const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 60_000;

/**
 * Milliseconds until the next try, or null for maintenance.
 * @param earlierMs when the earlier ends of this series were, monotonic milliseconds
 * @param nowMs the end that is being decided on
 */
export function nextRetryDelayMs(
  policy: RestartPolicy | null,
  cause: IncidentCause,
  earlierMs: readonly number[],
  nowMs: number,
): number | null {
  if (policy === null || isPermanent(cause)) return null;
  const tried = endsWithin(policy, earlierMs, nowMs).length;
  return tried >= policy.tries ? null : Math.min(FIRST_DELAY_MS * 2 ** tried, LONGEST_DELAY_MS);
}

/** The ends that still count. */
export const endsWithin = (policy: RestartPolicy, earlierMs: readonly number[], nowMs: number): readonly number[] =>
  earlierMs.filter((at) => nowMs - at < policy.windowMinutes * 60_000);
