import type { HandlersOf } from '../dispatch';
import type { EngineParts } from '../engine';
import { begun } from './begun';

/** The other tasks on an instance, and its superusers. */
export function manageHandlers({
  operating,
}: EngineParts): HandlersOf<
  | 'check-integrity'
  | 'compact'
  | 'get-sizes'
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
    'check-integrity': ({ instanceId }) => begun(operating.checkIntegrity(instanceId)),
    compact: ({ instanceId }) => begun(operating.compact(instanceId)),
    'get-sizes': ({ instanceId }) => operating.sizes(instanceId),
    'rename-instance': ({ instanceId, name }) => operating.rename(instanceId, name),
    'put-back-on-list': ({ instanceId }) => operating.putBackOnList(instanceId),
    'remove-from-list': ({ instanceId }) => operating.removeFromList(instanceId),
    'delete-instance': async ({ instanceId, ...wish }) => begun(await operating.deleteInstance(instanceId, wish)),
    'look-into-folder': ({ instanceId }) => operating.lookIntoFolder(instanceId),
    'clone-instance': ({ instanceId, ...wish }) => begun(operating.clone(instanceId, wish)),
    'move-instance': async ({ instanceId, folder, everything }) =>
      begun(await operating.move(instanceId, folder, everything)),
    'list-superusers': ({ instanceId }) => operating.superusers(instanceId),
    'save-superuser': ({ instanceId, ...superuser }) => operating.saveSuperuser(instanceId, superuser),
  };
}
