import type { InstanceId } from '../../shared/ids';
import type { Instance } from '../../shared/instance';
import { operationOn } from '../../shared/operation';
import { done, fail, ok, type Result } from '../../shared/result';
import { backupFolderOf } from '../backups/backup-folder';
import { checkNameFree } from '../new-instance/check-unique';
import type { OperationParts } from '../operations/operation-parts';

type Removed = { readonly folder: string; readonly backupsFolder: string };

export interface Removals {
  remove(id: InstanceId): Result<Removed>;
  /** One of this session, as it was: stopped or in maintenance. */
  putBack(id: InstanceId): Result<undefined>;
}

/** Instances that are taken off the list, and put back while the app is open. */
export function createRemovals(parts: OperationParts): Removals {
  const removed = new Map<InstanceId, Instance>();
  return {
    remove: (id) => {
      const instance = parts.store.instance(id);
      const answer = removeFromList(id, parts);
      if (answer.ok && instance !== undefined) removed.set(id, instance);
      return answer;
    },
    putBack: (id) => {
      const instance = removed.get(id);
      if (parts.store.instance(id) !== undefined) return done;
      if (instance === undefined) return fail({ code: 'unknown-instance', instanceId: id });
      const free = checkNameFree(instance.name, parts.store);
      if (!free.ok) return free;
      const added = parts.instances.add({ ...instance, maintenanceAnswer: { kind: 'none' } });
      if (added.ok) removed.delete(id);
      return added;
    },
  };
}

/**
 * Only without a process. Nothing is deleted, and its output and incidents are kept for a month; its own record in the folder says that it is off
 * the list, so that it comes back when a person opens the folder, and not by itself.
 */
function removeFromList(
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
