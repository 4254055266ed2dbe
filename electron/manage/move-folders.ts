import { existsSync } from 'node:fs';
import { lstat, readdir, realpath, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isOwnName } from '../../shared/own-names';
import type { Result } from '../../shared/result';
import { removeMade } from '../new-instance/claim-folder';
import { isWithin } from '../new-instance/folder-rules';
import type { JournalEntry } from '../operations/journal';
import type { OperationParts } from '../operations/operation-parts';

/** Our own record is written anew in each place, in the background. */
export const isOurRecord = (name: string): boolean => name.startsWith('basekeeper.json');
const isWorkFolder = (name: string): boolean => name.startsWith('.basekeeper-');

export const contentsOf = async ({
  folder,
  names,
}: Pick<JournalEntry, 'folder' | 'names'>): Promise<readonly string[]> =>
  (names.length > 0 ? names : await readdir(folder)).filter((name) => !isOurRecord(name) && !isWorkFolder(name));

export const copiesIn = (target: string, names: readonly string[]): readonly string[] =>
  names.map((name) => join(target, name));

/** Takes back what was made for a move that does not happen. Never anything that is not a copy of ours. */
export async function removeTarget({
  folder,
  target,
  targetMade,
  unfinished = [],
}: Pick<JournalEntry, 'folder' | 'target' | 'targetMade'> & Partial<Pick<JournalEntry, 'unfinished'>>): Promise<void> {
  // While the original is not there, what is in the other place is all there is.
  if (target === undefined || !existsSync(folder)) return;
  await removeMade(target, unfinished, targetMade ?? null);
}

/** On the list. A folder of backups inside the old one has come along. */
export function switchTo(
  target: string,
  { instanceId, folder, names }: JournalEntry,
  parts: OperationParts,
): Result<undefined> {
  const backups = parts.store.instance(instanceId)?.backups;
  const own = backups?.folder ?? null;
  const taken = names.length === 0 ? [folder] : names.map((name) => join(folder, name));
  const moved = backups !== undefined && own !== null && taken.some((path) => isWithin(own, path));
  const switched = parts.instances.change(instanceId, {
    folder: target,
    ...(moved && { backups: { ...backups, folder: join(target, own.slice(folder.length)) } }),
  });
  parts.afterStep('switched');
  return switched;
}

/**
 * Only what is in the new place too, and, where there are `names`, only what they name: the rest is to stay. True: something
 * is left that was to go.
 */
export async function removeOriginal({
  folder,
  names,
  target = folder,
}: Pick<JournalEntry, 'folder' | 'names' | 'target'>): Promise<boolean> {
  if (folder === target || !existsSync(folder)) return false;
  try {
    // By now a link may stand there, for programs that look for it in the old place: what is behind it is all there is.
    if ((await realpath(folder)) === (await realpath(target)) || (await lstat(folder)).isSymbolicLink()) return true;
    for (const name of await readdir(folder)) {
      if (names.length > 0 && !isOwnName(name)) continue;
      if (!isOurRecord(name) && !isWorkFolder(name) && !existsSync(join(target, name))) continue;
      await rm(join(folder, name), { recursive: true, force: true });
    }
    if (names.length === 0) await rmdir(folder);
    return names.some((name) => existsSync(join(folder, name)));
  } catch {
    return true;
  }
}
