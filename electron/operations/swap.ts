import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstancePart } from '../../shared/backup';
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

/** Everything an operation needs on the drive of the instance until it has ended. */
export const workFolderOf = ({ folder, id }: Pick<Swap, 'folder' | 'id'>): string => join(folder, `.basekeeper-${id}`);
/** Where the new data is made ready; it looks like the folder of an instance. */
export const newFolderOf = (swap: Pick<Swap, 'folder' | 'id'>): string => join(workFolderOf(swap), 'new');
/** Where the old data waits until it is certain that it is not needed. */
const oldFolderOf = (swap: Pick<Swap, 'folder' | 'id'>): string => join(workFolderOf(swap), 'old');

/** PocketBase's own backups belong to the instance, not to the data that is exchanged. */
const OWN_BACKUPS = 'backups';

/** Puts the new parts in the place of the old ones. Should it be interrupted, `putBack` undoes what was done. */
export async function swapIn(swap: Swap, afterStep: AfterStep): Promise<void> {
  const steps = new Steps(afterStep);
  await mkdir(oldFolderOf(swap), { mode: 0o700 });
  await steps.done('made-old-folder', workFolderOf(swap));
  for (const { part, existed } of swap.parts) {
    const { place, newPart, oldPart } = placesOf(swap, part);
    if (existed) {
      await rename(place, oldPart);
      await steps.done(`moved-old-${part}`, swap.folder, oldFolderOf(swap));
    }
    await rename(newPart, place);
    await steps.done(`moved-new-${part}`, swap.folder, newFolderOf(swap));
  }
  const { place, oldPart } = placesOf(swap, 'pb_data');
  await carry(join(oldPart, OWN_BACKUPS), join(place, OWN_BACKUPS), steps);
}

/** Everything is where it was before, wherever `swapIn` or an earlier `putBack` was interrupted. */
export async function putBack(swap: Swap, afterStep: AfterStep): Promise<void> {
  const steps = new Steps(afterStep);
  const data = placesOf(swap, 'pb_data');
  if (existsSync(data.oldPart)) await carry(join(data.place, OWN_BACKUPS), join(data.oldPart, OWN_BACKUPS), steps);
  for (const { part, existed } of [...swap.parts].reverse()) {
    const { place, newPart, oldPart } = placesOf(swap, part);
    // The old one is still in its place, or is there again.
    if (existed && !existsSync(oldPart)) continue;
    if (existsSync(place) && !existsSync(newPart)) {
      await rename(place, newPart);
      await steps.done(`took-out-new-${part}`, swap.folder, newFolderOf(swap));
    }
    if (existed) {
      await rename(oldPart, place);
      await steps.done(`put-back-old-${part}`, swap.folder, oldFolderOf(swap));
    }
  }
}

/** Where old data is kept that could not be backed up. */
export const keptFolderOf = ({ folder, startedAt }: { readonly folder: string; readonly startedAt: string }): string =>
  join(folder, `kept-${startedAt.slice(0, 19).replace('T', '-').replaceAll(':', '')}`);

/** Takes the old data out of the way of the tidying up. */
export async function keepOld(
  swap: Pick<Swap, 'folder' | 'id'> & { readonly startedAt: string },
  afterStep: AfterStep,
): Promise<void> {
  if (!existsSync(oldFolderOf(swap)) || existsSync(keptFolderOf(swap))) return;
  await rename(oldFolderOf(swap), keptFolderOf(swap));
  await new Steps(afterStep).done('kept-old-data', swap.folder, workFolderOf(swap));
}

/** Removes what is left of the operation beside the data. */
export async function removeWorkFolder(swap: Pick<Swap, 'folder' | 'id'>, afterStep: AfterStep): Promise<void> {
  await rm(workFolderOf(swap), { recursive: true, force: true });
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

async function carry(from: string, to: string, steps: Steps): Promise<void> {
  if (!existsSync(from) || existsSync(to)) return;
  await rename(from, to);
  await steps.done('carried-own-backups', join(from, '..'), join(to, '..'));
}

class Steps {
  readonly #afterStep: AfterStep;

  constructor(afterStep: AfterStep) {
    this.#afterStep = afterStep;
  }

  /** A rename lasts only once the folders on both ends have been synced. */
  async done(name: string, ...changedFolders: readonly string[]): Promise<void> {
    this.#afterStep(name);
    for (const folder of changedFolders) await syncFolder(folder);
    this.#afterStep(`${name}-synced`);
  }
}
