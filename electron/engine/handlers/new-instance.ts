import type { AddedInstance } from '../../../shared/ipc';
import type { InstanceId } from '../../../shared/instance';
import { ok } from '../../../shared/result';
import { createInstance, newInstanceDefaults } from '../../new-instance/create-instance';
import { inspectFolder } from '../../new-instance/inspect-folder';
import { openFolder } from '../../new-instance/open-folder';
import { beginChangeOfVersion } from '../../replace-data/change-version';
import type { HandlersOf } from '../dispatch';
import type { EngineParts } from '../engine';
import { keeper } from './begun';

/** Puts instances on the list. */
export function newInstanceHandlers({
  store,
  creation,
  opening,
  versions,
  inInstance,
  operations,
}: EngineParts): HandlersOf<
  'get-new-instance-defaults' | 'create-instance' | 'inspect-folder' | 'open-folder-as-instance'
> {
  const kept = keeper({ store, versions });
  const addedWith = (instanceId: InstanceId, wanted: number): AddedInstance => {
    const port = store.instance(instanceId)?.port ?? wanted;
    return { instanceId, portTaken: port === wanted ? null : wanted };
  };
  return {
    'get-new-instance-defaults': () => newInstanceDefaults(creation),
    'create-instance': async (input) => {
      const { version, name } = input;
      const created = await versions.keepWhile(version, name, () => createInstance(input, creation));
      return created.ok ? ok(addedWith(created.value, input.port)) : created;
    },
    'inspect-folder': ({ folder }) => inspectFolder(folder, opening),
    'open-folder-as-instance': async (input) => {
      const { version, name } = input;
      const opened = await versions.keepWhile(version, name, () =>
        openFolder(input, opening, async (id, to, tryFirst) => {
          const wish = { version: to, tryFirst };
          const change = await inInstance(id, (instance) => beginChangeOfVersion(instance, wish, operations));
          return kept(to, id, change);
        }),
      );
      return opened.ok ? ok(addedWith(opened.value, input.port)) : opened;
    },
  };
}
