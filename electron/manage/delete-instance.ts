import { existsSync } from 'node:fs';
import { readdir, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Instance } from '../../shared/instance';
import { fail, ok, type Result } from '../../shared/result';
import { isWithin } from '../new-instance/folder-rules';
import { backUp } from '../backups/back-up';
import { backupFolderOf } from '../backups/backup-folder';
import { enterMaintenance, restoreIntent, type Entered } from '../operations/in-maintenance';
import type { JournalEntry } from '../operations/journal';
import type { OperationParts } from '../operations/operation-parts';
import type { Begun, OperationContext } from '../operations/operation-runner';
import { abandon } from '../replace-data/end-exchange';
import { isOurRecord } from './move-folders';
import { checkNoDrives, gather, gatheringFolderOf, isStillThere, namesToTake, spreadAgain } from './own-files';
import { drivesOfData } from '../operations/places-apart';
import { removeWorkFolder } from '../operations/work-folders';
import { STEP } from '../../shared/words/step-words';
import {
  deletedInWords,
  goneAlready,
  IN_TRASH_ALREADY,
  TRASH_GAVE_NO_REASON,
  withLeftovers,
} from '../../shared/words/outcome-words';
import { holdsBackupsOfInstance } from '../../shared/words/backup-folder-words';

export interface DeletionWish {
  /** As a person typed it. */
  readonly name: string;
  readonly backUpFirst: boolean;
  /** Also what is in the folder and does not belong to the instance, e.g. the rest of a project. */
  readonly everything?: boolean | undefined;
}

/**
 * Its folder goes to the trash, or its own part of a folder that has more in it; then it leaves the list, and what we kept of
 * it elsewhere goes. Its backups stay, a last one made now among them.
 */
export async function beginDeletion(
  instance: Instance,
  wish: DeletionWish,
  parts: OperationParts,
): Promise<Result<Begun>> {
  const { folder } = instance;
  if (wish.name !== instance.name) return fail({ code: 'name-not-matching', instanceName: instance.name });
  const names = await namesToTake(folder, wish.everything ?? false);
  if (!names.ok) return names;
  const backups = backupFolderOf(instance, parts);
  const going = names.value.length === 0 ? [folder] : names.value.map((name) => join(folder, name));
  if (going.some((path) => isWithin(backups, path))) {
    return fail({ code: 'folder-not-usable', path: folder, rule: holdsBackupsOfInstance(backups) });
  }
  const movable = await checkNoDrives(folder, names.value, 'trashed');
  if (!movable.ok) return movable;
  const apart = await drivesOfData(folder);
  return parts.runner.begin(instance.id, 'delete', async (context) => {
    const entered = await enterMaintenance(context, 'delete', instance, parts, {
      names: names.value,
      apart: apart.ok ? apart.value : [],
      ...(names.value.length > 0 && { target: gatheringFolderOf(instance) }),
    });
    if (!entered.ok) return entered;
    let deleted: Result<string> = fail({ code: 'cancelled' });
    try {
      deleted = await deleteWhileHeld(context, instance, wish, entered.value, parts);
    } finally {
      // Without its files it waits for the list to be writable: the next launch takes it off.
      if (!deleted.ok && isStillThere(entered.value.entry)) await restoreIntent(entered.value, parts);
    }
    return deleted;
  });
}

async function deleteWhileHeld(
  context: OperationContext,
  instance: Instance,
  { backUpFirst }: DeletionWish,
  { entry }: Entered,
  parts: OperationParts,
): Promise<Result<string>> {
  const { folder } = instance;
  if (!existsSync(folder)) return takeOffList(entry, goneAlready(folder), parts);
  const made = backUpFirst
    ? await backUp(context, instance, { reason: 'before-delete', label: '', inUse: false, entry }, parts)
    : null;
  if (made?.ok === false) return made;
  await removeWorkFolder(entry, parts.afterStep);
  if (!context.pointOfNoReturn()) return fail({ code: 'cancelled' });
  // Until this is noted, a folder that is not there is on a drive that is away.
  const noted = parts.journal.save({ ...entry, phase: 'swapping' });
  if (!noted.ok) return noted;
  parts.afterStep('noted-trashing');
  context.step(STEP.movingToTrash);
  let detail: string = TRASH_GAVE_NO_REASON;
  const { names, target = folder } = entry;
  try {
    if (names.length > 0) await gather(entry, parts);
    await parts.trash(target);
  } catch (error) {
    detail = (error as Error).message;
  }
  // Only the files themselves tell whether they are gone.
  if (names.length > 0) await spreadAgain(entry);
  if (isStillThere(entry)) return fail({ code: 'not-trashed', path: folder, detail });
  parts.afterStep('trashed');
  // Nothing in the window leads there any more.
  const backups = backupFolderOf(instance, parts);
  const last = made === null ? null : join(backups, made.value.fileName);
  const text = deletedInWords(folder, names.length === 0 ? null : basename(target), last, backups);
  return takeOffList(entry, text, parts);
}

async function takeOffList(entry: JournalEntry, text: string, parts: OperationParts): Promise<Result<string>> {
  const removed = parts.instances.remove(entry.instanceId);
  if (!removed.ok) return removed;
  parts.afterStep('removed-from-list');
  if (entry.names.length > 0) await removeRecord(entry.folder);
  const left = await removeTraces(entry, parts);
  parts.afterStep('removed-traces');
  parts.journal.remove(entry.id);
  parts.afterStep('removed-entry');
  return ok(withLeftovers(text, left));
}

/** Written anew in the background since the rest went; in the folder of a project nothing of ours is to be left. */
async function removeRecord(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!isOurRecord(name)) continue;
    // What is left says that it is off the list, and does no harm.
    await rm(join(folder, name), { force: true }).catch(() => undefined);
  }
}

/** Output, incidents, the record of its process, and its own folder of backups if there are none. */
export async function removeTraces(
  { instanceId }: Pick<JournalEntry, 'instanceId'>,
  { backupsFolder, traces }: OperationParts,
): Promise<readonly string[]> {
  // With backups in it, it stays.
  await rmdir(join(backupsFolder, instanceId)).catch(() => undefined);
  return traces.remove(instanceId);
}

/** At launch: whole on the list, or gone from both. */
export async function recoverDeletion(entry: JournalEntry, parts: OperationParts): Promise<Result<string>> {
  if (entry.phase === 'swapping' && entry.names.length > 0) await spreadAgain(entry);
  if (isStillThere(entry) || entry.phase === 'preparing')
    return abandon(entry, { code: 'operation-interrupted', kind: entry.kind }, parts);
  // With what it was in gone too, it is more likely out of reach than in the trash: the next launch looks again.
  if (!existsSync(entry.names.length === 0 ? dirname(entry.folder) : entry.folder)) {
    const instanceName = parts.store.instance(entry.instanceId)?.name ?? '';
    return fail({ code: 'operation-unfinished', instanceName, kind: entry.kind, path: entry.folder });
  }
  return takeOffList(entry, IN_TRASH_ALREADY, parts);
}
