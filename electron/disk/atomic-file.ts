/** Files that are either the old one or the new one, whenever the power goes. */
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { open, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { FileProblem } from '../../shared/words/storage-words';
import { renamePatiently, renamePatientlyNow } from './rename';
import { syncFolder, syncFolderNow } from './sync';

/** Of this user only, synced with its folder when it resolves. The folder must exist: it is never made here. */
export async function writeFileAtomically(
  path: string,
  content: string | Uint8Array | AsyncIterable<string>,
): Promise<void> {
  const temporary = temporaryFor(path);
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      // Each goes on where the one before ended.
      const isWhole = typeof content === 'string' || content instanceof Uint8Array;
      for await (const piece of isWhole ? [content] : content) await file.writeFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    await renamePatiently(temporary, path);
  } catch (error) {
    // The error to be told is the first one; what is left behind is swept the next time.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Throws what a write beside the file throws; leaves nothing. */
export function tryWritingNow(path: string): void {
  const temporary = temporaryFor(path);
  const handle = openSync(temporary, 'wx', 0o600);
  try {
    writeSync(handle, '{}');
    fsyncSync(handle);
  } finally {
    closeSync(handle);
    rmSync(temporary, { force: true });
  }
}

/** conf names its own in the same way. */
const temporaryFor = (path: string): string => `${path}.tmp-${randomBytes(8).toString('hex')}`;

/** Left by a kill in the middle of a write, of ours or of conf. */
function leftBeside(path: string, names: readonly string[]): readonly string[] {
  const beginning = `${basename(path)}.tmp-`;
  return names
    .filter((name) => name.startsWith(beginning) && /^[0-9a-f]{16}$/.test(name.slice(beginning.length)))
    .map((name) => join(dirname(path), name));
}

/**
 * Removes what was left beside a file. Nothing depends on it: where it cannot be removed, the write that follows tells
 * why, so an error here is not told twice.
 */
export function sweepTemporariesNow(path: string): void {
  try {
    for (const left of leftBeside(path, readdirSync(dirname(path)))) rmSync(left, { force: true });
  } catch {
    return;
  }
}

export async function sweepTemporaries(path: string): Promise<void> {
  try {
    for (const left of leftBeside(path, await readdir(dirname(path)))) await rm(left, { force: true });
  } catch {
    return;
  }
}

/** What a file is called by that is kept although it is not used; `replaced`: there is nothing wrong with it. */
type KeptSort = 'damaged' | 'newer' | 'replaced';

export const sortOf = ({ kind }: FileProblem): KeptSort => (kind === 'newer-version' ? 'newer' : 'damaged');

/** Renames what cannot be used, never to the place of what was set aside before. Answers where it is now. */
export function setAsideNow(path: string, sort: KeptSort): string {
  const keptAs = nameForKeeping(path, sort);
  renamePatientlyNow(path, keptAs);
  chmodSync(keptAs, statSync(keptAs).isDirectory() ? 0o700 : 0o600);
  return keptAs;
}

/** The same with a copy, where the file itself is needed until the next one is in its place. */
export function copyAsideNow(path: string, sort: KeptSort): string {
  const keptAs = nameForKeeping(path, sort);
  try {
    copyFileSync(path, keptAs, constants.COPYFILE_EXCL);
    chmodSync(keptAs, 0o600);
    const handle = openSync(keptAs, 'r+');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    rmSync(keptAs, { force: true });
    throw error;
  }
  syncFolderNow(dirname(path));
  return keptAs;
}

function nameForKeeping(path: string, sort: KeptSort): string {
  const name = `${path}.${sort}-${new Date().toISOString().replaceAll(':', '-')}`;
  let free = name;
  for (let copy = 2; existsSync(free); copy += 1) free = `${name}-${String(copy)}`;
  return free;
}
