import type { HandlersOf } from '../dispatch';
import type { EngineParts } from '../engine';
import { begun, keeper } from './begun';

/** Restores, changes of version, going back. */
export function replaceDataHandlers({
  store,
  versions,
  operating,
}: EngineParts): HandlersOf<
  'preview-restore' | 'restore-backup' | 'preview-version-change' | 'change-version' | 'go-back'
> {
  const kept = keeper({ store, versions });
  return {
    'preview-restore': ({ instanceId, source }) => operating.previewRestore(instanceId, source),
    'restore-backup': async ({ instanceId, ...wish }) =>
      begun(kept(wish.version, instanceId, await operating.restore(instanceId, wish))),
    'preview-version-change': ({ instanceId, version }) => operating.previewVersion(instanceId, version),
    'change-version': async ({ instanceId, version, tryFirst, evenIfFewer }) =>
      begun(kept(version, instanceId, await operating.changeVersion(instanceId, version, tryFirst, evenIfFewer))),
    'go-back': async ({ instanceId, evenIfFewer }) =>
      begun(
        kept(store.instance(instanceId)?.upgrade?.from, instanceId, await operating.goBack(instanceId, evenIfFewer)),
      ),
  };
}
