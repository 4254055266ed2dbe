/** What leaves, what arrives and what stays at an exchange. Found out when everything that is to arrive is ready. */
import { statSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { isLeftOut } from '../../shared/what-is-backed-up';
import { entriesInNow, onDisk } from '../disk/byte-names';
import type { ExchangedContents } from '../operations/journal';
import type { Swap } from './swap';
import { isThere, placesOf, workFolderName } from '../operations/work-folders';

export interface ExchangePlan extends Pick<Swap, 'contents' | 'carried'> {
  /** What is in no backup and cannot stay either, because something of the same name arrives. */
  readonly inTheWay: readonly string[];
}

type Planned = Pick<Swap, 'apart' | 'folder' | 'id' | 'parts'>;

/**
 * `inNoBackup`: paths of what would be lost. At the top of the data it stays where it is; deeper inside it is carried over,
 * into folders that are made for it. Whatever a backup brings is never mixed with it.
 */
export async function planExchange(swap: Planned, inNoBackup: readonly string[]): Promise<ExchangePlan> {
  const folders = foldersThatStay(swap);
  const wouldBeLost = new Set(inNoBackup);
  const contents: ExchangedContents[] = [];
  const carried: string[] = [];
  const inTheWay: string[] = [];
  for (const path of inNoBackup) {
    const isExchanged = swap.parts.some(({ part }) => path.startsWith(`${part}/`));
    if (!isExchanged || folders.includes(posix.dirname(path))) continue;
    if (await canBeCarried(swap, path)) carried.push(path);
    else inTheWay.push(path);
  }
  for (const path of folders) {
    const { place, newPlace } = placesOf(swap, path);
    if (path === 'pb_data') await removeOwn(newPlace);
    const ofOthers = new Set(folders.filter((one) => posix.dirname(one) === path).map((one) => posix.basename(one)));
    const arriving = namesIn(newPlace).filter((name) => !ofOthers.has(name));
    const stays = (name: string): boolean =>
      ofOthers.has(name) ||
      name === workFolderName(swap) ||
      (path === 'pb_data' && isLeftOut(name)) ||
      (wouldBeLost.has(`${path}/${name}`) && !arriving.includes(name));
    const leaving = namesIn(place).filter((name) => !stays(name));
    inTheWay.push(...leaving.map((name) => `${path}/${name}`).filter((one) => wouldBeLost.has(one)));
    contents.push({ path, leaving, arriving });
  }
  return { contents, carried, inTheWay };
}

/** The data itself, and what lies on a drive of its own; what is inside of another one first. */
function foldersThatStay({ apart = [], folder, parts }: Planned): readonly string[] {
  const data = parts.some(({ part, existed }) => part === 'pb_data' && existed) ? ['pb_data'] : [];
  const isFolder = (path: string): boolean =>
    statSync(join(folder, path), { throwIfNoEntry: false })?.isDirectory() === true;
  return [...new Set([...data, ...apart])].filter(isFolder).sort().reverse();
}

/**
 * Made by the version that served it for a moment, or by the PocketBase that packed it; the instance has its own. However
 * it is written: some file systems do not tell letter case apart.
 */
async function removeOwn(newData: string): Promise<void> {
  for (const name of namesIn(newData)) {
    if (isLeftOut(name.toLowerCase())) await rm(onDisk(join(newData, name)), { recursive: true, force: true });
  }
}

async function canBeCarried(swap: Planned, path: string): Promise<boolean> {
  const { newPlace } = placesOf(swap, posix.dirname(path));
  try {
    await mkdir(onDisk(newPlace), { recursive: true, mode: 0o700 });
    return !isThere(placesOf(swap, path).newPlace);
  } catch {
    // A file is there now where a folder was.
    return false;
  }
}

const namesIn = (folder: string): readonly string[] => entriesInNow(folder).map(({ name }) => name);
