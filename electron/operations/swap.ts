import { lstatSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { InstancePart } from '../../shared/backup';
import { OLD_DATA } from '../instances/left-operation';
import { syncFolder } from '../storage/atomic-file';

/** What is exchanged, and where. Everything lies in the folder of the instance, so that each step is one rename. */
export interface Swap {
  readonly id: string;
  /** Folder of the instance. */
  readonly folder: string;
  readonly parts: readonly { readonly part: InstancePart; readonly existed: boolean }[];
}

/** Called after each change of the file system; tests end the app in it. */
export type AfterStep = (name: string) => void;

type Place = Pick<Swap, 'folder' | 'id'>;

/** Everything an operation needs on the drive of the instance until it has ended. */
export const workFolderOf = ({ folder, id }: Place): string => join(folder, `.basekeeper-${id}`);
/** Where the new data is made ready; it looks like the folder of an instance. */
export const newFolderOf = (swap: Place): string => join(workFolderOf(swap), 'new');
/** Where the old data waits until it is certain that it is not needed. */
export const oldFolderOf = (swap: Place): string => join(workFolderOf(swap), OLD_DATA);
/** Where data is kept that nobody may throw away: it could not be backed up, or was served for a moment. */
export const keptFolderOf = ({ folder, id }: Place): string => join(folder, `kept-${id}`);

/** PocketBase's own backups belong to the instance, not to the data that is exchanged. */
const OWN_BACKUPS = 'backups';

/** Links count as what they are, also those that lead nowhere. */
export function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

/** A part that cannot be exchanged by renaming, because it is somewhere else; null when there is none. */
export const linkedPart = (folder: string, parts: readonly InstancePart[]): string | null =>
  parts.map((part) => join(folder, part)).find((path) => isThere(path) && lstatSync(path).isSymbolicLink()) ?? null;

/**
 * A part that was made, removed or turned into a link since it was written down what there is; null when there is none.
 * Builds do that to the public files.
 */
export const changedPart = ({ folder, parts }: Swap): string | null =>
  parts
    .map(({ part, existed }) => ({ path: join(folder, part), existed }))
    .find(({ path, existed }) => isThere(path) !== existed)?.path ??
  linkedPart(
    folder,
    parts.map(({ part }) => part),
  );

/** Puts the new parts in the place of the old ones. Should it be interrupted, `putBack` undoes what was done. */
export async function swapIn(swap: Swap, afterStep: AfterStep): Promise<void> {
  const steps = new Steps(afterStep);
  const data = placesOf(swap, 'pb_data');
  await removeForeignBackups(data.newPart);
  await mkdir(oldFolderOf(swap), { mode: 0o700 });
  await steps.done('made-old-folder', workFolderOf(swap));
  for (const { part, existed } of swap.parts) {
    const { place, newPart, oldPart } = placesOf(swap, part);
    if (existed) {
      await rename(place, oldPart);
      await steps.done(`moved-old-${part}`, oldFolderOf(swap), swap.folder);
    }
    await rename(newPart, place);
    await steps.done(`moved-new-${part}`, swap.folder, newFolderOf(swap));
  }
  const [from, to] = [join(data.oldPart, OWN_BACKUPS), join(data.place, OWN_BACKUPS)];
  if (isThere(from)) await steps.move('carried-own-backups', from, to);
}

/**
 * Everything is where it was before, wherever `swapIn` or an earlier `putBack` was interrupted. Throws unless it is: a drive
 * that has gone must not be taken for one on which nothing is left to do.
 */
export async function putBack(swap: Swap, afterStep: AfterStep): Promise<void> {
  const steps = new Steps(afterStep);
  if (!isThere(workFolderOf(swap))) throw new Error(`${workFolderOf(swap)} is not there. Is its drive connected?`);
  const data = placesOf(swap, 'pb_data');
  const [from, to] = [join(data.place, OWN_BACKUPS), join(data.oldPart, OWN_BACKUPS)];
  if (isThere(data.oldPart) && isThere(from) && !isThere(to)) await steps.move('carried-own-backups-back', from, to);
  for (const { part, existed } of [...swap.parts].reverse()) {
    const { place, newPart, oldPart } = placesOf(swap, part);
    // The old one is still in its place, or is there again.
    if (existed && !isThere(oldPart)) continue;
    if (isThere(place) && !isThere(newPart)) {
      await rename(place, newPart);
      await steps.done(`took-out-new-${part}`, newFolderOf(swap), swap.folder);
    }
    if (existed) {
      await rename(oldPart, place);
      await steps.done(`put-back-old-${part}`, swap.folder, oldFolderOf(swap));
    }
  }
  for (const { part, existed } of swap.parts) {
    const { place, newPart, oldPart } = placesOf(swap, part);
    // Ours has never been there or is out again: somebody else made it since, e.g. a build, and that is not touched.
    const isOfOthers = !existed && isThere(newPart);
    if (isThere(oldPart) || (isThere(place) !== existed && !isOfOthers)) {
      throw new Error(`${place} could not be put back`);
    }
  }
}

/** Takes data out of the way of the tidying up. */
export async function keep(swap: Place, which: 'old' | 'new', afterStep: AfterStep): Promise<void> {
  const from = which === 'old' ? oldFolderOf(swap) : newFolderOf(swap);
  if (!isThere(from) || isThere(keptFolderOf(swap))) return;
  await rename(from, keptFolderOf(swap));
  await new Steps(afterStep).done(`kept-${which}-data`, swap.folder, workFolderOf(swap));
}

/** Removes what is left of the operation beside the data. Never old data while there is no data in its place. */
export async function removeWorkFolder(swap: Place, afterStep: AfterStep): Promise<void> {
  const isOnlyData = isThere(join(oldFolderOf(swap), 'pb_data')) && !isThere(join(swap.folder, 'pb_data'));
  if (isOnlyData) throw new Error(`${oldFolderOf(swap)} holds the only data of the instance`);
  await rm(workFolderOf(swap), { recursive: true, force: true, maxRetries: 5 });
  afterStep('removed-work-folder');
}

function placesOf(
  swap: Swap,
  part: InstancePart,
): { readonly place: string; readonly newPart: string; readonly oldPart: string } {
  return {
    place: join(swap.folder, part),
    newPart: join(newFolderOf(swap), part),
    oldPart: join(oldFolderOf(swap), part),
  };
}

/** However it is written: some file systems do not tell letter case apart. */
async function removeForeignBackups(newData: string): Promise<void> {
  for (const name of await readdir(newData)) {
    if (name.toLowerCase() === OWN_BACKUPS) await rm(join(newData, name), { recursive: true, force: true });
  }
}

class Steps {
  readonly #afterStep: AfterStep;

  constructor(afterStep: AfterStep) {
    this.#afterStep = afterStep;
  }

  /**
   * A rename lasts only once the folders on both ends have been synced. First the one that it goes to: where a file system
   * has no journal, what is in both can be put in order, and what is in none is lost.
   */
  async done(name: string, ...changedFolders: readonly string[]): Promise<void> {
    this.#afterStep(name);
    for (const folder of changedFolders) await syncFolder(folder);
    this.#afterStep(`${name}-synced`);
  }

  async move(name: string, from: string, to: string): Promise<void> {
    if (isThere(to)) throw new Error(`${to} is there already`);
    await rename(from, to);
    await this.done(name, dirname(to), dirname(from));
  }
}
