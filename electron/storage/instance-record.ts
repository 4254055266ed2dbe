import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { NO_BACKUP_OPTIONS } from '../../shared/backup';
import { versionNumber } from '../../shared/input';
import type { MaintenanceReason, MaintenanceSetter } from '../../shared/maintenance-reason';
import type { Instance, Intent } from '../../shared/instance';
import { BACKUP_SETTINGS, recorded, SETTINGS } from '../../shared/settings';
import { mustHaveAtMost, VALUE_RULES } from '../../shared/words/own-file-words';
import { launchOptionsOnDisk, launchOptionsRecord } from './launch-options-record';

const RECORDED_NAME_MAX_LENGTH = 200;

/**
 * A word from a fixed set that may grow. One that only a newer version knows is kept as it is: replaced by a known one
 * it would tell a lie, and refused it would take the instance out of maintenance.
 */
const growingSet = <Word extends string>() =>
  z.custom<Word>((value) => typeof value === 'string' && /^[a-z][a-z-]{0,63}$/.test(value), VALUE_RULES.knownWord);

const maintenance = z.object({
  reason: growingSet<MaintenanceReason>(),
  since: z.string(),
  setBy: growingSet<MaintenanceSetter>(),
  incidentId: z.string().nullable(),
  until: z.string().exactOptional(),
  note: z.string().exactOptional(),
});

/** Files keep the names that fields had when they came; in memory these say more. */
export const intentRecord = z
  .object({ run: z.boolean(), maintenance: maintenance.nullable() })
  .transform(({ run, ...rest }) => ({ shouldRun: run, ...rest }));

export const intentOnDisk = ({ shouldRun, maintenance: why }: Intent): z.input<typeof intentRecord> => ({
  run: shouldRun,
  maintenance: why,
});

/** The last change of version, which can be gone back on. */
const upgrade = z.object({
  from: versionNumber,
  to: versionNumber,
  at: z.string(),
  backupId: z.string(),
  backupFolder: z.string().nullable().default(null),
});

const { schedule, retention, folder: _folder, ...later } = recorded(BACKUP_SETTINGS);

/** These have been there from the beginning: a record without one of them is damaged. */
const backupOptions = z.object({
  schedule: schedule.unwrap(),
  scheduleSince: z.string().nullable().default(null),
  retention: retention.unwrap(),
  folder: z.string().refine(isAbsolute, VALUE_RULES.absolutePath).nullable(),
  ...later,
});

/**
 * What is kept of an instance, in the list and in its own folder. A field that came later has a default, so that older
 * files load.
 */
const fileRecord = z.object({
  id: z.string().regex(/^[a-z0-9]{15}$/, VALUE_RULES.idOfInstance),
  name: z.string().min(1, VALUE_RULES.notEmpty).max(RECORDED_NAME_MAX_LENGTH, mustHaveAtMost(RECORDED_NAME_MAX_LENGTH)),
  port: z.number().int().min(1).max(65535),
  folder: z.string().refine((folder) => isAbsolute(folder) && !folder.includes('\0'), VALUE_RULES.absolutePath),
  version: versionNumber,
  createdAt: z.string(),
  ...recorded(SETTINGS),
  backups: backupOptions.default(NO_BACKUP_OPTIONS),
  upgrade: upgrade.nullable().default(null),
  serving: launchOptionsRecord,
  intent: intentRecord,
});

export const instanceRecord = fileRecord.transform(({ serving, ...rest }) => ({ ...rest, launchOptions: serving }));

export type SavedInstance = z.output<typeof instanceRecord>;

const FIELDS = Object.keys(fileRecord.shape).map((field) =>
  field === 'serving' ? 'launchOptions' : field,
) as readonly (keyof SavedInstance)[];

/** Only what is the user's: callers pass whole instances. */
export function recordOf(instance: SavedInstance | Instance): SavedInstance {
  return Object.fromEntries(FIELDS.map((field) => [field, instance[field]])) as unknown as SavedInstance;
}

/** As it is written. */
export const recordOnDisk = ({ launchOptions, intent, ...rest }: SavedInstance): z.input<typeof fileRecord> => ({
  ...rest,
  serving: launchOptionsOnDisk(launchOptions),
  intent: intentOnDisk(intent),
});
