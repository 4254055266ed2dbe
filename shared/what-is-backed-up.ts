/**
 * What of an instance is never in a copy or a backup of it. The one rule: whoever copies, packs, reads, restores or
 * exchanges asks here, so that what is not taken along is known to all of them.
 */

/** Of PocketBase's own making, at the top of pb_data: its backups, what a restore or a start left over, who is told what, TLS certificates that can be asked for again. */
const OF_POCKETBASE = ['backups', '.pb_temp_to_delete', '.notify', '.autocert_cache'] as const;

/** The names at the top of pb_data that are never backed up, with all that is in them. */
export const LEFT_OUT_OF_DATA: readonly string[] = OF_POCKETBASE;

/** `pathInData` is relative to pb_data, with slashes. Everything else in pb_data is a person's and is backed up. */
export const isLeftOut = (pathInData: string): boolean => LEFT_OUT_OF_DATA.includes(pathInData.split('/', 1)[0] ?? '');

/** What SQLite keeps beside a database: `-shm` means nothing without a process, the others are part of the database. */
const COMPANION = /^(.*[^/])-(?:wal|shm|journal)$/s;

/** The database whose companion a file of this name would be; null for any other name. Whether there is one, the caller looks. */
export const databaseOfCompanion = (path: string): string | null => COMPANION.exec(path)?.[1] ?? null;

/** Why something that is there is not in a backup or a copy. */
export type LeftOutReason =
  /** Of PocketBase's own making: `isLeftOut`. */
  | 'of-pocketbase'
  /** A symbolic link that leads out of its part of the instance. */
  | 'link'
  | 'pipe'
  | 'socket'
  | 'device'
  /** The system lets this user not read it. */
  | 'unreadable'
  /** Its path would be longer than the system allows in the place it is copied to. */
  | 'path-too-long';

export const LEFT_OUT_REASONS = [
  'of-pocketbase',
  'link',
  'pipe',
  'socket',
  'device',
  'unreadable',
  'path-too-long',
] as const satisfies readonly LeftOutReason[];

export interface LeftOut {
  /** Relative to the folder of the instance, with slashes: `pb_data/queue`. Bytes as `electron/disk/byte-names.ts` has them. */
  readonly path: string;
  readonly why: LeftOutReason;
}

/**
 * Where a link of this target, at this path inside a part, leads within the part: relative, climbing only at its beginning
 * and never above the part. Null for one that leaves, or that might: folders between are links themselves, perhaps.
 */
export function targetInside(path: string, target: string): string | null {
  if (target === '' || target.startsWith('/') || target.includes('\0')) return null;
  const steps = target.split('/').filter((step) => step !== '' && step !== '.');
  const climbs = steps.findIndex((step) => step !== '..');
  const up = climbs === -1 ? steps.length : climbs;
  if (steps.slice(up).includes('..')) return null;
  return up <= path.split('/').length - 1 ? target : null;
}
