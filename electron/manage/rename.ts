import type { InstanceId } from '../../shared/instance';
import { operationOn } from '../../shared/operation';
import { fail, ok, type Result } from '../../shared/result';
import { checkNameFree } from '../new-instance/check-unique';
import { backupFolderOf } from '../backups/backup-folder';
import type { OperationParts } from '../operations/operation-parts';

/** The name is a label: nothing on the disk is called by it, so it may change while the instance runs. */
export function renameInstance(id: InstanceId, name: string, parts: OperationParts): Result<undefined> {
  const free = checkNameFree(name, parts.store, id);
  if (!free.ok) return free;
  const changed = parts.instances.change(id, { name });
  if (changed.ok) parts.runner.instanceRenamed(id, name);
  return changed;
}

/**
 * Only without a process. Nothing is deleted, and its output and incidents are kept for a month; its own record in the folder says that it is off the list, so that it comes
 * back when a person opens the folder, and not by itself.
 */
export function removeFromList(
  id: InstanceId,
  parts: OperationParts,
): Result<{ readonly folder: string; readonly backupsFolder: string }> {
  const instance = parts.store.instance(id);
  if (instance === undefined) return fail({ code: 'unknown-instance', instanceId: id });
  const { operations } = parts.store.snapshot().state;
  const underway = operationOn(operations, id);
  if (underway !== undefined) {
    return fail({ code: 'operation-underway', instanceName: instance.name, kind: underway.kind });
  }
  const removed = parts.instances.remove(id);
  if (!removed.ok) return removed;
  parts.traces.keepForAWhile(id);
  return ok({ folder: instance.folder, backupsFolder: backupFolderOf(instance, parts) });
}
