/** Where what is in a backup: which part of an instance an entry belongs to, and what never belongs to one. */

/** The folders of an instance that are backed up, by their names inside our own zip. */
export const BACKUP_PARTS = ['pb_data', 'pb_hooks', 'pb_migrations', 'pb_public'] as const;
export type BackupPart = (typeof BACKUP_PARTS)[number];

export const MANIFEST_NAME = 'basekeeper-backup.json';
export const DATABASE_NAME = 'data.db';

/** `basekeeper`: with our manifest. `pocketbase`: what is in pb_data. `pockethost`: pb_data as a folder, maybe with others. */
export type ArchiveKind = 'basekeeper' | 'pocketbase' | 'pockethost';

export interface ArchiveLayout {
  readonly kind: ArchiveKind;
  /** The one folder that everything is in, with its slash; empty when there is none. */
  readonly prefix: string;
}

/** Where an entry goes: `path` is relative to the part, with slashes, and empty for the part's own folder. */
export interface PlaceInBackup {
  readonly part: BackupPart;
  readonly path: string;
}

/**
 * In pb_data only, at its top: PocketBase's own backups, what a restore or a start left over, who is told what, TLS
 * certificates that can be asked for again, the shared memory of SQLite (without a process it means nothing).
 */
const NEVER_IN_DATA = /^(?:backups|\.pb_temp_to_delete|\.notify|\.autocert_cache|lost\+found)(?:\/|$)|^[^/]*-shm$/;
/** What macOS adds to folders and zips. */
const NEVER_ANYWHERE = /(?:^|\/)\.DS_Store$|^__MACOSX(?:\/|$)/;

/** Is never put into a backup, and never taken out of one. `path` is relative to the part. */
export const isNeverBackedUp = ({ part, path }: PlaceInBackup): boolean =>
  NEVER_ANYWHERE.test(path) || (part === 'pb_data' && NEVER_IN_DATA.test(path));

/** Null when the entry belongs to no part, or to nothing that is ever taken out of a backup. */
export function placeInBackup(name: string, { kind, prefix }: ArchiveLayout): PlaceInBackup | null {
  if (!name.startsWith(prefix)) return null;
  const place = partOf(name.slice(prefix.length)) ?? (kind === 'pocketbase' ? inData(name.slice(prefix.length)) : null);
  return place === null || isNeverBackedUp(place) ? null : place;
}

function partOf(name: string): PlaceInBackup | null {
  const [first = '', ...rest] = name.split('/');
  const part = BACKUP_PARTS.find((each) => each === first);
  return part === undefined || rest.length === 0 ? null : { part, path: rest.join('/') };
}

const inData = (name: string): PlaceInBackup | null => (name === '' ? null : { part: 'pb_data', path: name });

/**
 * What kind of backup holds these names; null when there is no data.db where one has to be. Names must be safe already.
 * Our own is told by its manifest, which is the first entry. A foreign one may be in a folder, with nothing beside it.
 */
export function layoutOf(names: readonly string[]): ArchiveLayout | null {
  if (names[0] === MANIFEST_NAME) return { kind: 'basekeeper', prefix: '' };
  const tops = new Set<string>();
  for (const name of names) if (!NEVER_ANYWHERE.test(name)) tops.add(name.split('/', 1)[0] ?? '');
  const [only = ''] = tops;
  const prefixes = tops.size === 1 && !isPart(only) ? ['', `${only}/`] : [''];
  const all = new Set(names);
  for (const prefix of prefixes) {
    if (all.has(`${prefix}${DATABASE_NAME}`)) return { kind: 'pocketbase', prefix };
    if (all.has(`${prefix}pb_data/${DATABASE_NAME}`)) return { kind: 'pockethost', prefix };
  }
  return null;
}

const isPart = (name: string): boolean => (BACKUP_PARTS as readonly string[]).includes(name);

/** Ends the name of a backup that has been written, but not been read back yet: it is in no list. */
export const UNVERIFIED = '.unverified';
