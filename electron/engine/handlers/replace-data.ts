import { beginChangeOfVersion, beginGoingBack, previewChangeOfVersion } from '../../replace-data/change-version';
import { beginRestore, previewRestore } from '../../replace-data/restore';
import type { HandlersOf } from '../dispatch';
import type { EngineParts } from '../engine';
import { begun, keeper } from './begun';

/** Restores, changes of version, going back. */
export function replaceDataHandlers({
  store,
  versions,
  inInstance,
  operations,
}: EngineParts): HandlersOf<
  'preview-restore' | 'restore-backup' | 'preview-version-change' | 'change-version' | 'go-back'
> {
  const kept = keeper({ store, versions });
  return {
    'preview-restore': ({ instanceId, source }) =>
      inInstance(instanceId, (instance) => previewRestore(instance, source, operations)),
    'restore-backup': async ({ instanceId, ...wish }) => {
      const restore = await inInstance(instanceId, (instance) => beginRestore(instance, wish, operations));
      return begun(kept(wish.version, instanceId, restore));
    },
    'preview-version-change': ({ instanceId, version }) =>
      inInstance(instanceId, (instance) => previewChangeOfVersion(instance, version, operations)),
    'change-version': async ({ instanceId, ...wish }) => {
      const change = await inInstance(instanceId, (instance) => beginChangeOfVersion(instance, wish, operations));
      return begun(kept(wish.version, instanceId, change));
    },
    'go-back': async ({ instanceId, ...wish }) => {
      const goingBack = await inInstance(instanceId, (instance) => beginGoingBack(instance, wish, operations));
      return begun(kept(store.instance(instanceId)?.upgrade?.from, instanceId, goingBack));
    },
  };
}
