/** Everything that needs no Electron, built once: the app in its window and the tests under plain Node stand on it. */
import { join } from 'node:path';
import type { EndOfApp } from '../../shared/activity';
import type { AppFacts, AppNotice } from '../../shared/app-state';
import type { EngineCommand } from '../../shared/ipc';
import { RECOMMENDED_VERSION } from '../../shared/pocketbase-version';
import { NO_UPDATES } from '../../shared/updates';
import { errorWords } from '../../shared/words/error-words';
import { databaseBytes } from '../data/database-files';
import { dataCheck } from '../data/quick-check';
import { jobRunner, type RunJob, type StartJobProcess } from '../data/run-job';
import { createAppStore, hideNotice, showNotice, type AppStore } from '../store/app-store';
import type { CreationParts } from '../new-instance/create-instance';
import { createNetworkSharing, type NetworkSharing, type NetworkSharingParts } from '../instances/network-sharing';
import { newId, newPassword } from '../instances/identifiers';
import type { OpeningParts } from '../new-instance/inspect-folder';
import { createInstances, type Instances } from '../instances/instances';
import { createMaintenanceBegins } from '../instances/begin-maintenance';
import { createMaintenanceEnds, type MaintenanceEnds } from '../instances/end-maintenance';
import { tellWhatChanged } from '../instances/tell-what-changed';
import { keepActivity, tellSessionEnds } from '../instances/keep-activity';
import { createUsageKeeper, type UsageKeeper } from '../instances/keep-usage';
import { launchOptionsOpener, type SecretKeeper } from '../supervision/secrets';
import type { LaunchOptionsParts } from '../instances/set-launch-options';
import { createStartQueue } from '../supervision/start-queue';
import type { SupervisorTiming } from '../supervision/supervisor-parts';
import { createVersions, type Versions } from '../instances/versions';
import { controlResponder } from '../maintenance-responder/control-responder';
import { createResponder } from '../maintenance-responder/responder';
import { createCrashDrills, type CrashDrills } from './crash-drill';
import { createDispatch, type Dispatch, type HandlersOf } from './dispatch';
import { whyNoJob } from './too-few-files';
import { engineHandlers } from './handlers/handlers';
import { inInstance, type InInstance } from './in-instance';
import { creationNotes, isOfCreation, type Journal } from '../operations/journal';
import { createOperationRunner, type OperationRunner } from '../operations/operation-runner';
import { recover, unfinishedInstances } from './recover';
import { createScheduledBackups, type ScheduledBackups } from '../backups/scheduled-backups';
import { createRemovals, type Removals } from '../manage/removals';
import type { OperationParts } from '../operations/operation-parts';
import { beginBackup } from '../backups/back-up';
import type { AfterStep } from '../operations/work-folders';
import type { VersionStore } from '../pocketbase/version-store';
import { openActivityFiles, type ActivityFiles } from '../storage/activity-files';
import { openDrillFile } from '../storage/drill-file';
import { folderRecords } from '../storage/folder-records';
import { openHealthyStartFiles } from '../storage/healthy-start-files';
import { openIncidentFiles } from '../storage/incident-files';
import { openInstanceList, type InstanceListFile } from '../storage/instance-list';
import { createInstanceTraces } from '../storage/instance-traces';
import { openJournalFiles } from '../storage/journal-files';
import type { OpenStoreFile } from '../storage/open-store';
import { filesOfOurOwn, type AppPaths } from '../storage/paths';
import { openQuitTasks } from '../storage/quit-tasks';
import { openRunFiles } from '../storage/run-files';
import { openSettingsFile, type SettingsFile } from '../storage/settings-file';
import { startNotices } from '../storage/start-notices';
import { openUsageFiles } from '../storage/usage-files';

/** How soon what could not be saved is tried again. */
const WRITE_AGAIN_MS = 5000;

/** What the surroundings have to provide. */
export interface EnginePorts {
  readonly paths: AppPaths;
  /** Where the program itself lies: no place for an instance. */
  readonly programFolders: readonly string[];
  readonly facts: AppFacts;
  readonly openStoreFile: OpenStoreFile;
  readonly startJob: StartJobProcess;
  readonly versionStore: VersionStore;
  readonly secrets: SecretKeeper;
  /** Moves a file or folder to the trash of the system; rejects when there is none. */
  readonly trash: (path: string) => Promise<void>;
  readonly now: () => Date;
  /** At which others may reach this computer now. */
  readonly addresses: NetworkSharingParts['addresses'];
  /** Health questions do not count before this moment (`performance.now()`), e.g. after the computer slept. */
  readonly healthPausedUntilMs: () => number;
  readonly log: (message: string, error?: unknown) => void;
  /** Takes exceptions, which are bugs. */
  readonly reportBug: (error: unknown) => void;
  /** Called after each step of an operation on the disk. */
  readonly afterStep?: AfterStep;
  /** Whether this computer has so much to do that a start deserves another try; left out: as the system says. */
  readonly isOverloaded?: () => boolean;
  readonly timing?: SupervisorTiming;
  /** Starts wait for it, so that they do not hold up the window; left out: they do not wait. */
  readonly startsOpen?: Promise<unknown>;
  /** How often it is looked whether another process serves the data too; in milliseconds. */
  readonly ownershipIntervalMs?: number;
  /** For what has to know of each job that an operation has done. */
  readonly aroundJobs?: (runJob: RunJob) => RunJob;
}

/** What commands are carried out with. */
export interface EngineParts {
  readonly store: AppStore;
  readonly settings: SettingsFile;
  readonly list: InstanceListFile;
  readonly instances: Instances;
  readonly activity: ActivityFiles;
  readonly usage: UsageKeeper;
  readonly versions: Versions;
  readonly creation: CreationParts;
  readonly opening: OpeningParts;
  readonly launchOptions: LaunchOptionsParts;
  readonly runner: OperationRunner;
  /** Finds an instance by its id. */
  readonly inInstance: InInstance;
  /** What operations on the data of an instance are carried out with. */
  readonly operations: OperationParts;
  readonly removals: Removals;
  readonly drills: CrashDrills;
  readonly scheduled: ScheduledBackups;
  readonly maintenanceEnds: MaintenanceEnds;
  readonly sharing: NetworkSharing;
  readonly clock: () => Date;
  /** Folder of Basekeeper’s own log. */
  readonly logs: string;
  readonly journal: Journal;
  readonly runJob: RunJob;
  readonly isQuitting: () => boolean;
}

export interface Engine extends EngineParts {
  /** For a client that has commands of its own besides. */
  readonly handlers: HandlersOf<EngineCommand>;
  /** For every other client. */
  readonly dispatch: Dispatch;
  /**
   * At launch, once: takes up what survived, starts what is meant to run, then finishes or undoes what an earlier life of
   * the app left in the middle. Resolves when that is done; instances are served long before.
   */
  resume(): Promise<void>;
  /** Every process ends, all ports are let go of, everything is written; nothing that is wanted changes. */
  quit(how?: EndOfApp): Promise<void>;
}

export function createEngine(ports: EnginePorts): Engine {
  const { paths, openStoreFile, versionStore, secrets, log, reportBug, afterStep = () => undefined } = ports;
  let end: EndOfApp | null = null;
  const isQuitting = (): boolean => end !== null;
  const settings = openSettingsFile(openStoreFile, paths.settings);
  const store = createAppStore(
    {
      facts: ports.facts,
      instances: [],
      settings: settings.settings(),
      versions: [],
      installations: [],
      operations: [],
      backups: [],
      questions: [],
      drill: null,
      updates: NO_UPDATES,
      notices: startNotices([settings.unusableFile]),
    },
    reportBug,
  );
  const notices = {
    show: (notice: AppNotice): void => showNotice(store, notice),
    hide: (id: string): void => hideNotice(store, id),
  };
  const journal = openJournalFiles(openStoreFile, paths.operations);
  const list = openInstanceList(openStoreFile, paths, notices, isOfCreation(journal.load()));
  const incidents = openIncidentFiles(openStoreFile, paths.incidents);
  const activity = openActivityFiles({ folder: paths.activity, now: () => new Date(), log });
  const records = openRunFiles(openStoreFile, paths.runs);
  const startsFolder = join(paths.runs, 'healthy');
  const starts = openHealthyStartFiles(openStoreFile, startsFolder, log);
  const rings = openUsageFiles(paths.usage, log);
  const logsFolder = join(paths.logs, 'instances');
  const traces = createInstanceTraces({
    folders: [logsFolder, paths.incidents, paths.activity, paths.usage, paths.runs, startsFolder],
    forget: (id) => {
      incidents.forget(id);
      activity.forget(id);
      rings.forget(id);
      records.forget(id);
      starts.forget(id);
    },
  });
  keepActivity(store, activity, () => end);
  tellWhatChanged({ store, starts, incidents, reportBug });
  const answering = controlResponder(store, createResponder({ reportBug }));
  const versions = createVersions(versionStore, store);
  const quitTasks = openQuitTasks(openStoreFile, paths.settings);
  const runner = createOperationRunner({ store, newId, isQuitting, journal, quitTasks, reportBug });
  const runJob = jobRunner(ports.startJob, whyNoJob);
  const instances = createInstances({
    store,
    list,
    incidents,
    records,
    versions: versionStore,
    secrets,
    logsFolder,
    newId,
    isQuitting,
    whyBlocked: runner.whyBlocked,
    isKnownOperation: (id) => journal.isKnown(id),
    tellSessionEnd: tellSessionEnds(store, activity),
    startQueue: createStartQueue(undefined, undefined, ports.startsOpen),
    checkData: dataCheck(runJob),
    portReleased: (port) => answering.portReleased(port),
    healthPausedUntilMs: ports.healthPausedUntilMs,
    reportBug,
    ...(ports.isOverloaded === undefined ? {} : { isOverloaded: ports.isOverloaded }),
    ...(ports.timing === undefined ? {} : { timing: ports.timing }),
    ...(ports.ownershipIntervalMs === undefined ? {} : { ownershipIntervalMs: ports.ownershipIntervalMs }),
  });
  const creation: CreationParts = {
    store,
    instances,
    instancesFolder: paths.instances,
    newId,
    newPassword,
    recommendedVersion: RECOMMENDED_VERSION,
    notes: creationNotes(journal),
    afterStep,
    folders: new Set(),
    underway: new Set(),
    provideExecutable: versions.provideExecutable,
  };
  const ownFolders = [...ports.programFolders, ...filesOfOurOwn(paths)];
  const operations: OperationParts = {
    store,
    instances,
    runner,
    journal,
    records,
    traces,
    runJob: ports.aroundJobs?.(runJob) ?? runJob,
    provideExecutable: versions.provideExecutable,
    openLaunchOptions: launchOptionsOpener(secrets),
    backupsFolder: paths.backups,
    instancesFolder: paths.instances,
    logsFolder,
    trash: ports.trash,
    appVersion: ports.facts.appVersion,
    newId,
    afterStep,
  };
  const find = inInstance(store);
  const scheduled = createScheduledBackups({
    store,
    runJob,
    backupsFolder: paths.backups,
    backUp: (id, wish) => find(id, (instance) => beginBackup(instance, wish, operations)),
    now: ports.now,
    reportBug,
  });
  const writing = setInterval(() => instances.writeUnsaved(), WRITE_AGAIN_MS);
  writing.unref();

  const parts: EngineParts = {
    store,
    settings,
    list,
    instances,
    activity,
    usage: createUsageKeeper({ store, rings, databaseBytes, now: ports.now, reportBug }),
    versions,
    creation,
    opening: { creation, records: folderRecords, ownFolders },
    launchOptions: { store, instances, versions: versionStore, secrets },
    runner,
    inInstance: find,
    operations,
    removals: createRemovals(operations),
    drills: createCrashDrills({
      store,
      instances,
      creation,
      traces,
      file: openDrillFile(openStoreFile, paths.settings),
      backupsFolder: paths.backups,
      copiesSettled: () => list.copiesSettled(),
      now: ports.now,
      log,
      reportBug,
    }),
    scheduled,
    maintenanceEnds: createMaintenanceEnds({
      store,
      instances,
      now: ports.now,
      alsoLook: createMaintenanceBegins({ store, instances, activity, now: ports.now }),
    }),
    sharing: createNetworkSharing({ store, instances, now: ports.now, addresses: ports.addresses }),
    clock: ports.now,
    logs: paths.logs,
    journal,
    runJob,
    isQuitting,
  };
  const handlers = engineHandlers(parts, reportBug);

  return {
    ...parts,
    handlers,
    dispatch: createDispatch(handlers, reportBug),
    resume: async () => {
      parts.usage.start();
      parts.sharing.closeOverdue();
      const found = instances.resume(unfinishedInstances(journal));
      const unusable = [incidents, records, journal].flatMap((files) => files.unusableFiles());
      for (const notice of startNotices([...unusable, quitTasks.unusableFile])) showNotice(store, notice);
      await recover(found, operations);
      await parts.drills.recover();
    },
    quit: async (how = 'quit') => {
      end = how;
      clearInterval(writing);
      scheduled.end();
      parts.maintenanceEnds.end();
      parts.sharing.end();
      const marked = records.sessionEnds();
      if (!marked.ok) log(errorWords(marked.error).text);
      const ended = runner.quit().then((noted) => {
        if (!noted.ok) log(errorWords(noted.error).text);
      });
      await Promise.all([instances.quit(), ended, answering.close(), parts.usage.end(), ...creation.underway]);
      // What an operation may still have begun.
      await instances.quit();
      await parts.drills.quit();
      instances.writeUnsaved();
      await list.copiesSettled();
    },
  };
}
