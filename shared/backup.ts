import { BACKUP_PARTS, type BackupPart } from './backup-layout';
import type { BackupReason } from './backup-manifest';
import type { InstanceId } from './ids';

/** What an instance consists of on disk; the names of its folders. */
export const INSTANCE_PARTS = BACKUP_PARTS;
export type InstancePart = BackupPart;

/** One backup of ours, as its own first entry describes it. */
export interface BackupSummary {
  readonly id: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  /** ISO 8601, wall clock. */
  readonly createdAt: string;
  readonly reason: BackupReason;
  /** A person's own words; may be empty. */
  readonly label: string;
  /** PocketBase version that had last worked on the data. */
  readonly version: string;
  readonly collections: number;
  readonly records: number;
}

/** Those made before something dangerous are kept until a person removes them. */
export const isPinned = ({ reason }: Pick<BackupSummary, 'reason'>): boolean => reason.startsWith('before-');

/** A file in the folder of backups that is not a usable backup of this instance. */
export interface ForeignFile {
  readonly fileName: string;
  /** Why it is not listed as a backup, in plain words. */
  readonly why: string;
}

/** What lies in the folder of an instance's backups; newest first. */
export interface BackupList {
  readonly instanceId: InstanceId;
  readonly folder: string;
  readonly backups: readonly BackupSummary[];
  readonly foreign: readonly ForeignFile[];
  /** Why the folder could not be read; null when it could. */
  readonly problem: string | null;
}

export type BackupEvery = 'hour' | 'day' | 'week';

export const RETENTION_MAX = 1000;

/** What they begin with when a person turns them on. */
export const DEFAULT_SCHEDULE: BackupSchedule = { every: 'day', at: '03:00', weekday: 0 };
export const DEFAULT_RETENTION: BackupRetention = { last: 10, daily: 14, weekly: 8 };

/** When backups are made by themselves. */
export interface BackupSchedule {
  readonly every: BackupEvery;
  /** Local time of day, `HH:MM`; of an hourly one only the minutes count. */
  readonly at: string;
  /** 0 is Sunday; counts for weekly ones only. */
  readonly weekday: number;
}

/** Which scheduled and manual backups are kept; pinned ones always are. Null: all. */
export interface BackupRetention {
  readonly last: number;
  readonly daily: number;
  readonly weekly: number;
}

/** A person's choices for the backups of one instance. Persisted. */
export interface BackupOptions {
  /** Null: only when asked for. */
  readonly schedule: BackupSchedule | null;
  /** ISO 8601, wall clock: when the schedule was chosen. What was due before is not made up. Null: not known. */
  readonly scheduleSince: string | null;
  readonly retention: BackupRetention | null;
  /** Absolute; null: Basekeeper's own folder. */
  readonly folder: string | null;
}

export const NO_BACKUP_OPTIONS: BackupOptions = {
  schedule: null,
  scheduleSince: null,
  retention: null,
  folder: null,
};

/** Backups in a folder that is not the instance's folder of backups any more. */
export interface LeftBackups {
  readonly folder: string;
  /** Null: the folder could not be read. */
  readonly count: number | null;
}

/** Where a restore takes its data from. */
export type RestoreSource =
  | { readonly kind: 'backup'; readonly backupId: string }
  /** A zip of ours, of PocketBase, of PocketHost or of a project. `place`: one of the `places` of its preview. */
  | { readonly kind: 'file'; readonly path: string; readonly place?: string | undefined };

/** An exchange of the data of an instance, as a person asked for it. */
export type ExchangeWish =
  | {
      readonly kind: 'restore';
      readonly source: RestoreSource;
      readonly parts: readonly InstancePart[];
      readonly version?: string | undefined;
    }
  | { readonly kind: 'change-version'; readonly version: string; readonly tryFirst: boolean }
  | { readonly kind: 'go-back' };

/** What goes on beside an exchange of the data, found out before anything is changed. */
export interface ExchangeNotes {
  /** Names of files in pb_migrations that run with it, as far as that is known. */
  readonly pendingMigrations: readonly string[];
  /** Names of files in pb_hooks that do something when PocketBase starts. */
  readonly startHooks: readonly string[];
  /** What is in pb_data and in no backup: it stays where it is. */
  readonly stays: readonly string[];
}

export interface PresentData {
  readonly collections: number;
  readonly records: number;
  readonly bytes: number;
  /** What a backup of it takes at most: without holes, and what is never backed up. */
  readonly roomBytes: number;
}

/** What a restore would do, found out before anything is changed. */
export interface RestorePreview {
  readonly source: 'basekeeper' | 'pocketbase' | 'pockethost';
  /** ISO 8601; null when the backup does not say. */
  readonly createdAt: string | null;
  /** Null when the backup does not say. */
  readonly version: string | null;
  /** True when it was made of this very instance. */
  readonly isOwn: boolean;
  /** Of the instance it was made of; null when the backup does not say. */
  readonly instanceName: string | null;
  readonly parts: readonly { readonly part: InstancePart; readonly files: number; readonly bytes: number }[];
  /** Null when the backup does not say: it is counted after unpacking. */
  readonly collections: number | null;
  readonly records: number | null;
  /** What the backup holds and a restore leaves out, e.g. `backups/`, and what was there and is not in it, e.g. a pipe. */
  readonly ignored: readonly string[];
  /** Of which `ignored` has the first. */
  readonly ignoredCount: number;
  /** Several folders in it that could be pb_data (empty: the top of the zip): one has to be chosen. Until then nothing else is known. */
  readonly places: readonly string[];
  /** What is there now and would be replaced. */
  readonly now: PresentData | null;
  readonly neededBytes: number;
  readonly freeBytes: number;
  readonly beside: ExchangeNotes;
}

/** What is known of a change of version before anything is done. */
export interface VersionChangePreview {
  readonly version: string;
  /** A sentence; null when nothing forbids it. */
  readonly refused: string | null;
  /** What to know before, e.g. that PocketBase 0.23 changes the API of hooks; sentences. */
  readonly notes: readonly string[];
  readonly beside: ExchangeNotes;
  /** Will it be downloaded first? */
  readonly isInstalled: boolean;
  readonly neededBytes: number;
  /** Null where the system does not tell. */
  readonly freeBytes: number | null;
  /** Where the data is too new: the newest backup made with this version or an older one. */
  readonly matchingBackup: BackupSummary | null;
}
