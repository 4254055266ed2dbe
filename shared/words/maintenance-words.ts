/** Sentences about maintenance that ends, or begins, by itself. Local time. */
import type { AppNotice } from '../app-state';
import type { AppError } from '../errors';
import type { Instance, Maintenance } from '../instance';
import { endOf } from '../timed-maintenance';
import { errorWords } from './error-words';
import { momentInWords } from './schedule-words';
import { durationInWords } from './status-words';

const DAY_MS = 86_400_000;

/** `15:20`, or with its day where that is not today. */
export function endTimeInWords(until: string, now: Date): string {
  const end = new Date(until);
  if (end.toDateString() !== now.toDateString()) return momentInWords(end);
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(end);
}

/** `Ends at 15:20 (in 12 min).` Empty where a person ends it. */
export function endInWords(maintenance: Maintenance | null, now: Date): string {
  const until = endOf(maintenance);
  if (until === null || Number.isNaN(Date.parse(until))) return '';
  const leftMs = Date.parse(until) - now.getTime();
  if (leftMs <= 0) return 'Ends now.';
  const isToday = new Date(until).toDateString() === now.toDateString();
  return `Ends ${isToday ? 'at' : 'on'} ${endTimeInWords(until, now)} (in ${leftInWords(leftMs)}).`;
}

/** Rounded up, so that the last minute is `1 min` and not `0 s`. */
export const leftInWords = (leftMs: number): string =>
  leftMs >= DAY_MS ? durationInWords(leftMs) : durationInWords(Math.ceil(leftMs / 60_000) * 60_000);

/** For the list and the tray: `until 15:20`. Empty where a person ends it. */
export function untilInWords(maintenance: Maintenance | null, now: Date): string {
  const until = endOf(maintenance);
  return until === null || Number.isNaN(Date.parse(until)) ? '' : `until ${endTimeInWords(until, now)}`;
}

export const notEndedNoticeId = (instanceId: string): string => `maintenance-not-ended-${instanceId}`;

/** The time of maintenance was over, and it could not be left. */
export function maintenanceNotEnded({ id, name }: Pick<Instance, 'id' | 'name'>, error: AppError): AppNotice {
  const why = errorWords(error);
  return {
    id: notEndedNoticeId(id),
    title: `${name} stays in maintenance`,
    text: `Its maintenance was to end by itself. ${why.title}: ${why.text} It stays in maintenance until you turn it off.`,
  };
}
