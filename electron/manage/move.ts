import { mkdir, rmdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Instance } from '../../shared/instance';
import { operationOn } from '../../shared/operation';
import { fail, ok, type Result } from '../../shared/result';
import type { LeftOut } from '../../shared/what-is-backed-up';
import { leftOutInWords } from '../../shared/words/left-out-words';
import { claimFolder, type ClaimedFolder } from '../new-instance/claim-folder';
import { foldersOf } from '../pocketbase/arguments';
import { needsCopyInstead, renamePatiently } from '../disk/rename';
import { syncFolder } from '../disk/sync';
import { syncMadeFolders } from '../disk/made-folders';
import { checkSpace } from '../operations/free-space';
import { enterMaintenance, restoreIntent, type Entered } from '../operations/in-maintenance';
import type { JournalEntry } from '../operations/journal';
import { contentsOf, copiesIn, removeOriginal, removeTarget, switchTo } from './move-folders';
import type { OperationParts } from '../operations/operation-parts';
import { checkLinkedUploads, checkNoDrives, moveNames, namesToTake } from './own-files';
import type { Begun, OperationContext } from '../operations/operation-runner';
import { STEP } from '../../shared/words/step-words';
import { movedTo } from '../../shared/words/outcome-words';
import { cannotBe } from '../../shared/words/folder-words';

export interface MoveWish {
  readonly folder: string;
  /** Also what is in the folder and does not belong to the instance, e.g. the rest of a project. */
  readonly everything?: boolean | undefined;
}

/** To an empty folder or a missing one: the whole folder, or its own part of one that has more in it. Renames where possible. */
export async function beginMove(
  instance: Instance,
  { folder: wanted, everything = false }: MoveWish,
  parts: OperationParts,
): Promise<Result<Begun>> {
  const underway = operationOn(parts.store.snapshot().state.operations, instance.id);
  if (underway !== undefined) {
    return fail({ code: 'operation-underway', instanceName: instance.name, kind: underway.kind });
  }
  const names = await namesToTake(instance.folder, everything);
  if (!names.ok) return names;
  const movable = await checkNoDrives(instance.folder, names.value, 'moved');
  if (!movable.ok) return movable;
  const linked = await checkLinkedUploads(instance.folder);
  if (!linked.ok) return linked;
  const claimed = await claimFolder(wanted, parts.store);
  if (!claimed.ok) return claimed;
  const begun = parts.runner.begin(instance.id, 'move', (context) =>
    move(context, instance, claimed.value, names.value, parts),
  );
  if (!begun.ok) await claimed.value.unclaim();
  return begun;
}

async function move(
  context: OperationContext,
  instance: Instance,
  { path: target, firstMade }: ClaimedFolder,
  names: readonly string[],
  parts: OperationParts,
): Promise<Result<string>> {
  const places = { target, names, ...(firstMade !== null && { targetMade: firstMade }) };
  const entered = await enterMaintenance(context, 'move', instance, parts, places);
  if (!entered.ok) {
    await removeTarget({ ...places, folder: instance.folder });
    return entered;
  }
  const { entry } = entered.value;
  let moved: Result<Moved> = fail({ code: 'cancelled' });
  try {
    moved = await moveWhileHeld(context, instance, entered.value, parts);
  } catch (error) {
    moved = fail({ code: 'folder-not-usable', path: target, rule: cannotBe('moved to', (error as Error).message) });
  } finally {
    if (!moved.ok) {
      await removeTarget(entry);
      await restoreIntent(entered.value, parts);
    }
  }
  if (!moved.ok) return moved;
  const arrived = moved.value.entry;
  const text = await finishMove(arrived, parts);
  const notStarted = await restoreIntent({ ...entered.value, entry: { ...arrived, folder: target } }, parts);
  return ok([text, leftOutInWords(moved.value.leftOut), notStarted ?? ''].filter((one) => one !== '').join(' '));
}

/** The instance is in its new folder, as far as the list goes: the original goes, unless it has become the copy by a rename. */
export async function finishMove(entry: JournalEntry, parts: OperationParts): Promise<string> {
  const { target = entry.folder } = entry;
  parts.journal.save({ ...entry, phase: 'done', unfinished: [] });
  parts.afterStep('noted-done');
  const left = await removeOriginal(entry);
  parts.afterStep('removed-original');
  const others = entry.names.length > 0 ? 'of-others' : 'none';
  return movedTo(target, entry.folder, left ? 'left-behind' : others);
}

interface Moved {
  /** As it stands in the journal. */
  readonly entry: JournalEntry;
  /** What holds nothing that could be copied to another drive. */
  readonly leftOut: readonly LeftOut[];
}

/** The list has the new folder then. */
async function moveWhileHeld(
  context: OperationContext,
  instance: Instance,
  { entry }: Entered,
  parts: OperationParts,
): Promise<Result<Moved>> {
  const { folder } = instance;
  const { target = folder } = entry;
  // Before anything is removed that could be needed should it not be there.
  await syncMadeFolders(target, entry.targetMade);
  const settled = await parts.runJob('settle-data', { dataFolder: foldersOf(folder).data }, context);
  if (!settled.ok) return settled;
  const onSameDrive = (await stat(folder)).dev === (await stat(target)).dev;
  const byRenames = entry.names.length > 0 ? renameNames : renameFolder;
  const renamed = onSameDrive ? await byRenames(context, entry, parts) : null;
  if (renamed?.ok === false) return renamed;
  const arrived =
    renamed?.ok === true ? ok({ entry: renamed.value, leftOut: [] }) : await copyFolder(context, entry, parts);
  if (!arrived.ok) return arrived;
  const switched = switchTo(target, arrived.value.entry, parts);
  if (switched.ok) return arrived;
  // Back: nothing has been started in the new place.
  if (renamed !== null && entry.names.length > 0) await takeBack(entry, parts);
  else if (renamed !== null) await renamePatiently(target, folder);
  else await removeCopies(arrived.value.entry, parts);
  return switched;
}

/** Null: the system cannot, although it is one drive. */
async function renameFolder(
  context: OperationContext,
  entry: JournalEntry,
  parts: OperationParts,
): Promise<Result<JournalEntry> | null> {
  const { folder, target = folder } = entry;
  if (!context.pointOfNoReturn()) return fail({ code: 'cancelled' });
  context.step(STEP.movingFolder);
  const swapping: JournalEntry = { ...entry, phase: 'swapping' };
  const noted = parts.journal.save(swapping);
  if (!noted.ok) return noted;
  parts.afterStep('noted-renaming');
  await rmdir(target);
  parts.afterStep('made-way');
  try {
    await renamePatiently(folder, target);
  } catch (error) {
    if (!needsCopyInstead(error)) throw error;
    await syncMadeFolders(target, await mkdir(target, { recursive: true, mode: 0o700 }));
    return null;
  }
  parts.afterStep('renamed');
  for (const changed of new Set([dirname(target), dirname(folder)])) await syncFolder(changed);
  parts.afterStep('synced');
  return ok(swapping);
}

/** Null: the system cannot, although it is one drive; then nothing has been moved. */
async function renameNames(
  context: OperationContext,
  entry: JournalEntry,
  parts: OperationParts,
): Promise<Result<JournalEntry> | null> {
  const { folder, target = folder } = entry;
  if (!context.pointOfNoReturn()) return fail({ code: 'cancelled' });
  context.step(STEP.movingFiles);
  const noted = parts.journal.save({ ...entry, phase: 'swapping' });
  if (!noted.ok) return noted;
  parts.afterStep('noted-renaming');
  try {
    await moveNames(await contentsOf(entry), folder, target, (name) => parts.afterStep(`renamed-${name}`));
  } catch (error) {
    await moveNames(await contentsOf(entry), target, folder, () => undefined);
    if (!needsCopyInstead(error)) throw error;
    return null;
  }
  // From here on the new place counts.
  const arrived: JournalEntry = { ...entry, phase: 'starting' };
  const told = parts.journal.save(arrived);
  if (told.ok) return ok(arrived);
  await takeBack(entry, parts);
  return told;
}

/** Only once it is written down that it is on its way back. */
async function takeBack(entry: JournalEntry, parts: OperationParts): Promise<void> {
  const { folder, target = folder } = entry;
  if (!parts.journal.save({ ...entry, phase: 'swapping' }).ok) return;
  await moveNames(await contentsOf(entry), target, folder, () => undefined);
}

/** Only once it is written down that they do not count any more; else they stay. */
async function removeCopies(entry: JournalEntry, parts: OperationParts): Promise<void> {
  const { folder, target = folder } = entry;
  const unfinished = copiesIn(target, await contentsOf(entry));
  const copying: JournalEntry = { ...entry, phase: 'preparing', unfinished };
  if (parts.journal.save(copying).ok) await removeTarget(copying);
}

async function copyFolder(
  context: OperationContext,
  entry: JournalEntry,
  parts: OperationParts,
): Promise<Result<Moved>> {
  const { folder, target = folder } = entry;
  const names = await contentsOf(entry);
  const copying: JournalEntry = { ...entry, phase: 'preparing', unfinished: copiesIn(target, names) };
  const noted = parts.journal.save(copying);
  if (!noted.ok) return noted;
  parts.afterStep('noted-copying');
  const sizes = await parts.runJob('room-for-copy', { folder, names }, context);
  if (!sizes.ok) return sizes;
  const fits = await checkSpace(target, sizes.value.bytes);
  if (!fits.ok) return fits;
  const copied = await parts.runJob('copy-tree', { from: folder, to: target, names }, context);
  parts.afterStep('copied');
  const result = copied.ok && !context.pointOfNoReturn() ? fail({ code: 'cancelled' } as const) : copied;
  // The copies are all that is in there: it was empty.
  if (!result.ok) {
    await removeTarget(copying);
    return result;
  }
  const whole: JournalEntry = { ...copying, phase: 'starting', unfinished: [] };
  const told = parts.journal.save(whole);
  if (!told.ok) await removeTarget(copying);
  parts.afterStep('noted-copied');
  return told.ok ? ok({ entry: whole, leftOut: result.value.leftOut }) : told;
}
