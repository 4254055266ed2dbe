/** What a backup of ours says about itself: `basekeeper-backup.json`, the first entry of the zip. */
import { z } from 'zod';
import { archiveNameProblem } from './archive-name';
import { BACKUP_PARTS, placeInBackup } from './backup-layout';
import { utf8Length } from './utf8-length';
import { LEFT_OUT_REASONS } from './what-is-backed-up';

export const BACKUP_FORMAT = 'basekeeper-backup';
/** What is written. Older ones are read. */
export const BACKUP_FORMAT_VERSION = 2;
const LABEL_BYTES_MAX = 1024;

/** A name of ours in the zip: in one of the parts, leading nowhere else, and nothing that is never backed up. */
function isBackupPath(path: string): boolean {
  if (path.endsWith('/') || archiveNameProblem(path) !== null) return false;
  return placeInBackup(path, { kind: 'basekeeper', prefix: '' }) !== null;
}

/** ISO 8601 in UTC, as `Date.toISOString` writes it. */
const timestamp = z
  .string('must be text')
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/, 'must be a time in UTC');
const count = z.number('must be a number').int('must be a whole number').min(0, 'must not be negative');

/** What a person calls a backup. */
export const backupLabel = z
  .string('must be text')
  .refine((label) => utf8Length(label) <= LABEL_BYTES_MAX, 'must have at most 1 kB')
  .refine((label) => !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(label), 'must not contain line breaks or control characters');

export const backupReason = z.enum(
  ['manual', 'scheduled', 'before-restore', 'before-upgrade', 'before-delete'],
  'must be a known reason',
);

const path = z.string('must be text').refine(isBackupPath, 'must be a file of an instance');
/** Who may read, write and run it; nothing else of a mode is kept. */
const mode = z.number('must be a number').int('must be a whole number').min(0).max(0o777, 'must have nine bits');

export const backupFile = z.object({
  /** With slashes, relative to the top of the zip; bytes that are no text as U+DC80 to U+DCFF. */
  path,
  sizeBytes: count,
  /** Lower-case hexadecimal. */
  sha256: z.string('must be text').regex(/^[0-9a-f]{64}$/, 'must be a SHA-256'),
  modifiedAt: timestamp,
  /** Left out: 0600. */
  mode: mode.optional(),
  /** Of one with holes: what it takes without its empty blocks of 64 KiB. */
  denseBytes: count.optional(),
});

/** A folder that others may use, too; all others are 0700. */
export const backupFolder = z.object({
  path: z.string('must be text').refine((each) => isBackupPath(`${each}/-`), 'must be a folder of an instance'),
  mode,
});
/** A symbolic link that stays inside its part. */
export const backupLink = z.object({ path, target: z.string('must be text').min(1, 'must not be empty') });
/** What was there and is not in the backup. */
export const leftOutOfBackup = z.object({
  path: z.string('must be text'),
  why: z.enum(LEFT_OUT_REASONS, 'must be a known reason'),
});

/** Fields this version does not know are dropped: later ones may add some without a new `formatVersion`. */
export const backupManifest = z.object({
  format: z.literal(BACKUP_FORMAT, `must be “${BACKUP_FORMAT}”`),
  formatVersion: z.union([z.literal(1), z.literal(BACKUP_FORMAT_VERSION)], 'must be 1 or 2'),
  id: z.string('must be text').regex(/^[a-z0-9]{15}$/, 'must be the id of a backup'),
  createdAt: timestamp,
  appVersion: z.string('must be text').min(1, 'must not be empty').max(64, 'must have at most 64 characters'),
  reason: backupReason,
  label: backupLabel,
  instance: z.object({
    id: z.string('must be text').regex(/^[a-z0-9]{15}$/, 'must be the id of an instance'),
    name: z.string('must be text').min(1, 'must not be empty').max(200, 'must have at most 200 characters'),
    port: count.min(1, 'must be a port').max(65535, 'must be a port'),
  }),
  pocketbaseVersion: z.string('must be text').regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/, 'must be a version such as 0.40.6'),
  /** The file name of the last migration that had been applied; null where that is not known. */
  migrationsHead: z.string('must be text').max(255, 'must have at most 255 characters').nullable(),
  tables: z.array(
    z.object({ name: z.string('must be text').max(255, 'must have at most 255 characters'), rows: count }),
  ),
  parts: z.array(z.enum(BACKUP_PARTS, 'must be a part of an instance')),
  files: z.array(backupFile),
  /** From version 2 on. */
  folders: z.array(backupFolder).default([]),
  links: z.array(backupLink).default([]),
  leftOut: z.array(leftOutOfBackup).default([]),
});

export type BackupManifest = z.output<typeof backupManifest>;
export type BackupFile = z.output<typeof backupFile>;
/** All but the lists of what is in it and what is not, which can be long. */
export type ManifestSummary = Omit<BackupManifest, 'files' | 'folders' | 'links' | 'leftOut'>;

export function summaryOf({
  files: _1,
  folders: _2,
  links: _3,
  leftOut: _4,
  ...summary
}: BackupManifest): ManifestSummary {
  return summary;
}
export type BackupReason = z.output<typeof backupReason>;
