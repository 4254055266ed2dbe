import type { Settings } from '../../../shared/app-state';
import { done } from '../../../shared/result';
import { checkParentFolder } from '../../new-instance/check-parent-folder';
import { hideNotice } from '../../store/app-store';
import type { HandlersOf } from '../dispatch';
import type { EngineParts } from '../engine';

/** The app itself, and tasks of any kind. */
export function appHandlers({
  store,
  settings,
  runner,
  opening,
}: EngineParts): HandlersOf<'set-settings' | 'dismiss-notice' | 'cancel-operation' | 'dismiss-operation'> {
  return {
    'set-settings': async (wish) => {
      const { newInstancesFolder = null } = wish;
      if (newInstancesFolder !== null) {
        const { instances } = store.snapshot().state;
        const usable = await checkParentFolder(newInstancesFolder, { instances, ownFolders: opening.ownFolders });
        if (!usable.ok) return usable;
      }
      // Read after the wait: another choice may have been saved by then.
      const chosen = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined));
      const changed: Settings = { ...store.snapshot().state.settings, ...chosen };
      const saved = settings.saveSettings(changed);
      if (saved.ok) store.apply({ type: 'settings-changed', settings: changed });
      return saved;
    },
    'dismiss-notice': ({ noticeId }) => {
      hideNotice(store, noticeId);
      return done;
    },
    'cancel-operation': ({ operationId }) => runner.cancel(operationId),
    'dismiss-operation': ({ operationId }) => runner.dismiss(operationId),
  };
}
