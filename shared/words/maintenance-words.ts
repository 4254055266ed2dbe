/** Sentences about maintenance that ends, or begins, by itself. */
import type { AppNotice } from '../app-state';
import type { AppError } from '../errors';
import type { Instance } from '../instance';
import { errorWords } from './error-words';

export const notEndedNoticeId = (instanceId: string): string => `maintenance-not-ended-${instanceId}`;

/** The time of maintenance was over, and it could not be left. */
export function maintenanceNotEnded({ id, name }: Pick<Instance, 'id' | 'name'>, error: AppError): AppNotice {
  const why = errorWords(error);
  return {
    id: notEndedNoticeId(id),
    title: `${name} stays in maintenance`,
    text: `Its maintenance should have ended now. ${why.title}: ${why.text} It stays in maintenance until you turn it off.`,
  };
}

/** Why scheduled maintenance did not begin. */
export type SkipReason = 'task' | 'asleep' | 'maintenance';

const SKIP_WORDS: Readonly<Record<SkipReason, string>> = {
  task: 'a task used its data for all that time',
  asleep: 'the computer was asleep at its time',
  maintenance: 'it was in maintenance already',
};

export const scheduleSkipped = (reason: SkipReason): string => `Scheduled maintenance skipped: ${SKIP_WORDS[reason]}.`;
