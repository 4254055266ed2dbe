import type { AppNotice } from '../app-state';
import type { AppError } from '../errors';
import type { Instance } from '../instance';
import { errorWords } from './error-words';
import { momentInWords } from './moment-words';

export const scheduledBackupNoticeId = (instanceId: string): string => `scheduled-backup-${instanceId}`;

export function scheduledBackupFailed(
  { id, name }: Pick<Instance, 'id' | 'name'>,
  due: Date,
  error: AppError,
): AppNotice {
  const why = errorWords(error);
  return {
    id: scheduledBackupNoticeId(id),
    title: `The scheduled backup of ${name} failed`,
    text: `It was due on ${momentInWords(due)}. ${why.title}: ${why.text} It is tried again within 15 minutes; this is not said again until one succeeds.`,
  };
}

/** Begins with a blank, to follow another sentence; empty where there is nothing to tell. */
export function removedInWords(removed: number, failed: number): string {
  const done = removed === 0 ? '' : ` ${counted(removed)} removed.`;
  return failed === 0 ? done : `${done} ${counted(failed, 'could not be')} removed.`;
}

const counted = (count: number, verb = count === 1 ? 'was' : 'were'): string =>
  `${String(count)} older ${count === 1 ? 'backup' : 'backups'} ${verb}`;
