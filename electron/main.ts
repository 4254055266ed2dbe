/** Builds the parts in order, and nothing else. */
import { app, dialog, session, shell } from 'electron';
import ElectronStore from 'electron-store';
import { join } from 'node:path';
import type { AppNotice } from '../shared/app-state';
import { errorWords } from '../shared/words/error-words';
import { RECOMMENDED_VERSION } from '../shared/pocketbase-version';
import { setAppMenu } from './desktop/app-menu';
import { createAppLife } from './desktop/app-life';
import { APP_ORIGIN, declareAppScheme, serveAppFiles } from './desktop/app-protocol';
import { askToQuit, endsSomething, hasTasks, windowClosed } from './desktop/close-window';
import { createDesktopActions } from './desktop/desktop-actions';
import { lockDown } from './desktop/lock-down';
import { openLog } from './desktop/log';
import { MainWindow } from './desktop/main-window';
import { announceIncidents } from './desktop/notifications';
import { programFolders } from './desktop/program-folders';
import { systemSecretKeeper } from './desktop/secret-keeper';
import { createTray } from './desktop/tray';
import { createTrayActions } from './desktop/tray-actions';
import { createAppStore, hideNotice, showNotice } from './instances/app-store';
import type { CreationParts } from './instances/create-instance';
import { newId, newPassword } from './instances/identifiers';
import { createInstances } from './instances/instances';
import { keepActivity } from './instances/keep-activity';
import { servingOpener } from './instances/secrets';
import { createVersions } from './instances/versions';
import { createHandlers, type Watch } from './ipc/handlers';
import { OutputWatch, publishChanges } from './ipc/publish';
import { serve } from './ipc/serve';
import { UsageWatch } from './ipc/usage-watch';
import { keepAnswering } from './maintenance/keep-answering';
import { createResponder } from './maintenance/responder';
import { takeLoginPath } from './pocketbase/login-path';
import { defaultSources } from './pocketbase/sources/default-sources';
import { openVersionStore } from './pocketbase/version-store';
import { folderRecords } from './storage/folder-records';
import { creationNotes, isOfCreation } from './operations/journal';
import { createOperating } from './operations/create-operating';
import { createOperations } from './operations/operations';
import { unfinishedInstances } from './operations/recover';
import { dataCheck } from './data/quick-check';
import { createScheduledBackups } from './operations/scheduled-backups';
import { jobRunner } from './data/run-job';
import { startUtilityJob } from './desktop/utility-job';
import { openJournalFiles } from './storage/journal-files';
import { createInstanceTraces } from './storage/instance-traces';
import { openActivityFiles } from './storage/activity-files';
import { openIncidentFiles } from './storage/incident-files';
import { openInstanceList } from './storage/instance-list';
import type { OpenStoreFile } from './storage/open-store';
import { appPaths, filesOfOurOwn, type AppPaths } from './storage/paths';
import { openRunFiles } from './storage/run-files';
import { openQuitTasks } from './storage/quit-tasks';
import { openSettingsFile } from './storage/settings-file';
import { startNotices } from './storage/start-notices';

const openWithElectronStore: OpenStoreFile = (folder, name) =>
  new ElectronStore({ cwd: folder, name, configFileMode: 0o600 });

/** How soon what could not be saved is tried again. */
const WRITE_AGAIN_MS = 5000;

function endWith(title: string, text: string): void {
  dialog.showErrorBox(title, text);
  app.exit(1);
}

function main(): void {
  // Everything below, instances included, is readable by this user only.
  process.umask(0o077);
  const found = appPaths(process.env);
  if (!found.ok) {
    const { title, text } = errorWords(found.error);
    endWith(title, text);
    return;
  }
  app.setPath('userData', found.value.electronData);
  if (!app.requestSingleInstanceLock()) {
    app.exit(0);
    return;
  }
  declareAppScheme();
  app
    .whenReady()
    .then(() => build(found.value))
    .catch((error: unknown) => {
      endWith('Basekeeper could not start', `${String(error)}. Your instances were not touched.`);
    });
}

async function build(paths: AppPaths): Promise<void> {
  const log = openLog(paths.logs);
  takeLoginPath(log);
  const life = createAppLife();
  const versionStore = await openVersionStore({ folder: paths.versions, sources: defaultSources() });
  if (!versionStore.ok) {
    const { title, text } = errorWords(versionStore.error);
    endWith(title, text);
    return;
  }
  const settings = openSettingsFile(openWithElectronStore, paths.settings);
  const reportBug = (error: unknown): void => log('Something failed in a way that is a bug', error);
  const store = createAppStore(
    {
      facts: {
        appVersion: app.getVersion(),
        electronVersion: process.versions.electron,
        platform: process.platform,
        home: paths.home ?? paths.settings,
      },
      instances: [],
      settings: settings.settings(),
      versions: [],
      installations: [],
      operations: [],
      backups: [],
      notices: startNotices([settings.setAside]),
    },
    reportBug,
  );
  const journal = openJournalFiles(openWithElectronStore, paths.operations);
  const notices = {
    show: (notice: AppNotice): void => showNotice(store, notice),
    hide: (id: string): void => hideNotice(store, id),
  };
  const list = openInstanceList(openWithElectronStore, paths, notices, isOfCreation(journal.load()));
  const incidents = openIncidentFiles(openWithElectronStore, paths.incidents);
  const activity = openActivityFiles({ folder: paths.activity, now: () => new Date(), log });
  const records = openRunFiles(openWithElectronStore, paths.runs);
  const logsFolder = join(paths.logs, 'instances');
  const traces = createInstanceTraces({
    folders: [logsFolder, paths.incidents, paths.activity, paths.runs],
    forget: (id) => {
      incidents.forget(id);
      activity.forget(id);
      records.forget(id);
    },
  });
  keepActivity(store, activity, life.isQuitting);
  const answering = keepAnswering(store, createResponder({ reportBug }));
  const versions = createVersions(versionStore.value, store);
  const quitTasks = openQuitTasks(openWithElectronStore, paths.settings);
  const operations = createOperations({ store, newId, isQuitting: life.isQuitting, journal, quitTasks, reportBug });
  const runJob = jobRunner(startUtilityJob(join(__dirname, 'job.cjs')));
  await versions.refresh();
  const instances = createInstances({
    store,
    list,
    incidents,
    records,
    versions: versionStore.value,
    secrets: systemSecretKeeper,
    logsFolder,
    newId,
    isQuitting: life.isQuitting,
    whyHeld: operations.whyHeld,
    isKnownOperation: (id) => journal.isKnown(id),
    checkData: dataCheck(runJob),
    portReleased: (port) => answering.portReleased(port),
    healthPausedUntilMs: life.healthPausedUntilMs,
    reportBug,
  });
  const creation: CreationParts = {
    store,
    instances,
    instancesFolder: paths.instances,
    newId,
    newPassword,
    recommendedVersion: RECOMMENDED_VERSION,
    notes: creationNotes(journal),
    afterStep: () => undefined,
    underway: new Set(),
    provideExecutable: (version, options) => versions.provideExecutable(version, options),
  };

  const operating = createOperating({
    store,
    instances,
    operations,
    journal,
    records,
    traces,
    runJob,
    provideExecutable: creation.provideExecutable,
    openServing: servingOpener(systemSecretKeeper),
    backupsFolder: paths.backups,
    instancesFolder: paths.instances,
    logsFolder,
    trash: (path) => shell.trashItem(path),
    appVersion: app.getVersion(),
    newId,
    afterStep: () => undefined,
  });
  const scheduled = createScheduledBackups({
    store,
    runJob,
    backupsFolder: paths.backups,
    backUp: (id, wish) => operating.backUp(id, wish),
    now: () => new Date(),
    reportBug,
  });

  const quit = (): void => app.quit();
  lockDown(session.defaultSession, APP_ORIGIN);
  serveAppFiles(session.defaultSession, join(__dirname, '../renderer'));
  const window = new MainWindow({
    preload: join(__dirname, '../preload/index.cjs'),
    savedBounds: () => settings.windowBounds(),
    saveBounds: (bounds) => settings.saveWindowBounds(bounds),
    mayClose: (closing) => {
      if (!life.isQuitting()) void windowClosed(closing, { store, settings, quit });
      return life.isQuitting();
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
  const handlers = createHandlers({
    store,
    instances,
    creation,
    opening: { creation, records: folderRecords, ownFolders: [...programFolders(), ...filesOfOurOwn(paths)] },
    serving: { store, instances, versions: versionStore.value, secrets: systemSecretKeeper },
    versions,
    settings,
    activity,
    desktop: createDesktopActions(store, window),
    operations,
    operating,
    watch,
    pageListens: () => window.pageListens(),
  });

  publishChanges(store, (push) => window.send(push));
  announceIncidents({
    store,
    isOnScreen: (id) => window.isWatched && output.watched === id,
    openInstance: (instanceId, incidentId) => window.showAnd({ type: 'show-instance', instanceId, incidentId }),
    openWindow: () => window.show(),
    log,
  });
  serve({
    handlers,
    trustedOrigin: APP_ORIGIN,
    mainWindow: () => window.contents,
    reportBug,
  });
  const writing = setInterval(() => instances.writeUnsaved(), WRITE_AGAIN_MS);
  life.attend({
    endInstances: async () => {
      clearInterval(writing);
      scheduled.end();
      const written = records.sessionEnds();
      if (!written.ok) log(errorWords(written.error).text);
      const ended = operations.quit().then((noted) => {
        if (!noted.ok) log(errorWords(noted.error).text);
      });
      await Promise.all([instances.quit(), ended, answering.close(), ...creation.underway]);
      // What an operation may still have begun.
      await instances.quit();
      instances.writeUnsaved();
      await list.copiesSettled();
    },
    killInstances: () => instances.killAll(),
    woken: () => void scheduled.look(),
    log,
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
  setAppMenu({
    newInstance: () => window.showAnd({ type: 'show-new-instance' }),
    quit: () => {
      if (endsSomething({ store })) void askToQuit(window, { store, quit });
      else quit();
    },
  });
  app.on('second-instance', () => window.show());
  app.on('activate', () => window.show());

  const found = instances.resume(unfinishedInstances(journal));
  void operating.recover(found).catch(reportBug).then(scheduled.start);
  const setAside = [...incidents.setAside(), ...records.setAside(), ...journal.setAside(), quitTasks.setAside];
  for (const notice of startNotices(setAside)) showNotice(store, notice);
  window.show();
  log(`Basekeeper ${app.getVersion()} on Electron ${process.versions.electron}`);
}

main();
