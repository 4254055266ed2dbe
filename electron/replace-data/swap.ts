import { lstatSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { InstancePart } from '../../shared/backup';
import { couldNotBePutBack, isAway, isThereAlready } from '../../shared/words/place-words';
import { onDisk } from '../disk/byte-names';
import { renamePatiently } from '../disk/rename';
import { syncFolder } from '../disk/sync';
import type { ExchangedContents } from '../operations/journal';
import {
  drivesOf,
  isThere,
  oldFolderOf,
  placesOf,
  workFolderOf,
  type AfterStep,
  type Place,
} from '../operations/work-folders';

/** What is exchanged, and where. Everything lies on the drive it belongs to, so that each step is one rename. */
export interface Swap extends Place {
  readonly parts: readonly { readonly part: InstancePart; readonly existed: boolean }[];
  /**
   * Folders that stay, so that what is in no backup stays in them, and what is on a drive of its own is never renamed. A
   * part that is not among them is exchanged as a whole.
   */
  readonly contents: readonly ExchangedContents[];
  /** What is deeper inside and in no backup: taken along from the old to the new. */
  readonly carried: readonly string[];
}

/** A part that cannot be exchanged, because it is somewhere else; null when there is none. */
export const linkedPart = (folder: string, parts: readonly InstancePart[]): string | null =>
  parts.map((part) => join(folder, part)).find((path) => isThere(path) && lstatSync(path).isSymbolicLink()) ?? null;

/**
 * A part that was made, removed or turned into a link since it was written down what there is; null when there is none.
 * Builds do that to the public files.
 */
export const changedPart = ({ folder, parts }: Pick<Swap, 'folder' | 'parts'>): string | null =>
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
  for (const drive of drivesOf(swap)) {
    await mkdir(oldFolderOf(swap, drive), { mode: 0o700 });
    await steps.done(`made-old-folder${drive}`, workFolderOf(swap, drive));
  }
  for (const { path, leaving, arriving } of swap.contents) {
    const { place, newPlace, oldPlace } = placesOf(swap, path);
    // Where it is apart, that has been made already.
    if (!isThere(oldPlace)) await mkdir(oldPlace, { mode: 0o700 });
    await syncFolder(dirname(oldPlace));
    for (const name of leaving) await steps.rename('moved-old', place, oldPlace, name);
    await steps.done(`moved-old-${path}`, oldPlace, place);
    for (const name of arriving) await steps.rename('moved-new', newPlace, place, name);
    await steps.done(`moved-new-${path}`, place, newPlace);
  }
  for (const { part, existed } of wholeParts(swap)) {
    const { place, newPlace, oldPlace } = placesOf(swap, part);
    if (existed) {
      await renamePatiently(onDisk(place), onDisk(oldPlace));
      await steps.done(`moved-old-${part}`, oldFolderOf(swap), swap.folder);
    }
    await renamePatiently(onDisk(newPlace), onDisk(place));
    await steps.done(`moved-new-${part}`, swap.folder, dirname(newPlace));
  }
  for (const path of swap.carried) {
    const { place, oldPlace } = placesOf(swap, path);
    if (isThere(oldPlace)) await steps.carry('carried', oldPlace, place);
  }
}

/**
 * Everything is where it was before, wherever `swapIn` or an earlier `putBack` was interrupted. Throws unless it is: a drive
 * that has gone must not be taken for one on which nothing is left to do.
 */
export async function putBack(swap: Swap, afterStep: AfterStep): Promise<void> {
  const steps = new Steps(afterStep);
  for (const folder of drivesOf(swap).map((drive) => workFolderOf(swap, drive))) {
    if (!isThere(folder)) throw new Error(isAway(folder));
  }
  for (const path of [...swap.carried].reverse()) {
    const { place, oldPlace } = placesOf(swap, path);
    // Only from what has come in: before, it is where it always was.
    if (isThere(dirname(oldPlace)) && isThere(place) && !isThere(oldPlace)) {
      await steps.carry('carried-back', place, oldPlace);
    }
  }
  for (const { part, existed } of wholeParts(swap).reverse()) {
    const { place, newPlace, oldPlace } = placesOf(swap, part);
    // The old one is still in its place, or is there again.
    if (existed && !isThere(oldPlace)) continue;
    if (isThere(place) && !isThere(newPlace)) {
      await renamePatiently(onDisk(place), onDisk(newPlace));
      await steps.done(`took-out-new-${part}`, dirname(newPlace), swap.folder);
    }
    if (existed) {
      await renamePatiently(onDisk(oldPlace), onDisk(place));
      await steps.done(`put-back-old-${part}`, swap.folder, oldFolderOf(swap));
    }
  }
  for (const contents of [...swap.contents].reverse()) await putContentsBack(swap, contents, steps);
  for (const { part, existed } of wholeParts(swap)) {
    const { place, newPlace, oldPlace } = placesOf(swap, part);
    // Ours has never been there or is out again: somebody else made it since, e.g. a build, and that is not touched.
    const isOfOthers = !existed && isThere(newPlace);
    if (isThere(oldPlace) || (isThere(place) !== existed && !isOfOthers)) {
      throw new Error(couldNotBePutBack(place));
    }
  }
}

async function putContentsBack(
  swap: Swap,
  { path, leaving, arriving }: ExchangedContents,
  steps: Steps,
): Promise<void> {
  const { place, newPlace, oldPlace } = placesOf(swap, path);
  const isIn = (folder: string, name: string): boolean => isThere(join(folder, name));
  // What has an old one is the new one only once that has gone.
  const hasArrived = (name: string): boolean =>
    isIn(place, name) && !isIn(newPlace, name) && (!leaving.includes(name) || isIn(oldPlace, name));
  const arrived = arriving.filter(hasArrived);
  for (const name of arrived) await steps.rename('took-out-new', place, newPlace, name);
  if (arrived.length > 0) await steps.done(`took-out-new-${path}`, newPlace, place);
  const left = leaving.filter((name) => isIn(oldPlace, name));
  for (const name of left) {
    if (isIn(place, name)) throw new Error(couldNotBePutBack(join(place, name)));
    await steps.rename('put-back-old', oldPlace, place, name);
  }
  if (left.length > 0) await steps.done(`put-back-old-${path}`, place, oldPlace);
  const missing = leaving.find((name) => !isIn(place, name));
  if (missing !== undefined) throw new Error(couldNotBePutBack(join(place, missing)));
}

const wholeParts = ({ contents, parts }: Swap): { readonly part: InstancePart; readonly existed: boolean }[] =>
  parts.filter(({ part }) => !contents.some(({ path }) => path === part));

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
    for (const folder of changedFolders) await syncFolder(onDisk(folder));
    this.#afterStep(`${name}-synced`);
  }

  /** Synced by whoever calls it, for all names at once. */
  async rename(step: string, from: string, to: string, name: string): Promise<void> {
    const target = join(to, name);
    if (isThere(target)) throw new Error(isThereAlready(target));
    await renamePatiently(onDisk(join(from, name)), onDisk(target));
    this.#afterStep(`${step}: ${name}`);
  }

  async carry(step: string, from: string, to: string): Promise<void> {
    if (isThere(to)) throw new Error(isThereAlready(to));
    await renamePatiently(onDisk(from), onDisk(to));
    await this.done(step, dirname(to), dirname(from));
  }
}
