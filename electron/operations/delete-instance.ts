import { existsSync } from 'node:fs';
import { rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Instance } from '../../shared/instance';
import { fail, ok, type Result } from '../../shared/result';
import { isWithin } from '../instances/folder-rules';
import { backUp } from './back-up';
import { backupFolderOf } from './backup-folder';
import { enterMaintenance, giveBack, type Entered } from './in-maintenance';
import type { JournalEntry } from './journal';
import type { OperationParts } from './operation-parts';
import type { Begun, Task } from './operations';
import { abandon } from './end-exchange';
import { removeWorkFolder } from './work-folders';

export interface DeletionWish {
  /** As a person typed it. */
  readonly name: string;
  readonly backUpFirst: boolean;
}

/**
 * Its folder goes to the trash, then it leaves the list, and what we kept of it elsewhere goes. Its backups stay, a last one
 * made now among them.
 */
export function beginDeletion(instance: Instance, wish: DeletionWish, parts: OperationParts): Result<Begun> {
  if (wish.name !== instance.name) return fail({ code: 'name-not-matching', instanceName: instance.name });
  const backups = backupFolderOf(instance, parts);
  if (isWithin(backups, instance.folder)) {
    const rule = `holds the backups of the instance (${backups}), which are to outlive it`;
    return fail({ code: 'folder-not-usable', path: instance.folder, rule });
  }
  return parts.operations.begin(instance.id, 'delete', async (task) => {
    const entered = await enterMaintenance(task, 'delete', instance, parts);
    if (!entered.ok) return entered;
    let deleted: Result<string> = fail({ code: 'cancelled' });
    try {
      deleted = await deleteWhileHeld(task, instance, wish, entered.value, parts);
    } finally {
      // Without its folder it waits for the list to be writable: the next launch takes it off.
      if (!deleted.ok && existsSync(instance.folder)) await giveBack(entered.value, parts);
    }
    return deleted;
  });
}

async function deleteWhileHeld(
  task: Task,
  instance: Instance,
  { backUpFirst }: DeletionWish,
  { entry }: Entered,
  parts: OperationParts,
): Promise<Result<string>> {
  const { folder } = instance;
  if (!existsSync(folder)) return takeOffList(entry, `${folder} was gone already.`, parts);
  const made = backUpFirst
    ? await backUp(task, instance, { reason: 'before-delete', label: '', inUse: false, entry }, parts)
    : null;
  if (made?.ok === false) return made;
  await removeWorkFolder({ id: task.id, folder }, parts.afterStep);
  if (!task.pointOfNoReturn()) return fail({ code: 'cancelled' });
  // Until this is noted, a folder that is not there is on a drive that is away.
  const noted = parts.journal.save({ ...entry, phase: 'swapping' });
  if (!noted.ok) return noted;
  parts.afterStep('noted-trashing');
  task.step('Moving to the trash');
  let detail = 'The system said nothing about why';
  try {
    await parts.trash(folder);
  } catch (error) {
    detail = (error as Error).message;
  }
  // Only the folder itself tells whether it is gone.
  if (existsSync(folder)) return fail({ code: 'not-trashed', path: folder, detail });
  parts.afterStep('trashed');
  // Nothing in the window leads there any more.
  const backups = backupFolderOf(instance, parts);
  const backup =
    made === null
      ? `No last backup was made; earlier ones, if there are any, are in ${backups}.`
      : `The last backup is ${join(backups, made.value.fileName)}.`;
  return takeOffList(entry, `${folder} is in the trash. ${backup}`, parts);
}

async function takeOffList(entry: JournalEntry, text: string, parts: OperationParts): Promise<Result<string>> {
  const removed = parts.instances.remove(entry.instanceId);
  if (!removed.ok) return removed;
  parts.afterStep('removed-from-list');
  const left = await removeTraces(entry, parts);
  parts.afterStep('removed-traces');
  parts.journal.remove(entry.id);
  parts.afterStep('removed-entry');
  return ok(left.length === 0 ? text : `${text} This could not be removed: ${left.join(', ')}.`);
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
  if (existsSync(entry.folder) || entry.phase === 'preparing')
    return abandon(entry, { code: 'operation-interrupted', kind: entry.kind }, parts);
  // With what it was in gone too, it is more likely out of reach than in the trash: the next launch looks again.
  if (!existsSync(dirname(entry.folder))) {
    const instanceName = parts.store.instance(entry.instanceId)?.name ?? '';
    return fail({ code: 'operation-unfinished', instanceName, kind: entry.kind, path: entry.folder });
  }
  return takeOffList(entry, 'Its folder is in the trash already, so it was taken off the list.', parts);
}
