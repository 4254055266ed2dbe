import type { LostRecords } from '../lost-records';
import { counted } from './backup-words';

const SHOWN_MAX = 3;

/** `posts: 30 records before, 12 after; tags: 4 records before, and the table is gone`. */
export function lostRecordsInWords(lost: readonly LostRecords[]): string {
  const shown = lost.slice(0, SHOWN_MAX).map(({ after, before, table }) => {
    const now = after === null ? ', and the table is gone' : `, ${String(after)} after`;
    return `${table}: ${counted(before, 'record')} before${now}`;
  });
  const more = lost.length - shown.length;
  return more === 0 ? shown.join('; ') : `${shown.join('; ')}; and ${counted(more, 'more table')}`;
}
