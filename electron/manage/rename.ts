import type { InstanceId } from '../../shared/ids';
import type { Result } from '../../shared/result';
import { checkNameFree } from '../new-instance/check-unique';
import type { OperationParts } from '../operations/operation-parts';

/** The name is a label: nothing on the disk is called by it, so it may change while the instance runs. */
export function renameInstance(id: InstanceId, name: string, parts: OperationParts): Result<undefined> {
  const free = checkNameFree(name, parts.store, id);
  if (!free.ok) return free;
  const changed = parts.instances.change(id, { name });
  if (changed.ok) parts.runner.instanceRenamed(id, name);
  return changed;
}
