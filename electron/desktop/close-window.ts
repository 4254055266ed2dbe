import { dialog, Notification } from 'electron';
import { isUnderway } from '../../shared/operation';
import { CLOSE_WORDS } from '../../shared/words/close-words';
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

/** What the person chose for it; a window is hidden only where a tray brings it back, and the first time that is said. */
export async function windowClosed(window: MainWindow, parts: CloseParts): Promise<void> {
  const { store, quit } = parts;
  const { whenClosed } = store.snapshot().state.settings;
  const withTray = await hasTrayHost();
  if (whenClosed === 'quit') {
    if (asksBeforeQuitting(parts)) await askToQuit(window, parts);
    else quit();
  } else if (!withTray) {
    await askToQuit(window, parts, CLOSE_WORDS.noTray);
  } else if (whenClosed === 'ask') await askWhatToClose(window, parts);
  else hideToTray(window, parts);
}

function hideToTray(window: MainWindow, { store, settings }: CloseParts): void {
  window.hide();
  const before = store.snapshot().state.settings;
  if (before.closeHintShown) return;
  const changed = { ...before, closeHintShown: true };
  if (settings.saveSettings(changed).ok) store.apply({ type: 'settings-changed', settings: changed });
  new Notification({
    title: CLOSE_WORDS.stillRunning,
    body: CLOSE_WORDS.openAgain,
  }).show();
}

/** The answer says all that quitting ends, so it is not asked a second time. */
async function askWhatToClose(window: MainWindow, parts: CloseParts): Promise<void> {
  const parent = window.browserWindow;
  if (parent === null) return;
  const { instances, operations } = parts.store.snapshot().state;
  const { response } = await dialog.showMessageBox(parent, {
    type: 'question',
    message: CLOSE_WORDS.keepRunning,
    detail: [CLOSE_WORDS.inTheTray, ...tasksBeforeQuitting(operations)].join('\n\n'),
    buttons: [CLOSE_WORDS.keepInTray, quitLabel(countAlive(instances), operations), 'Cancel'],
    defaultId: 0,
    cancelId: 2,
  });
  if (response === 0) hideToTray(window, parts);
  else if (response === 1) parts.quit();
}

/** Is something underway that must not end without a word? */
export const hasTasks = ({ store }: Pick<CloseParts, 'store'>): boolean =>
  store.snapshot().state.operations.some(isUnderway);

/** Is there anything that quitting would end? */
const endsSomething = ({ store }: Pick<CloseParts, 'store'>): boolean =>
  countAlive(store.snapshot().state.instances) > 0 || hasTasks({ store });

/** Is quitting to be asked about? A task always is. */
export const asksBeforeQuitting = ({ store }: Pick<CloseParts, 'store'>): boolean =>
  hasTasks({ store }) || (store.snapshot().state.settings.askBeforeQuitting && endsSomething({ store }));

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
  const rest = why ?? (alive === 0 ? null : CLOSE_WORDS.stops);
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
