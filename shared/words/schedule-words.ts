import type { AppNotice } from '../app-state';
import type { AppError } from '../errors';
import type { Instance } from '../instance';
import { errorWords } from './error-words';

/** `Tue, 5 May 2026 at 03:00`, in local time. Made anew each time: the zone may change while the app runs. */
export function momentInWords(moment: Date): string {
  const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
  return `${day.format(moment)} at ${time.format(moment)}`;
}

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
