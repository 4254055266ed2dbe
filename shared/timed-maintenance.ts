/** Maintenance that ends by itself, and a person's note on it. Both only where a person wished for maintenance. */
import { z } from 'zod';
import { isWished } from './maintenance-reason';
import type { Maintenance } from './instance';
import { wholeNumber } from './whole-number';

/** What is offered to choose from, in minutes. */
export const OFFERED_MINUTES = [15, 60] as const;
/** 30 days. Whoever wants more wants it off the list. */
export const MAINTENANCE_MINUTES_MAX = 30 * 24 * 60;
const NOTE_MAX = 200;

export const maintenanceMinutes = wholeNumber(1, MAINTENANCE_MINUTES_MAX);

/** One line of a person's own words; empty: none. */
export const maintenanceNote = z
  .string('must be text')
  .trim()
  .max(NOTE_MAX, `must have at most ${String(NOTE_MAX)} characters`)
  .refine((note) => !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(note), 'must not contain line breaks or control characters');

/** What a person chose beside the switch. What is left out stays as it is. */
export interface MaintenanceTerms {
  /** ISO 8601, wall clock; null: until a person ends it. */
  readonly until?: string | null | undefined;
  /** Empty: none. */
  readonly note?: string | undefined;
}

export const hasTerms = ({ until, note }: MaintenanceTerms): boolean => until !== undefined || note !== undefined;

/** The same object when nothing changes, so that nothing is written for it. */
export function withTerms(maintenance: Maintenance, terms: MaintenanceTerms): Maintenance {
  const { until: wasUntil, note: wasNote, ...rest } = maintenance;
  const until = terms.until === undefined ? wasUntil : (terms.until ?? undefined);
  const note = terms.note === undefined ? wasNote : terms.note || undefined;
  if (until === wasUntil && note === wasNote) return maintenance;
  return { ...rest, ...(until === undefined ? {} : { until }), ...(note === undefined ? {} : { note }) };
}

/** ISO 8601: when it ends by itself; null: a person, or an operation, ends it. */
export const endOf = (maintenance: Maintenance | null): string | null =>
  maintenance !== null && isWished(maintenance.reason) ? (maintenance.until ?? null) : null;

/** Its time is over: the end that was due, else null. An end that is no time is never due. */
export function overdueEnd(maintenance: Maintenance | null, now: Date): string | null {
  const end = endOf(maintenance);
  return end !== null && Date.parse(end) <= now.getTime() ? end : null;
}
