import { app, session } from 'electron';
import { join } from 'node:path';
import { createDispatch } from '../engine/dispatch';
import type { Engine } from '../engine/engine';
import type { UpdateFile } from '../storage/update-file';
import { hideNotice, showNotice } from '../store/app-store';
import { createAppMenu } from './app-menu';
import { APP_ORIGIN, serveAppFiles } from './app-protocol';
import { askToQuit, asksBeforeQuitting, hasTasks, windowClosed } from './close-window';
import { createDesktopActions } from './desktop-actions';
import { lockDown } from './lock-down';
import { loginItem } from './login-item';
import { MainWindow } from './main-window';
import { announceIncidents } from './notifications';
import { openUpdates } from './open-updates';
import { createTray } from './tray';
import { createTrayActions } from './tray-actions';
import { OutputWatch, publishChanges } from './publish';
import { UsageWatch } from './usage-watch';
import { serveWindow } from './window-client';
import { windowCommands, type Watch } from './window-commands';

export interface DesktopParts {
  readonly engine: Engine;
  readonly isQuitting: () => boolean;
  readonly quitThen: (last: () => void) => void;
  readonly updateFile: UpdateFile;
  /** Of updates. */
  readonly downloads: string;
  readonly log: (message: string, error?: unknown) => void;
  readonly reportBug: (error: unknown) => void;
}

/** The window, the tray, the notifications and the menu: all of them clients of the engine. The window is not shown yet. */
export function openDesktop(parts: DesktopParts): MainWindow {
  const { engine, isQuitting, log, reportBug } = parts;
  const { store, settings, instances } = engine;
  const quit = (): void => app.quit();
  lockDown(session.defaultSession, APP_ORIGIN);
  serveAppFiles(session.defaultSession, join(__dirname, '../renderer'));
  const window = new MainWindow({
    preload: join(__dirname, '../preload/index.cjs'),
    savedBounds: () => settings.windowBounds(),
    saveBounds: (bounds) => settings.saveWindowBounds(bounds),
    pageGone: () => menu.set(null),
    mayClose: (closing) => {
      if (!isQuitting()) void windowClosed(closing, { store, settings, quit });
      return isQuitting();
    },
    notices: {
      show: (notice) => showNotice(store, notice),
      hide: (id) => hideNotice(store, id),
    },
    log,
  });
  const output = new OutputWatch(instances, (push) => window.send(push));
  const usage = new UsageWatch({
    store,
    isSeen: () => window.isSeen,
    send: (push) => window.send(push),
    reportBug,
  });
  const watch: Watch = {
    set: (id) => {
      usage.set(id);
      return output.set(id);
    },
  };
  const updates = openUpdates(parts);
  const menu = createAppMenu({
    act: (commandId) => window.showAnd({ type: 'act', commandId }),
    quit: () => {
      if (asksBeforeQuitting({ store })) void askToQuit(window, { store, quit });
      else quit();
    },
  });
  const commands = windowCommands({
    engine,
    updates,
    desktop: createDesktopActions(store, window),
    login: loginItem(),
    watch,
    setMenuBar: (menuBar) => menu.set(menuBar),
    pageListens: () => window.pageListens(),
  });
  publishChanges(store, (push) => window.send(push));
  engine.usage.onLooked(() => window.send({ type: 'usage-kept' }));
  announceIncidents({
    store,
    isOnScreen: (id) => window.isWatched && output.watched === id,
    openInstance: (instanceId, incidentId) => window.showAnd({ type: 'show-instance', instanceId, incidentId }),
    openWindow: () => window.show(),
    log,
  });
  serveWindow({
    dispatch: createDispatch({ ...engine.handlers, ...commands }, reportBug),
    trustedOrigin: APP_ORIGIN,
    mainWindow: () => window.contents,
  });
  createTray(
    store,
    createTrayActions({
      instances,
      window,
      store,
      // Its line says what ends; of a task more is to be said than has room there.
      quit: () => {
        if (!hasTasks({ store })) {
          quit();
          return;
        }
        window.show();
        void askToQuit(window, { store, quit });
      },
    }),
  );
  app.on('activate', () => window.show());
  updates.begin();
  return window;
}
