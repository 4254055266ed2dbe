/** The part of a folder that goes with its instance, where the rest is of a project that stays. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readlink, realpath, rmdir } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { slugOf } from '../../shared/file-name';
import type { Instance } from '../../shared/instance';
import { folderContents, type FolderContents } from '../../shared/own-names';
import { done, fail, ok, type Result } from '../../shared/result';
import { cannotBe } from '../../shared/words/folder-words';
import { isDriveThatCannotBe, isRelativeLink, isThereAlready } from '../../shared/words/place-words';
import { isWithin } from '../new-instance/folder-rules';
import { renamePatiently } from '../disk/rename';
import { syncFolder } from '../disk/sync';
import type { JournalEntry } from '../operations/journal';
import { findMountPoints } from '../operations/mounts';
import type { OperationParts } from '../operations/operation-parts';
import { STORAGE } from '../operations/places-apart';

/** Sorted; what we work with ourselves at this moment is not told. `folder-not-usable` when it cannot be read. */
export async function lookInto(folder: string): Promise<Result<FolderContents>> {
  try {
    const names = (await readdir(folder)).filter((name) => !name.startsWith('.basekeeper-')).sort();
    return ok(folderContents(names));
  } catch (error) {
    return fail({ code: 'folder-not-usable', path: folder, rule: cannotBe('read', (error as Error).message) });
  }
}

/** Which names go with the instance; empty: the folder as a whole, because it is wanted or nothing else is in it. */
export async function namesToTake(folder: string, everything: boolean): Promise<Result<readonly string[]>> {
  // One that is away is dealt with by whoever takes it.
  if (everything || !existsSync(folder)) return ok([]);
  const found = await lookInto(folder);
  if (!found.ok) return found;
  return ok(found.value.others.length === 0 ? [] : found.value.own);
}

/** A mount point can be neither moved nor thrown away; told before anything stops. */
export async function checkNoDrives(
  folder: string,
  names: readonly string[],
  wanted: 'moved' | 'trashed',
): Promise<Result<undefined>> {
  const drive = (await findMountPoints(folder)).find(
    (path) => names.length === 0 || names.some((name) => isWithin(path, name)),
  );
  if (drive === undefined) return done;
  return fail({ code: 'place-not-suited', path: join(folder, drive), rule: isDriveThatCannotBe(wanted) });
}

/** A relative link to uploads outside would lead elsewhere from another folder. */
export async function checkLinkedUploads(folder: string): Promise<Result<undefined>> {
  const path = join(folder, STORAGE);
  const target = await readlink(path).catch(() => null);
  if (target === null || isAbsolute(target)) return done;
  const real = await realpath(path).catch(() => join(dirname(path), target));
  if (isWithin(real, await realpath(dirname(path)))) return done;
  return fail({ code: 'place-not-suited', path, rule: isRelativeLink(target) });
}

/** In its own folder, so that it takes no more than renames: what goes to the trash has to be one thing to come back as one. */
export const gatheringFolderOf = ({ folder, name, id }: Pick<Instance, 'folder' | 'name' | 'id'>): string =>
  join(folder, `${slugOf(name, 'instance')}-${id}`);

type Gathering = Pick<JournalEntry, 'folder' | 'names' | 'target'>;

export async function gather(entry: Gathering, { afterStep }: Pick<OperationParts, 'afterStep'>): Promise<void> {
  const { folder, names, target = folder } = entry;
  await mkdir(target, { mode: 0o700 });
  await moveNames(names, folder, target, (name) => afterStep(`gathered-${name}`));
}

/** Where it was before, whatever `gather` or an earlier call got done. */
export async function spreadAgain({ folder, names, target = folder }: Gathering): Promise<void> {
  if (target === folder || !existsSync(target)) return;
  await moveNames(names, target, folder, () => undefined);
  await rmdir(target);
}

/** Those that are there, each by a rename; on the disk when it resolves. Rejects before it would replace anything. */
export async function moveNames(
  names: readonly string[],
  from: string,
  to: string,
  onMoved: (name: string) => void,
): Promise<void> {
  for (const name of names) {
    if (!existsSync(join(from, name))) continue;
    if (existsSync(join(to, name))) throw new Error(isThereAlready(join(to, name)));
    await renamePatiently(join(from, name), join(to, name));
    onMoved(name);
  }
  await syncFolder(to);
  await syncFolder(from);
}

/** Is anything of it still where it was? After the trash, only the files themselves tell. */
export const isStillThere = ({ folder, names }: Pick<JournalEntry, 'folder' | 'names'>): boolean =>
  names.length === 0 ? existsSync(folder) : names.some((name) => existsSync(join(folder, name)));
