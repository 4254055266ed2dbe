import { realpathSync, statSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Finding } from '../../shared/incident';
import { openFilesOf } from './processes';

/** PocketBase exchanges its own database when it restores a backup; a moment later everything is in place again. */
const SECOND_LOOK_MS = 500;

/** The data folder that a process began to work on. */
export interface DataMark {
  /** Without symbolic links, as the system names open files. */
  readonly folder: string;
  readonly inode: number;
}

export async function markData(dataFolder: string): Promise<DataMark> {
  const folder = await realpath(dataFolder);
  return { folder, inode: (await stat(folder)).ino };
}

/** Of a process that was taken over. What is not there is found missing at the first look. */
export function markDataNow(dataFolder: string): DataMark {
  try {
    const folder = realpathSync(dataFolder);
    return { folder, inode: statSync(folder).ino };
  } catch {
    return { folder: dataFolder, inode: 0 };
  }
}

/** What is wrong with the data of a running process, seen twice in a row; null when nothing is. */
export async function lostData(mark: DataMark, pid: number, signal: AbortSignal): Promise<Finding | null> {
  if ((await look(mark, pid)) === null) return null;
  await wait(SECOND_LOOK_MS, undefined, { signal }).catch(() => undefined);
  return signal.aborted ? null : look(mark, pid);
}

async function look(mark: DataMark, pid: number): Promise<Finding | null> {
  const { folder, inode } = mark;
  const found = await stat(folder).catch(() => null);
  if (found?.isDirectory() !== true)
    return { cause: 'data-folder-missing', evidence: `${folder} is not there any more.` };
  // Windows numbers files differently each time they are looked at from another handle; there only what is missing counts.
  if (process.platform !== 'win32' && found.ino !== inode) {
    return { cause: 'data-replaced', evidence: `${folder} is another folder than the one PocketBase has opened.` };
  }
  const database = join(folder, 'data.db');
  const file = await stat(database).catch(() => null);
  if (file === null) return { cause: 'database-missing', evidence: `${database} is not there any more.` };
  if (file.size === 0) return { cause: 'database-missing', evidence: `${database} is empty.` };
  // Whose file it is was found out before. A process keeps the number of a deleted one taken, so another has another.
  if (confirmed.get(mark) === file.ino) return null;
  if (holdsDeleted(database, pid)) {
    return { cause: 'data-replaced', evidence: `${database} is another file than the one PocketBase has opened.` };
  }
  confirmed.set(mark, file.ino);
  return null;
}

/** The number of the database file that a process was seen to work on. */
const confirmed = new WeakMap<DataMark, number>();

/** Linux tells which files a process has open, and which of them have been deleted since. */
function holdsDeleted(database: string, pid: number): boolean {
  if (process.platform !== 'linux') return false;
  const files = openFilesOf(pid);
  return files.includes(`${database} (deleted)`) && !files.includes(database);
}
