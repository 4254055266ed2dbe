import { beginIntegrityCheck } from '../../manage/check-integrity';
import { beginClone } from '../../manage/clone';
import { beginCompacting } from '../../manage/compact';
import { beginDeletion } from '../../manage/delete-instance';
import { sizesOf } from '../../manage/get-sizes';
import { requestFiguresOf } from '../../manage/get-request-figures';
import { beginMove } from '../../manage/move';
import { lookInto } from '../../manage/own-files';
import { renameInstance } from '../../manage/rename';
import { listSuperusers, setSuperuser } from '../../manage/superusers';
import type { HandlersOf } from '../dispatch';
import type { EngineParts } from '../engine';
import { begun } from './begun';

/** The other tasks on an instance, and its superusers. */
export function manageHandlers({
  inInstance,
  operations,
  removals,
  clock,
}: EngineParts): HandlersOf<
  | 'check-integrity'
  | 'compact'
  | 'get-sizes'
  | 'get-request-figures'
  | 'rename-instance'
  | 'remove-from-list'
  | 'put-back-on-list'
  | 'delete-instance'
  | 'look-into-folder'
  | 'clone-instance'
  | 'move-instance'
  | 'list-superusers'
  | 'save-superuser'
> {
  return {
    'check-integrity': ({ instanceId }) =>
      begun(inInstance(instanceId, (instance) => beginIntegrityCheck(instance, operations))),
    compact: ({ instanceId }) => begun(inInstance(instanceId, (instance) => beginCompacting(instance, operations))),
    'get-sizes': ({ instanceId }) => inInstance(instanceId, (instance) => sizesOf(instance, operations)),
    'get-request-figures': ({ instanceId }) =>
      inInstance(instanceId, (instance) => requestFiguresOf(instance, clock(), operations)),
    'rename-instance': ({ instanceId, name }) =>
      inInstance(instanceId, ({ id }) => renameInstance(id, name, operations)),
    'remove-from-list': ({ instanceId }) => removals.remove(instanceId),
    'put-back-on-list': ({ instanceId }) => removals.putBack(instanceId),
    'delete-instance': async ({ instanceId, ...wish }) =>
      begun(await inInstance(instanceId, (instance) => beginDeletion(instance, wish, operations))),
    'look-into-folder': ({ instanceId }) => inInstance(instanceId, ({ folder }) => lookInto(folder)),
    'clone-instance': ({ instanceId, ...wish }) =>
      begun(inInstance(instanceId, (instance) => beginClone(instance, wish, operations))),
    'move-instance': async ({ instanceId, ...wish }) =>
      begun(await inInstance(instanceId, (instance) => beginMove(instance, wish, operations))),
    'list-superusers': ({ instanceId }) => inInstance(instanceId, (instance) => listSuperusers(instance, operations)),
    'save-superuser': ({ instanceId, ...superuser }) =>
      inInstance(instanceId, (instance) => setSuperuser(instance, superuser, operations)),
  };
}
