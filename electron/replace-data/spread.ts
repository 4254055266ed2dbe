/** New data that has to lie on more than one drive: made ready where most of it belongs, then taken to its places. */
import { mkdir, rm, symlink } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { ok, type Result } from '../../shared/result';
import { syncMadeFolders } from '../disk/made-folders';
import { renamePatiently } from '../disk/rename';
import type { JournalEntry } from '../operations/journal';
import type { OperationParts } from '../operations/operation-parts';
import type { OperationContext } from '../operations/operation-runner';
import { homeOfData } from '../operations/places-apart';
import { drivesOf, isThere, newFolderOf, placesOf, workFolderName, workFolderOf } from '../operations/work-folders';

type Spread = Pick<JournalEntry, 'apart' | 'folder' | 'id' | 'parts'>;

const FILLED = 'filled';

/** An empty folder to make everything ready in, on the drive that has most of the data. */
export function folderToFill(entry: Spread): string {
  const home = homeOfData(entry.folder, entry.apart);
  return home === entry.folder ? newFolderOf(entry) : join(home, workFolderName(entry), FILLED);
}

/** Once the exchange is noted, this is where the old data is looked for: they last when this resolves. */
export async function makeWorkFolders(entry: Spread, { afterStep }: Pick<OperationParts, 'afterStep'>): Promise<void> {
  const wanted = [
    ...drivesOf(entry).map((drive) => workFolderOf(entry, drive)),
    newFolderOf(entry),
    folderToFill(entry),
  ];
  for (const folder of wanted) await mkdir(folder, { recursive: true, mode: 0o700 });
  afterStep('made-work-folder');
  for (const folder of new Set(wanted)) await syncMadeFolders(folder, folder);
}

export const newFoldersApart = (entry: Spread): readonly string[] =>
  entry.apart.map((drive) => placesOf(entry, drive).newPlace);

/**
 * Takes what was made ready to the drives it belongs to; afterwards the new folder looks like the folder of an instance,
 * with links to what lies elsewhere, so that it can be served.
 */
export async function spread(
  context: OperationContext,
  entry: Spread,
  parts: OperationParts,
): Promise<Result<undefined>> {
  const filled = folderToFill(entry);
  // Deeper ones first: what they are in is taken elsewhere without them.
  for (const drive of [...entry.apart].sort().reverse()) {
    const taken = await take(context, entry, { from: join(filled, drive), path: drive }, parts);
    if (!taken.ok) return taken;
  }
  if (filled !== newFolderOf(entry)) {
    for (const { part } of entry.parts) {
      if (entry.apart.includes(part)) continue;
      const taken = await take(context, entry, { from: join(filled, part), path: part }, parts);
      if (!taken.ok) return taken;
    }
    await rm(filled, { recursive: true, force: true });
  }
  for (const drive of [...entry.apart].sort()) {
    const above = placesOf(entry, posix.dirname(drive)).newPlace;
    const link = join(posix.dirname(drive) === '.' ? newFolderOf(entry) : above, posix.basename(drive));
    await symlink(placesOf(entry, drive).newPlace, link, 'dir');
  }
  return ok(undefined);
}

async function take(
  context: OperationContext,
  entry: Spread,
  { from, path }: { readonly from: string; readonly path: string },
  { afterStep, runJob }: OperationParts,
): Promise<Result<undefined>> {
  const target = placesOf(entry, path).newPlace;
  if (!isThere(from)) await mkdir(target, { recursive: true, mode: 0o700 });
  else {
    try {
      await renamePatiently(from, target);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
      const between = `${target}-arriving`;
      const order = { from: join(from, '..'), to: between, names: [posix.basename(path)] };
      const copied = await runJob('copy-tree', order, context);
      if (!copied.ok) return copied;
      await renamePatiently(join(between, posix.basename(path)), target);
      await rm(between, { recursive: true });
      await rm(from, { recursive: true });
    }
  }
  afterStep(`spread-${path}`);
  return ok(undefined);
}
