/** Where what is in a backup: which part of an instance an entry belongs to. */
import { isLeftOut } from './what-is-backed-up';

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

/** What macOS adds to the zips it makes. In a backup of ours they are files like all others. */
const OF_FINDER = /(?:^|\/)\.DS_Store$|^__MACOSX(?:\/|$)/;

/** Null when the entry belongs to no part, or to nothing that is ever taken out of a backup. */
export function placeInBackup(name: string, { kind, prefix }: ArchiveLayout): PlaceInBackup | null {
  if (!name.startsWith(prefix) || (kind !== 'basekeeper' && OF_FINDER.test(name))) return null;
  const place = partOf(name.slice(prefix.length)) ?? (kind === 'pocketbase' ? inData(name.slice(prefix.length)) : null);
  return place === null || (place.part === 'pb_data' && isLeftOut(place.path)) ? null : place;
}

function partOf(name: string): PlaceInBackup | null {
  const [first = '', ...rest] = name.split('/');
  const part = BACKUP_PARTS.find((each) => each === first);
  return part === undefined || rest.length === 0 ? null : { part, path: rest.join('/') };
}

const inData = (name: string): PlaceInBackup | null => (name === '' ? null : { part: 'pb_data', path: name });

/** A place in a zip of others that looks like an instance: the name of its data.db, and what follows from it. */
export interface PlaceOfData extends ArchiveLayout {
  /** Of the data.db. */
  readonly database: string;
  /** The folder that stands for pb_data; empty for the top of the zip. What a person chooses by. */
  readonly folder: string;
}

/** Every place there is in a zip of others, the outermost first. What lies inside of one belongs to it. Names must be safe already. */
export function placesOfData(names: readonly string[]): readonly PlaceOfData[] {
  const places: PlaceOfData[] = [];
  const databases = names.filter((name) => isDatabaseName(name) && !OF_FINDER.test(name));
  for (const database of databases.sort((one, other) => depthOf(one) - depthOf(other))) {
    const folder = database.slice(0, Math.max(0, database.length - DATABASE_NAME.length - 1));
    if (places.some((outer) => outer.folder === '' || folder.startsWith(`${outer.folder}/`))) continue;
    const isNamedForIt = folder === 'pb_data' || folder.endsWith('/pb_data');
    const above = folder.slice(0, folder.length - 'pb_data'.length);
    const prefix = isNamedForIt ? above : folder === '' ? '' : `${folder}/`;
    places.push({ database, folder, prefix, kind: isNamedForIt ? 'pockethost' : 'pocketbase' });
  }
  return places;
}

const isDatabaseName = (name: string): boolean => name === DATABASE_NAME || name.endsWith(`/${DATABASE_NAME}`);
const depthOf = (name: string): number => name.split('/').length;

/** Ends the name of a backup that has been written, but not been read back yet: it is in no list. */
export const UNVERIFIED = '.unverified';
