/** Where an operation keeps what it needs until it has ended. */
import { lstatSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { onDisk } from '../disk/byte-names';
import { OLD_DATA } from '../supervision/unfinished-operation';
import { renamePatiently } from '../disk/rename';
import { syncFolder } from '../disk/sync';
import { holdsOnlyData } from '../../shared/words/place-words';

/** Called after each change of the file system; tests end the app in it. */
export type AfterStep = (name: string) => void;

export interface Place {
  readonly id: string;
  /** Folder of the instance. */
  readonly folder: string;
  /** Folders in it on a drive of their own, with a work folder of their own; see `places-apart.ts`. */
  readonly apart?: readonly string[] | undefined;
}

export const workFolderName = ({ id }: Pick<Place, 'id'>): string => `.basekeeper-${id}`;

/** What is in a folder of an instance may need more than one drive: `place` is relative, empty for the folder itself. */
export const workFolderOf = (swap: Pick<Place, 'folder' | 'id'>, place = ''): string =>
  join(swap.folder, place, workFolderName(swap));
/** Where the new data is made ready; it looks like the folder of an instance. */
export const newFolderOf = (place: Place): string => join(workFolderOf(place), 'new');
/** Where the old data waits until it is certain that it is not needed. */
export const oldFolderOf = (place: Place, apart = ''): string => join(workFolderOf(place, apart), OLD_DATA);
/** Where data is kept that nobody may throw away: it could not be backed up, or was served for a moment. */
export const keptFolderOf = ({ folder, id }: Place, place = ''): string => join(folder, place, `kept-${id}`);

/** The folder of the instance, then those apart. */
export const drivesOf = ({ apart = [] }: Place): readonly string[] => ['', ...apart];

/** In words, for people. */
export const keptInWords = (place: Place): string =>
  drivesOf(place)
    .map((one) => keptFolderOf(place, one))
    .filter(isThere)
    .join(' and ') || keptFolderOf(place);

/** Links count as what they are, also those that lead nowhere. */
export function isThere(path: string): boolean {
  try {
    lstatSync(onDisk(path));
    return true;
  } catch {
    return false;
  }
}

export interface Places {
  readonly place: string;
  readonly newPlace: string;
  readonly oldPlace: string;
}

/** Of a path in the folder of the instance, with names as in `byte-names.ts`: where it is, its new one waits, and its old one goes. */
export function placesOf(swap: Place, path: string): Places {
  const drive = [...(swap.apart ?? [])]
    .sort((one, other) => other.length - one.length)
    .find((one) => path === one || path.startsWith(`${one}/`));
  const inside = drive === undefined ? path : path.slice(drive.length + 1);
  return {
    place: join(swap.folder, path),
    newPlace: join(workFolderOf(swap, drive), 'new', inside),
    oldPlace: join(oldFolderOf(swap, drive), inside),
  };
}

/** Takes data out of the way of the tidying up. */
export async function keep(swap: Place, which: 'old' | 'new', afterStep: AfterStep): Promise<void> {
  for (const drive of drivesOf(swap)) {
    const from = join(workFolderOf(swap, drive), which === 'old' ? OLD_DATA : 'new');
    const to = keptFolderOf(swap, drive);
    if (!isThere(from) || isThere(to)) continue;
    await renamePatiently(from, to);
    afterStep(`kept-${which}-data${drive}`);
    await syncFolder(join(swap.folder, drive));
    await syncFolder(workFolderOf(swap, drive));
    afterStep(`kept-${which}-data${drive}-synced`);
  }
}

const DATABASE = 'pb_data/data.db';

/** Removes what is left of the operation beside the data. Never old data while there is no data in its place. */
export async function removeWorkFolder(swap: Place, afterStep: AfterStep): Promise<void> {
  const { oldPlace, place } = placesOf(swap, DATABASE);
  if (isThere(oldPlace) && !isThere(place)) {
    throw new Error(holdsOnlyData(oldFolderOf(swap)));
  }
  // The one in the folder of the instance goes last: it is the one that is looked for.
  for (const drive of [...drivesOf(swap)].reverse()) {
    await rm(workFolderOf(swap, drive), { recursive: true, force: true, maxRetries: 5 });
  }
  afterStep('removed-work-folder');
}
