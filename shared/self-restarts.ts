/**
 * PocketBase starts itself anew when a file in pb_hooks changes. A hook that writes there makes it do so for ever. Whoever
 * saves hooks by hand, however fast, must not be taken for that.
 */

/** Times are monotonic milliseconds. */
export interface SelfRestart {
  readonly atMs: number;
  /** The file it did so for, as far as its output told. */
  readonly file: string | null;
}

export interface SelfRestartLimits {
  /** So many restarts within `shownWithinMs` are shown. */
  readonly shownFrom: number;
  readonly shownWithinMs: number;
  /** A life longer than this ends a series. */
  readonly longestLifeMs: number;
  /** A series of so many restarts, over so long a time, is a malfunction. */
  readonly loopFrom: number;
  readonly loopAfterMs: number;
}

/** A loop restarts four times a second; a person does not save forty times within a minute without ever taking a breath. */
export const SELF_RESTART_LIMITS: SelfRestartLimits = {
  shownFrom: 5,
  shownWithinMs: 10_000,
  longestLifeMs: 1500,
  loopFrom: 40,
  loopAfterMs: 60_000,
};

/** So many different files at most are what a hook writes; where there are more, somebody may be copying a folder. */
const FILES_OF_A_HOOK = 3;
/** Times `loopAfterMs`, for a series that names more files. */
const PATIENCE_WITH_COPYING = 5;

export type RestartVerdict = 'calm' | 'shown' | 'loop';

/** Of the restarts of one run, oldest first. */
export function judgeRestarts(
  restarts: readonly SelfRestart[],
  nowMs: number,
  limits: SelfRestartLimits = SELF_RESTART_LIMITS,
): RestartVerdict {
  const series = seriesOf(restarts, limits.longestLifeMs);
  const lastMs = series.at(-1)?.atMs ?? 0;
  const goesOn = series.length > 0 && nowMs - lastMs <= limits.longestLifeMs;
  const tookMs = lastMs - (series[0]?.atMs ?? 0);
  const neededMs = limits.loopAfterMs * (isCopying(series) ? PATIENCE_WITH_COPYING : 1);
  if (goesOn && series.length >= limits.loopFrom && tookMs >= neededMs) return 'loop';
  const recent = restarts.filter(({ atMs }) => nowMs - atMs <= limits.shownWithinMs);
  return recent.length >= limits.shownFrom ? 'shown' : 'calm';
}

/** What may still count later. */
export function keptRestarts(
  restarts: readonly SelfRestart[],
  limits: SelfRestartLimits = SELF_RESTART_LIMITS,
): readonly SelfRestart[] {
  const last = restarts.at(-1);
  if (last === undefined) return restarts;
  const seriesBeganMs = seriesOf(restarts, limits.longestLifeMs)[0]?.atMs ?? last.atMs;
  const fromMs = Math.min(seriesBeganMs, last.atMs - limits.shownWithinMs);
  return restarts.filter(({ atMs }) => atMs >= fromMs);
}

/** The newest ones of which each followed the one before closely. */
function seriesOf(restarts: readonly SelfRestart[], longestLifeMs: number): readonly SelfRestart[] {
  let from = restarts.length - 1;
  while (from > 0 && (restarts[from]?.atMs ?? 0) - (restarts[from - 1]?.atMs ?? 0) <= longestLifeMs) from -= 1;
  return restarts.slice(Math.max(0, from));
}

function isCopying(series: readonly SelfRestart[]): boolean {
  return new Set(series.flatMap(({ file }) => file ?? [])).size > FILES_OF_A_HOOK;
}
