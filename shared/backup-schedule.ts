/** When scheduled backups are due, in local time as `Date` knows it. Decided by the wall clock, which may jump. */
import type { BackupSchedule } from './backup';

const MINUTE_MS = 60_000;
/** One step more than a period: clocks that are set back over midnight put the first moment of a day before it. */
const DAYS_SEARCHED = { day: 2, week: 8 } as const;
const MINUTES_SEARCHED = 3 * 60;

/** The latest moment, at or before now, when a backup was due. */
export function lastDueAt(schedule: BackupSchedule, now: Date): Date {
  const { every } = schedule;
  if (every === 'hour') return nearestMinute(schedule, now, 0, -1);
  for (let days = 1; days >= -DAYS_SEARCHED[every]; days -= 1) {
    const due = dueOnDay(schedule, now, days);
    if (due !== null && due <= now) return due;
  }
  throw new Error('Every week has a moment when a backup is due');
}

/** The first moment after now when a backup is due. */
export function nextDueAt(schedule: BackupSchedule, now: Date): Date {
  const { every } = schedule;
  if (every === 'hour') return nearestMinute(schedule, now, 1, 1);
  for (let days = -1; days <= DAYS_SEARCHED[every]; days += 1) {
    const due = dueOnDay(schedule, now, days);
    if (due !== null && due > now) return due;
  }
  throw new Error('Every week has a moment when a backup is due');
}

/**
 * Is the backup still to be made that was due last? One that was made between that moment and the next is it, even if
 * the clock says by now that it was made later than now. Those from beyond, made before the clock was set back, count
 * for nothing: otherwise none would be made until the clock is there again.
 * @param madeAt when scheduled backups were made; ISO 8601
 * @param since when the schedule was chosen, ISO 8601: what was due before was nobody's wish. Null: always there.
 */
export function isDue(schedule: BackupSchedule, madeAt: readonly string[], since: string | null, now: Date): boolean {
  const due = lastDueAt(schedule, now);
  const sinceMs = Date.parse(since ?? '');
  if (due.getTime() < sinceMs && sinceMs <= now.getTime()) return false;
  const next = nextDueAt(schedule, now);
  return !madeAt.some((iso) => {
    const made = Date.parse(iso);
    return made >= due.getTime() && made < next.getTime();
  });
}

/**
 * Every hour goes by minutes that really pass: where clocks are set back by an hour, both hours of the same name have
 * their backup.
 */
function nearestMinute({ at }: BackupSchedule, now: Date, first: number, step: 1 | -1): Date {
  const { minutes } = timeOfDay(at);
  const thisMinute = Math.floor(now.getTime() / MINUTE_MS);
  for (let offset = first; Math.abs(offset) <= MINUTES_SEARCHED; offset += step) {
    const moment = new Date((thisMinute + offset) * MINUTE_MS);
    if (moment.getMinutes() === minutes) return moment;
  }
  throw new Error('Every hour has a moment when a backup is due');
}

/** The moment on the day that is so many days from today; null when none is due on that day of the week. */
function dueOnDay({ at, every, weekday }: BackupSchedule, now: Date, days: number): Date | null {
  const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate() + days];
  if (every === 'week' && new Date(Date.UTC(year, month, day)).getUTCDay() !== weekday) return null;
  const { hours, minutes } = timeOfDay(at);
  // Of a time that exists twice this is the first.
  const moment = new Date(year, month, day, hours, minutes);
  const skippedMs = shownMs(moment) - Date.UTC(year, month, day, hours, minutes);
  return skippedMs > 0 ? changeOfOffset(moment.getTime() - skippedMs, moment.getTime()) : moment;
}

const timeOfDay = (at: string): { readonly hours: number; readonly minutes: number } => ({
  hours: Number(at.slice(0, 2)),
  minutes: Number(at.slice(3, 5)),
});

/** What the clock on the wall shows, as if it were UTC. */
const shownMs = (moment: Date): number =>
  Date.UTC(
    moment.getFullYear(),
    moment.getMonth(),
    moment.getDate(),
    moment.getHours(),
    moment.getMinutes(),
    moment.getSeconds(),
  );

/** The first moment after a gap: the time itself does not exist that day. */
function changeOfOffset(beforeMs: number, afterMs: number): Date {
  const offset = new Date(afterMs).getTimezoneOffset();
  let [before, after] = [beforeMs, afterMs];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (new Date(middle).getTimezoneOffset() === offset) after = middle;
    else before = middle;
  }
  return new Date(after);
}
