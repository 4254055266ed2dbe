import { dialog, Notification } from 'electron';
import type { AppStore } from '../instances/app-store';
import { countAlive } from '../instances/instances';
import type { SettingsFile } from '../storage/settings-file';
import type { MainWindow } from './main-window';
import { quitLabel } from './tray-menu';
import { hasTrayHost } from './tray-host';

export interface CloseParts {
  readonly store: AppStore;
  readonly settings: SettingsFile;
  readonly quit: () => void;
}

/** Closing hides the window where a tray brings it back, and says so the first time; elsewhere it asks. */
export async function windowClosed(window: MainWindow, { store, settings, quit }: CloseParts): Promise<void> {
  const alive = countAlive(store.snapshot().state.instances);
  if (await hasTrayHost()) {
    window.hide();
    const before = store.snapshot().state.settings;
    if (before.closeHintShown) return;
    const changed = { ...before, closeHintShown: true };
    if (settings.saveSettings(changed).ok) store.apply({ type: 'settings-changed', settings: changed });
    new Notification({
      title: 'Basekeeper is still here',
      body: 'Your instances keep running. Open the window again from the icon in the tray, or quit there.',
    }).show();
    return;
  }
  const parent = window.browserWindow;
  if (parent === null) return;
  const { response } = await dialog.showMessageBox(parent, {
    type: 'question',
    message: 'Quit Basekeeper?',
    detail:
      'This desktop shows no tray icon, so a hidden window could not be brought back. Instances run only while Basekeeper does.',
    buttons: [quitLabel(alive), 'Keep open'],
    defaultId: 1,
    cancelId: 1,
  });
  if (response === 0) quit();
}
