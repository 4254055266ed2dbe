/** Which backups are removed once a newer one is there. */
import { isPinned, type BackupRetention, type BackupSummary } from './backup';

type Kept = Pick<BackupSummary, 'createdAt' | 'fileName' | 'id' | 'label' | 'reason'>;

/**
 * Only scheduled backups, and those made by hand that nobody gave a label or another file name: what a person named is kept
 * until a person removes it, as what was made before something dangerous is. Those count for nothing else here. Kept are the newest
 * `last` of the others, and the newest of each of the last `daily` days and `weekly` weeks (from Monday) that have any,
 * in local time.
 * @param madeNow the backup that has just been made. It stays even if the clock was set back and others seem newer.
 */
export function backupsToRemove<Backup extends Kept>(
  backups: readonly Backup[],
  retention: BackupRetention,
  madeNow: string | null = null,
): readonly Backup[] {
  const newestFirst = backups
    .filter(isRemovable)
    .sort((one, other) => Date.parse(other.createdAt) - Date.parse(one.createdAt) || compareIds(other, one));
  const kept = new Set<Backup>([
    ...newestFirst.slice(0, Math.max(1, retention.last)),
    ...newestOfEach(newestFirst, dayOf, retention.daily),
    ...newestOfEach(newestFirst, weekOf, retention.weekly),
  ]);
  return newestFirst.filter((backup) => !kept.has(backup) && backup.id !== madeNow);
}

/** Of one without a readable date nobody knows how old it is. */
const isRemovable = (backup: Kept): boolean => !isAlwaysKept(backup) && !Number.isNaN(Date.parse(backup.createdAt));

/** Made before something dangerous, or named by a person: kept until a person removes it. */
export function isAlwaysKept(backup: Pick<Kept, 'fileName' | 'id' | 'label' | 'reason'>): boolean {
  if (isPinned(backup)) return true;
  // Ours end with the id. A copy says the same of itself as the file it was made of.
  if (!backup.fileName.endsWith(`-${backup.id}.zip`)) return true;
  return backup.reason !== 'scheduled' && (backup.reason !== 'manual' || backup.label.trim() !== '');
}

function newestOfEach<Backup extends Kept>(
  newestFirst: readonly Backup[],
  periodOf: (created: Date) => number,
  count: number,
): readonly Backup[] {
  const newest = new Map<number, Backup>();
  for (const backup of newestFirst) {
    const period = periodOf(new Date(backup.createdAt));
    if (!newest.has(period)) newest.set(period, backup);
  }
  return [...newest.values()].slice(0, count);
}

const DAY_MS = 86_400_000;

/** Days of the local calendar, counted. */
const dayOf = (created: Date): number =>
  Date.UTC(created.getFullYear(), created.getMonth(), created.getDate()) / DAY_MS;

/** Day 0 was a Thursday. */
const weekOf = (created: Date): number => Math.floor((dayOf(created) + 3) / 7);

const compareIds = (one: Kept, other: Kept): number => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
