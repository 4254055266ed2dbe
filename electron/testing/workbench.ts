/** A supervisor and everything below it, on real files, with real processes; under plain Node. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Conf from 'conf';
import type { AppState } from '../../shared/app-state';
import type { NewInstance } from '../../shared/input';
import type { Instance } from '../../shared/instance';
import { fail, ok, type Result } from '../../shared/result';
import { createAppStore, hideNotice, showNotice, type AppStore } from '../instances/app-store';
import { createInstance, newInstanceDefaults, type CreationParts } from '../instances/create-instance';
import { newId, newPassword } from '../instances/identifiers';
import type { OpeningParts } from '../instances/inspect-folder';
import { createInstances, type Instances } from '../instances/instances';
import { keepActivity } from '../instances/keep-activity';
import { servingOpener } from '../instances/secrets';
import type { ServingParts } from '../instances/set-serving';
import type { SupervisorTiming } from '../instances/supervisor-parts';
import { keepAnswering } from '../maintenance/keep-answering';
import { createResponder } from '../maintenance/responder';
import { folderRecords } from '../storage/folder-records';
import { dataCheck } from '../data/quick-check';
import type { JobInput, JobName } from '../data/job-contract';
import { jobRunner, type RunJob } from '../data/run-job';
import { createOperating, type Operating } from '../operations/create-operating';
import { creationNotes, isOfCreation, type Journal } from '../operations/journal';
import { createOperations, type Operations } from '../operations/operations';
import { createScheduledBackups, type ScheduledBackups } from '../operations/scheduled-backups';
import type { AfterStep } from '../operations/work-folders';
import { openJournalFiles } from '../storage/journal-files';
import { fileKeyring, type FileKeyring } from './file-keyring';
import { startNodeJob } from './node-job';
import { testVersions, type TestVersions } from './test-versions';
import { moveToTrash } from './trash-folder';
import { openActivityFiles, type ActivityFiles } from '../storage/activity-files';
import { openIncidentFiles } from '../storage/incident-files';
import { createInstanceTraces } from '../storage/instance-traces';
import { openInstanceList, type InstanceListFile } from '../storage/instance-list';
import type { OpenStoreFile } from '../storage/open-store';
import { openQuitTasks } from '../storage/quit-tasks';
import { openRunFiles } from '../storage/run-files';

const checkout = resolve(import.meta.dirname, '../..');
/** conf is what electron-store is made of, without Electron. */
export const openWithConf: OpenStoreFile = (folder, name) =>
  new Conf({ cwd: folder, configName: name, configFileMode: 0o600, projectName: 'basekeeper' });

export const INITIAL_STATE: AppState = {
  facts: { appVersion: '0.0.0', electronVersion: '0', platform: process.platform, home: '' },
  instances: [],
  settings: { theme: 'system', notifications: true, closeHintShown: false },
  versions: [],
  installations: [],
  operations: [],
  backups: [],
  notices: [],
};

export type Superuser = NewInstance['superuser'];

export interface WorkbenchOptions {
  readonly home?: string;
  readonly timing?: SupervisorTiming;
  readonly healthPausedUntilMs?: () => number;
  readonly ownershipIntervalMs?: number;
  /** Programs that stand for versions of PocketBase. */
  readonly standIns?: Readonly<Record<string, string>>;
  /** Called after each step of an operation on the disk. */
  readonly afterStep?: AfterStep;
  /** Called before each job that an operation has done for it. */
  readonly beforeJob?: (name: JobName, input: JobInput<JobName>) => void;
  /** The clock of scheduled backups. */
  readonly now?: () => Date;
  /** Instead of a folder that stands for the trash. */
  readonly trash?: (path: string) => Promise<void>;
}

export interface Workbench {
  readonly home: string;
  readonly store: AppStore;
  readonly list: InstanceListFile;
  readonly instances: Instances;
  readonly activity: ActivityFiles;
  readonly creation: CreationParts;
  readonly opening: OpeningParts;
  readonly operations: Operations;
  readonly operating: Operating;
  /** Not started: a test calls `look`. */
  readonly scheduled: ScheduledBackups;
  readonly journal: Journal;
  readonly runJob: RunJob;
  readonly versions: TestVersions;
  readonly secrets: FileKeyring;
  readonly serving: ServingParts;
  /** Creates and starts an instance the way the dialog does; throws when refused. */
  create(name: string, version: string, superuser?: Superuser): Promise<Instance>;
  now(id: string): Instance;
  /** Resolves once the condition holds for the instance; rejects after the limit with what it was instead. */
  until(
    id: string,
    description: string,
    condition: (instance: Instance) => boolean,
    limitMs?: number,
  ): Promise<Instance>;
  untilRunning(id: string): Promise<Instance>;
  untilMaintenance(id: string): Promise<Instance>;
  /** As quitting the app does it: every process ends, all ports are let go of, nothing that is wanted changes. */
  quit(): Promise<void>;
  /** The same files, opened again as after a restart of the app. Nothing of the first may run any more. */
  reopen(): Workbench;
  /** Quits and deletes the files. */
  dispose(): Promise<void>;
}

export function createWorkbench(options: WorkbenchOptions = {}): Workbench {
  process.umask(0o077);
  const scratch = join(checkout, '.cache/tests');
  mkdirSync(scratch, { recursive: true });
  const home = options.home ?? mkdtempSync(join(scratch, 'home-'));
  const reportBug = (error: unknown): void => {
    throw error;
  };
  const store = createAppStore(INITIAL_STATE, reportBug);
  let quitting = false;
  const afterStep = options.afterStep ?? (() => undefined);
  const answering = keepAnswering(store, createResponder({ reportBug }));
  const versions = testVersions(home, options.standIns ?? {});
  const secrets = fileKeyring(join(home, 'keyring', 'key'));
  const records = openRunFiles(openWithConf, join(home, 'runs'));
  const runJob = jobRunner(startNodeJob);
  const journal = openJournalFiles(openWithConf, join(home, 'operations'));
  const quitTasks = openQuitTasks(openWithConf, join(home, 'settings'));
  const operations = createOperations({ store, newId, isQuitting: () => quitting, journal, quitTasks, reportBug });
  const list = openInstanceList(
    openWithConf,
    { settings: join(home, 'settings'), instances: join(home, 'instances') },
    { show: (notice) => showNotice(store, notice), hide: (id) => hideNotice(store, id) },
    isOfCreation(journal.load()),
  );
  const incidents = openIncidentFiles(openWithConf, join(home, 'incidents'));
  // Where a drive is full, the others have more to say.
  const activity = openActivityFiles({ folder: join(home, 'activity'), now: () => new Date(), log: () => undefined });
  keepActivity(store, activity, () => quitting);
  const traces = createInstanceTraces({
    folders: ['logs', 'incidents', 'activity', 'runs'].map((name) => join(home, name)),
    forget: (id) => {
      incidents.forget(id);
      activity.forget(id);
      records.forget(id);
    },
  });
  const instances = createInstances({
    store,
    list,
    incidents,
    records,
    versions,
    secrets,
    logsFolder: join(home, 'logs'),
    newId,
    isQuitting: () => quitting,
    whyHeld: operations.whyHeld,
    isKnownOperation: (id) => journal.isKnown(id),
    checkData: dataCheck(runJob),
    portReleased: (port) => answering.portReleased(port),
    healthPausedUntilMs: options.healthPausedUntilMs ?? (() => 0),
    reportBug,
    ...(options.timing === undefined ? {} : { timing: options.timing }),
    ...(options.ownershipIntervalMs === undefined ? {} : { ownershipIntervalMs: options.ownershipIntervalMs }),
  });
  const creation: CreationParts = {
    store,
    instances,
    instancesFolder: join(home, 'instances'),
    newId,
    newPassword,
    recommendedVersion: '0.40.6',
    notes: creationNotes(journal),
    afterStep,
    underway: new Set(),
    provideExecutable: async (version, options) => {
      const found = await versions.find(version, options?.signal);
      return found === undefined
        ? fail({ code: 'version-not-available', version, detail: 'Run `npm test` once.' })
        : ok(found.executable);
    },
  };
  const opening: OpeningParts = { creation, records: folderRecords, ownFolders: [join(home, 'settings')] };
  const operating = createOperating({
    store,
    instances,
    operations,
    journal,
    records,
    traces,
    runJob: (name, input, job) => {
      options.beforeJob?.(name, input);
      return runJob(name, input, {
        ...job,
        // What it is doing is a place to die at too.
        onProgress: (progress) => {
          afterStep(`${name}: ${progress.step}`);
          job?.onProgress?.(progress);
        },
      });
    },
    provideExecutable: creation.provideExecutable,
    openServing: servingOpener(secrets),
    backupsFolder: join(home, 'backups'),
    instancesFolder: join(home, 'instances'),
    logsFolder: join(home, 'logs'),
    trash: options.trash ?? ((path) => moveToTrash(join(home, 'trash'), path)),
    appVersion: '0.0.0',
    newId,
    afterStep,
  });
  const scheduled = createScheduledBackups({
    store,
    runJob,
    backupsFolder: join(home, 'backups'),
    backUp: (id, wish) => operating.backUp(id, wish),
    now: options.now ?? (() => new Date()),
    reportBug,
  });
  const reopened: Workbench[] = [];
  const quit = async (): Promise<void> => {
    quitting = true;
    scheduled.end();
    records.sessionEnds();
    await Promise.all([instances.quit(), operations.quit(), answering.close(), ...reopened.map((one) => one.quit())]);
    await instances.quit();
    await list.copiesSettled();
  };
  const now = (id: string): Instance => {
    const instance = store.instance(id);
    if (instance === undefined) throw new Error(`No instance ${id}`);
    return instance;
  };
  const until: Workbench['until'] = (id, description, condition, limitMs = 20_000) =>
    new Promise((resolvePromise, reject) => {
      if (condition(now(id))) {
        resolvePromise(now(id));
        return;
      }
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`Waited in vain for: ${description}. It is ${JSON.stringify(now(id), null, 1)}`));
      }, limitMs);
      const stop = store.subscribe(() => {
        if (!condition(now(id))) return;
        stop();
        clearTimeout(timer);
        resolvePromise(now(id));
      });
    });
  return {
    home,
    store,
    list,
    instances,
    activity,
    creation,
    opening,
    operations,
    operating,
    scheduled,
    journal,
    runJob,
    versions,
    secrets,
    serving: { store, instances, versions, secrets },
    now,
    until,
    create: async (name, version, superuser) => {
      const defaults = orThrow(await newInstanceDefaults(creation));
      const input = { ...defaults, port: Number(defaults.port), name, version };
      return now(orThrow(await createInstance({ ...input, superuser: superuser ?? defaults.superuser }, creation)));
    },
    untilRunning: (id) => until(id, 'running', ({ state }) => state.kind === 'running'),
    untilMaintenance: (id) =>
      until(id, 'maintenance', ({ intent, state }) => intent.maintenance !== null && state.kind === 'stopped'),
    reopen: () => {
      const again = createWorkbench({ ...options, home });
      reopened.push(again);
      return again;
    },
    quit,
    dispose: async () => {
      await quit();
      // A process that was just killed may still have put a file there.
      for (let attempt = 1; ; attempt += 1) {
        try {
          rmSync(home, { recursive: true, force: true });
          return;
        } catch (error) {
          if (attempt === 20) throw error;
          await new Promise((resolveAfter) => setTimeout(resolveAfter, 50));
        }
      }
    },
  };
}

export function orThrow<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
