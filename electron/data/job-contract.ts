/** What the process for heavy work can do. Everything in it crosses as JSON. */
import type { BackupSummary, ForeignFile, InstancePart, RestorePreview } from '../../shared/backup';
import type { ManifestSummary } from '../../shared/backup-manifest';
import type { InstanceSizes } from '../../shared/instance-sizes';
import type { RequestFigures } from '../../shared/request-figures';
import type { Result } from '../../shared/result';
import type { SignIn, WhyNotSignedIn } from '../../shared/sign-in';
import type { LeftOut } from '../../shared/what-is-backed-up';
import type { DataDescription } from './describe-data';

export interface Progress {
  /** In words, e.g. `Copying the data`. */
  readonly step: string;
  readonly doneBytes: number;
  /** Null while there is nothing to count. */
  readonly totalBytes: number | null;
}

/** What is known of a backup before it is packed. */
export type BackupHeader = Omit<ManifestSummary, 'format' | 'formatVersion' | 'parts'>;

export interface Jobs {
  /** A copy of a whole instance in an empty folder, checked and counted. */
  readonly 'copy-instance': {
    readonly input: {
      readonly from: string;
      readonly to: string;
      readonly inUse: boolean;
      readonly files: 'link' | 'copy';
      /** Is everything to be on the disk when it ends? */
      readonly sync: boolean;
    };
    readonly output: { readonly description: DataDescription; readonly leftOut: readonly LeftOut[] };
  };
  /** What of these parts is not in a copy of the instance, whatever the reason; paths as in `byte-names.ts`. */
  readonly 'list-left-out': {
    readonly input: { readonly from: string; readonly copy: string; readonly parts: readonly InstancePart[] };
    readonly output: { readonly paths: readonly string[] };
  };
  /** After a version has served a copy: checked, counted, and on the disk. */
  readonly 'settle-copy': {
    /** `apart`: where links in it lead to what belongs to it. */
    readonly input: { readonly folder: string; readonly apart: readonly string[] };
    readonly output: DataDescription;
  };
  /** Counts what a data.db holds. */
  readonly 'describe-data': {
    readonly input: { readonly dataFolder: string; readonly inUse: boolean };
    readonly output: DataDescription;
  };
  /** SQLite's full check of the databases in a folder. */
  readonly 'check-data': {
    /** With `copyTo`, an empty folder: the databases are in use, and consistent copies of them are checked there. */
    readonly input: { readonly dataFolder: string; readonly copyTo: string | null };
    readonly output: {
      /** Names of the databases that were looked at. */
      readonly files: readonly string[];
      readonly damage: readonly { readonly file: string; readonly lines: readonly string[] }[];
    };
  };
  /** SQLite's quick check of the databases in a folder that nobody writes to; one line, null when nothing is found. */
  readonly 'quick-check': {
    readonly input: { readonly dataFolder: string };
    readonly output: { readonly damage: string | null };
  };
  /** What a start would find in the databases of a folder that nobody writes to. Leaves no trace. */
  readonly 'examine-data': {
    readonly input: { readonly dataFolder: string };
    readonly output: ExaminedData;
  };
  /** Rewrites the databases of a folder that no process uses without their empty pages. */
  readonly compact: {
    readonly input: { readonly dataFolder: string };
    readonly output: { readonly beforeBytes: number; readonly afterBytes: number };
  };
  /** Packs a copy of an instance and reads back what was packed. */
  readonly 'write-backup': {
    readonly input: {
      readonly folder: string;
      readonly target: string;
      readonly header: BackupHeader;
      /** As the copy in `folder` was made. */
      readonly leftOut: readonly LeftOut[];
    };
    readonly output: { readonly sizeBytes: number };
  };
  /** What lies in a folder of backups. */
  readonly 'read-backups': {
    readonly input: { readonly folder: string; readonly instanceId: string };
    readonly output: { readonly backups: readonly BackupSummary[]; readonly foreign: readonly ForeignFile[] };
  };
  readonly 'preview-backup': {
    readonly input: {
      readonly path: string;
      /** The folder that stands for pb_data, chosen from several. */
      readonly place?: string | null;
      readonly spaceBytes: number;
      readonly instanceId: string;
      readonly instanceFolder: string;
    };
    readonly output: Omit<RestorePreview, 'beside' | 'freeBytes'> & {
      /** The last migration that had been applied; null when the backup does not say. */
      readonly migrationsHead: string | null;
    };
  };
  /** Unpacks the chosen parts into an empty folder that looks like that of an instance; checked and counted. */
  readonly 'unpack-backup': {
    readonly input: {
      readonly path: string;
      /** The folder that stands for pb_data, chosen from several. */
      readonly place?: string | null;
      readonly into: string;
      readonly parts: readonly InstancePart[];
      readonly spaceBytes: number;
    };
    readonly output: DataDescription;
  };
  readonly 'verify-backup': {
    readonly input: { readonly path: string };
    readonly output: { readonly files: number; readonly bytes: number };
  };
  /** The data of a backup as PocketBase packs its own. */
  readonly 'export-backup': {
    /** `folder` is made, next to the target, and holds everything until the zip is whole. */
    readonly input: { readonly path: string; readonly target: string; readonly folder: string };
    readonly output: { readonly sizeBytes: number };
  };
  readonly 'instance-sizes': {
    readonly input: { readonly dataFolder: string; readonly logsFolder: string; readonly backupsFolder: string };
    readonly output: InstanceSizes;
  };
  /** Copies these files and folders of one folder into another, compares what is there and brings it to the disk. */
  readonly 'copy-tree': {
    readonly input: { readonly from: string; readonly to: string; readonly names: readonly string[] };
    /** `leftOut`: pipes, sockets and devices, which hold nothing; relative to `from`. */
    readonly output: { readonly files: number; readonly bytes: number; readonly leftOut: readonly LeftOut[] };
  };
  /** Brings the databases of a folder that no process uses each into its one file. */
  readonly 'settle-data': {
    readonly input: { readonly dataFolder: string };
    readonly output: null;
  };
  readonly 'list-superusers': {
    readonly input: { readonly dataFolder: string };
    readonly output: { readonly emails: readonly string[] };
  };
  /** From PocketBase's own log. */
  readonly 'request-figures': {
    readonly input: { readonly dataFolder: string; readonly nowMs: number };
    readonly output: RequestFigures;
  };
  /** A token that PocketBase takes for this superuser, made from what is in its database; or why there is none. */
  readonly 'sign-in': {
    readonly input: { readonly dataFolder: string; readonly email: string };
    readonly output: SignIn | { readonly whyNot: WhyNotSignedIn };
  };
  /** Bytes that a copy takes: of these names in a folder; null: of an instance, without what is never copied. */
  readonly 'room-for-copy': {
    readonly input: { readonly folder: string; readonly names: readonly string[] | null };
    readonly output: { readonly bytes: number };
  };
}

export interface ExaminedData {
  /** What SQLite's quick check finds, in one line; null: nothing. */
  readonly damage: string | null;
  /** PocketBase's settings as they are kept; null where there are none, or the database is damaged. */
  readonly settings: string | null;
  /** Names of the applied migrations. */
  readonly migrations: readonly string[];
}

export type JobName = keyof Jobs;
export type JobInput<Name extends JobName> = Jobs[Name]['input'];
export type JobOutput<Name extends JobName> = Jobs[Name]['output'];

export type Perform<Name extends JobName> = (
  input: JobInput<Name>,
  onProgress: (progress: Progress) => void,
) => Promise<Result<JobOutput<Name>>>;

export interface JobOrder<Name extends JobName = JobName> {
  readonly name: Name;
  readonly input: JobInput<Name>;
}

export type JobMessage =
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'ended'; readonly result: Result<unknown> };
