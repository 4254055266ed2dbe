/** Where things are, the engine, and the desktop around it; nothing else. */
import { app, shell } from 'electron';
import ElectronStore from 'electron-store';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { AppNotice } from '../shared/app-state';
import { addressesOfNetworks } from '../shared/network-sharing';
import { errorWords } from '../shared/words/error-words';
import { serveCommands } from './command-line/serve-commands';
import { answerOnce } from './desktop/answer-once';
import { createAppLife, type AppLife } from './desktop/app-life';
import { declareAppScheme } from './desktop/app-protocol';
import { cannotStart } from './desktop/cannot-start';
import { shutDebuggingDoors } from './desktop/debugging';
import { enterHome, giveWay, type Home } from './desktop/enter-home';
import { lookAtFileLimit } from './desktop/file-limit';
import { openLog } from './desktop/log';
import { openScreen } from './desktop/open-screen';
import { programFolders } from './desktop/program-folders';
import { systemSecretKeeper } from './desktop/secret-keeper';
import { startMode, type StartMode } from './desktop/start-mode';
import { startUtilityJob } from './desktop/utility-job';
import { createEngine } from './engine/engine';
import { showNotice } from './store/app-store';
import { takeLoginPath } from './pocketbase/login-path';
import { defaultSources } from './pocketbase/sources/default-sources';
import { openVersionStore } from './pocketbase/version-store';
import type { OpenStoreFile } from './storage/open-store';
import { appPaths, placesOf, type AppPaths } from './storage/paths';
import { openUpdateFile } from './storage/update-file';

const openWithElectronStore: OpenStoreFile = (folder, name) =>
  new ElectronStore({ cwd: folder, name, configFileMode: 0o600 });

function main(): void {
  // Everything below, instances included, is readable by this user only.
  process.umask(0o077);
  shutDebuggingDoors();
  const found = appPaths(process.env);
  if (!found.ok) {
    cannotStart(errorWords(found.error));
    return;
  }
  const mode = startMode(process.argv);
  if (mode.kind === 'answer-once') {
    void answerOnce(mode.folder, found.value);
    return;
  }
  const files = lookAtFileLimit();
  if (files.refused !== null) {
    cannotStart(files.refused);
    return;
  }
  const home = enterHome(found.value, mode);
  if (!home.ok) {
    void giveWay(home.error, mode, found.value.control);
    return;
  }
  declareAppScheme();
  const life = createAppLife();
  app
    .whenReady()
    .then(() => build(found.value, life, home.value, mode, files.notices))
    .catch(life.startFailed);
}

async function build(
  paths: AppPaths,
  life: AppLife,
  home: Home,
  mode: StartMode,
  notices: readonly AppNotice[],
): Promise<void> {
  const log = openLog(paths.logs);
  takeLoginPath(log);
  const reportBug = (error: unknown): void => log('Something failed in a way that is a bug', error);
  const versionStore = await openVersionStore({ folder: paths.versions, sources: defaultSources() });
  if (!versionStore.ok) {
    cannotStart(errorWords(versionStore.error));
    return;
  }
  let openStarts = (): void => undefined;
  const engine = createEngine({
    paths,
    programFolders: programFolders(),
    facts: {
      appVersion: app.getVersion(),
      electronVersion: process.versions.electron,
      platform: process.platform,
      ...placesOf(paths),
    },
    openStoreFile: openWithElectronStore,
    startJob: startUtilityJob(join(__dirname, 'job.cjs')),
    versionStore: versionStore.value,
    secrets: systemSecretKeeper,
    trash: (path) => shell.trashItem(path),
    now: () => new Date(),
    addresses: () => addressesOfNetworks(networkInterfaces()),
    healthPausedUntilMs: life.healthPausedUntilMs,
    startsOpen: new Promise<void>((resolve) => (openStarts = resolve)),
    log,
    reportBug,
  });
  for (const notice of [...home.notices, ...notices]) showNotice(engine.store, notice);
  await engine.versions.refresh();
  const screen = openScreen(mode, {
    engine,
    isQuitting: life.isQuitting,
    quitThen: life.quitThen,
    updateFile: openUpdateFile(openWithElectronStore, paths.settings),
    downloads: paths.updates,
    log,
    reportBug,
  });
  const commands = serveCommands({
    engine,
    folder: paths.control,
    show: screen.showInstance,
    quit: () => app.quit(),
    reportBug,
  });
  life.attend({
    endInstances: async () => {
      await Promise.all([engine.quit(life.endOfApp() ?? 'quit'), commands.close()]);
    },
    killInstances: () => engine.instances.killAll(),
    sleeps: () => engine.sharing.sleeps(),
    woken: () => {
      void engine.scheduled.look();
      engine.maintenanceEnds.look();
      engine.sharing.look();
    },
    log,
  });
  home.onKnock((words) => screen.knocked(words));
  // A window that cannot be made keeps nothing from being served.
  void screen.begin().catch(reportBug).finally(openStarts);
  void engine
    .resume()
    .catch(reportBug)
    .then(() => {
      engine.scheduled.start();
      engine.maintenanceEnds.start();
      engine.sharing.start();
    });
  log(`Basekeeper ${app.getVersion()} on Electron ${process.versions.electron}`);
}

main();
