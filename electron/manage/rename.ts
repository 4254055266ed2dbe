import type { InstanceId } from '../../shared/instance';
import type { Result } from '../../shared/result';
import { checkNameFree } from '../new-instance/check-unique';
import type { OperationParts } from '../operations/operation-parts';

/** The name is a label: nothing on the disk is called by it, so it may change while the instance runs. */
export function renameInstance(id: InstanceId, name: string, parts: OperationParts): Result<undefined> {
  const { store } = parts;
  const free = checkNameFree(name, store, id);
  if (!free.ok) return free;
  const changed = parts.instances.change(id, { name });
  // What is told of its tasks from now on names it as it is called by now.
  const operations = store
    .snapshot()
    .state.operations.map((one) => (one.instanceId === id ? { ...one, instanceName: name } : one));
  if (changed.ok) store.apply({ type: 'operations-changed', operations });
  return changed;
}
