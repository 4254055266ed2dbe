import { done } from '../../../shared/result';
import { hideNotice } from '../../store/app-store';
import type { HandlersOf } from '../dispatch';
import type { EngineParts } from '../engine';

/** The app itself, and tasks of any kind. */
export function appHandlers({
  store,
  settings,
  runner,
}: EngineParts): HandlersOf<'set-settings' | 'dismiss-notice' | 'cancel-operation' | 'dismiss-operation'> {
  return {
    'set-settings': ({ theme, notifications, commandLine }) => {
      const before = store.snapshot().state.settings;
      const changed = {
        ...before,
        theme: theme ?? before.theme,
        notifications: notifications ?? before.notifications,
        commandLine: commandLine ?? before.commandLine,
      };
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
