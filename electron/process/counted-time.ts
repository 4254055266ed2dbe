import { performance } from 'node:perf_hooks';

/** In milliseconds. What is longer than twice this was no waiting: we were not there. */
const LARGEST_SLICE_MS = 250;
const SLICES = 4;

/**
 * Calls `over` once this process has been awake for `limitMs`. A timer that fired late (the app was stopped and continued,
 * the computer slept, nobody let us run) must not decide anything: what came in meanwhile has not been read yet. So time is
 * counted in slices of which each counts at most twice, and after a gap one more slice passes before anything is over.
 * Times are monotonic.
 */
export function afterCounted(limitMs: number, signal: AbortSignal, over: () => void): void {
  if (signal.aborted) return;
  const sliceMs = Math.min(LARGEST_SLICE_MS, Math.max(1, limitMs / SLICES));
  let countedMs = 0;
  let lastMs = performance.now();
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    timer = setTimeout(count, Math.max(1, Math.min(sliceMs, limitMs - countedMs)));
  };
  const count = (): void => {
    const nowMs = performance.now();
    const passedMs = nowMs - lastMs;
    lastMs = nowMs;
    countedMs += countable(passedMs, sliceMs);
    if (passedMs > LARGEST_SLICE_MS * 2) countedMs = Math.min(countedMs, limitMs - sliceMs);
    if (countedMs < limitMs) {
      wait();
      return;
    }
    signal.removeEventListener('abort', stop);
    over();
  };
  const stop = (): void => clearTimeout(timer);
  signal.addEventListener('abort', stop, { once: true });
  wait();
}

/** How much of a passed time counts as having been waited. */
export const countable = (passedMs: number, expectedMs: number): number =>
  Math.min(passedMs, Math.max(expectedMs, LARGEST_SLICE_MS) * 2);

/** Asked again after a wait: the compiler takes the first answer for the last. */
export const isAborted = (signal: AbortSignal): boolean => signal.aborted;

/** Resolves when so much counted time has passed, or at once when aborted. */
export function countedWait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const done = (): void => {
      signal.removeEventListener('abort', done);
      resolve();
    };
    signal.addEventListener('abort', done, { once: true });
    afterCounted(milliseconds, signal, done);
  });
}
