/** How backups, and what a restore would do, are told. */
import type { BackupReason } from '../backup-manifest';
import type { InstancePart, RestorePreview } from '../backup';

export const BACKUP_REASON_WORDS: Readonly<Record<BackupReason, string>> = {
  manual: 'made by you',
  scheduled: 'made by schedule',
  'before-restore': 'made before a restore',
  'before-upgrade': 'made before an upgrade',
  'before-delete': 'made before a deletion',
};

export const PART_WORDS: Readonly<Record<InstancePart, string>> = {
  pb_data: 'Data',
  pb_hooks: 'Hooks',
  pb_migrations: 'Migrations',
  pb_public: 'Public files',
};

export const SECRETS_IN_BACKUPS =
  'Backups hold everything the instance knows: password hashes and stored secrets, such as keys for mail and file storage, too. Keep them as safe as the instance itself.';

export const HOOKS_ARE_PROGRAMS =
  'Hooks are programs that PocketBase runs. Take them over only if you trust who made this backup.';

const NUMBER = new Intl.NumberFormat('en-GB');

/** `1,204 records`, `1 record`. */
export const counted = (count: number, one: string): string =>
  `${NUMBER.format(count)} ${count === 1 ? one : `${one}s`}`;

/** `12 collections, 1,204 records`. */
export const contentInWords = ({
  collections,
  records,
}: {
  readonly collections: number;
  readonly records: number;
}): string => `${counted(collections, 'collection')}, ${counted(records, 'record')}`;

/** By whom and of what a backup was made. */
export function makerInWords({
  source,
  isOwn,
  instanceName,
}: Pick<RestorePreview, 'source' | 'isOwn' | 'instanceName'>): string {
  switch (source) {
    case 'pocketbase':
      return 'PocketBase itself';
    case 'pockethost':
      return 'PocketHost, or another program that packed the folder';
    case 'basekeeper':
      return isOwn ? 'Basekeeper, of this instance' : `Basekeeper, of another instance, “${instanceName ?? ''}”`;
  }
}

/** Programs of others are not taken over without a word. */
export const isForeign = ({ source, isOwn }: Pick<RestorePreview, 'source' | 'isOwn'>): boolean =>
  source !== 'basekeeper' || !isOwn;
