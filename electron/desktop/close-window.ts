import { dialog, Notification } from 'electron';
import { isUnderway } from '../../shared/operation';
import { quitLabel, tasksBeforeQuitting } from '../../shared/words/quit-words';
import type { AppStore } from '../store/app-store';
import { countAlive } from '../instances/instances';
import type { SettingsFile } from '../storage/settings-file';
import type { MainWindow } from './main-window';
import { hasTrayHost } from './tray-host';

export interface CloseParts {
  readonly store: AppStore;
  readonly settings: SettingsFile;
  readonly quit: () => void;
}

/** Closing hides the window where a tray brings it back, and says so the first time; elsewhere it asks. */
export async function windowClosed(window: MainWindow, { store, settings, quit }: CloseParts): Promise<void> {
  if (await hasTrayHost()) {
    window.hide();
    const before = store.snapshot().state.settings;
    if (before.closeHintShown) return;
    const changed = { ...before, closeHintShown: true };
    if (settings.saveSettings(changed).ok) store.apply({ type: 'settings-changed', settings: changed });
    new Notification({
      title: 'Basekeeper is still running',
      body: 'Your instances keep running. Open the window again from the icon in the tray, or quit there.',
    }).show();
    return;
  }
  await askToQuit(
    window,
    { store, quit },
    'This desktop shows no tray icon, so a hidden window could not be brought back. Instances run only while Basekeeper does.',
  );
}

const STOPS = 'What runs now is stopped, and started again when you open Basekeeper the next time.';

/** Is something underway that must not end without a word? */
export const hasTasks = ({ store }: Pick<CloseParts, 'store'>): boolean =>
  store.snapshot().state.operations.some(isUnderway);

/** Is there anything that quitting would end? */
export const endsSomething = ({ store }: Pick<CloseParts, 'store'>): boolean =>
  countAlive(store.snapshot().state.instances) > 0 || hasTasks({ store });

/** Quits, after one question that says what it ends. */
export async function askToQuit(
  window: MainWindow,
  { store, quit }: Pick<CloseParts, 'store' | 'quit'>,
  why: string | null = null,
): Promise<void> {
  const parent = window.browserWindow;
  if (parent === null) {
    quit();
    return;
  }
  const { instances, operations } = store.snapshot().state;
  const alive = countAlive(instances);
  const rest = why ?? (alive === 0 ? null : STOPS);
  const { response } = await dialog.showMessageBox(parent, {
    type: 'question',
    message: 'Quit Basekeeper?',
    detail: [...tasksBeforeQuitting(operations), ...(rest === null ? [] : [rest])].join('\n\n'),
    buttons: [quitLabel(alive, operations), 'Cancel'],
    defaultId: 1,
    cancelId: 1,
  });
  if (response === 0) quit();
}
