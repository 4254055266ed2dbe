/** What follows when the page of the window has failed. Pure: times are monotonic milliseconds given by the caller. */

/** A page that fails more often than this within the time is not helped by another try. */
const LOADS_AT_MOST = 3;
const WITHIN_MS = 60_000;

/**
 * `show-fallback`: a page without a program says what happened and offers another try. `close-window`: not even that one
 * can be shown; the tray, a notification and a second launch lead back.
 */
export type PageRemedy = 'load-again' | 'show-fallback' | 'close-window';

export interface PageFailure {
  /** Earlier failures, oldest first. */
  readonly failedAtMs: readonly number[];
  readonly nowMs: number;
  /** It was the page without a program that failed. */
  readonly wasFallback: boolean;
}

export function decidePageRemedy({ failedAtMs, nowMs, wasFallback }: PageFailure): {
  readonly remedy: PageRemedy;
  readonly failedAtMs: readonly number[];
} {
  const recent = [...failedAtMs.filter((at) => nowMs - at < WITHIN_MS), nowMs];
  if (wasFallback) return { remedy: 'close-window', failedAtMs: recent };
  return { remedy: recent.length > LOADS_AT_MOST ? 'show-fallback' : 'load-again', failedAtMs: recent };
}
