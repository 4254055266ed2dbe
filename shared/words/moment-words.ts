/** Moments of the wall clock, in local time. Made anew each time: the zone may change while the app runs. */
import type { Maintenance } from '../instance';
import { endOf } from '../timed-maintenance';

/** `Tue, 5 May 2026 at 03:00`. */
export function momentInWords(moment: Date): string {
  const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  return `${day.format(moment)} at ${clockTime(moment)}`;
}

const clockTime = (moment: Date): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(moment);

/** `14:02`, `yesterday at 14:02`, `tomorrow at 03:00`, `3 Aug at 14:02`; `3 Aug 2025 at 14:02` of another year. */
export function whenInWords(moment: Date, now: Date): string {
  if (Number.isNaN(moment.getTime())) return 'an unknown time';
  const time = clockTime(moment);
  const dayFrom = (days: number): Date => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
  if (isOn(moment, now)) return time;
  if (isOn(moment, dayFrom(-1))) return `yesterday at ${time}`;
  if (isOn(moment, dayFrom(1))) return `tomorrow at ${time}`;
  const day = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(moment.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
  });
  return `${day.format(moment)} at ${time}`;
}

/** When maintenance ends by itself; null where a person ends it, or where the end is no time. */
function endMoment(maintenance: Maintenance | null): Date | null {
  const end = new Date(endOf(maintenance) ?? '');
  return Number.isNaN(end.getTime()) ? null : end;
}

const isOn = (end: Date, day: Date): boolean => end.toDateString() === day.toDateString();

/** `until 15:20`, for the list and the tray; empty where a person ends it. */
export function untilInWords(maintenance: Maintenance | null, now = new Date()): string {
  const end = endMoment(maintenance);
  if (end === null) return '';
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
  return `until ${isOn(end, now) ? '' : `${day.format(end)}, `}${clockTime(end)}`;
}

/** `at 15:20 (in 12 min)`; empty where a person ends it. `duration` puts milliseconds into words. */
export function endInWords(
  maintenance: Maintenance | null,
  now: Date,
  duration: (milliseconds: number) => string,
): string {
  const end = endMoment(maintenance);
  if (end === null) return '';
  const leftMs = end.getTime() - now.getTime();
  if (leftMs <= 0) return 'now';
  // Rounded up, so that the last minute is not none.
  const left = duration(Math.ceil(leftMs / 60_000) * 60_000);
  return `${isOn(end, now) ? `at ${clockTime(end)}` : `on ${momentInWords(end)}`} (in ${left})`;
}
