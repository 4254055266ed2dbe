/** The engine of the app on real files, with real processes, under plain Node. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Conf from 'conf';
import type { NetworkAddress } from '../../shared/network-sharing';
import type { AppState } from '../../shared/app-state';
import type { NewInstance } from '../../shared/input';
import type { Instance } from '../../shared/instance';
import type { Result } from '../../shared/result';
import type { JobInput, JobName } from '../data/job-contract';
import type { RunJob } from '../data/run-job';
import { createEngine, type Engine } from '../engine/engine';
import { createInstance, newInstanceDefaults } from '../new-instance/create-instance';
import type { SupervisorTiming } from '../supervision/supervisor-parts';
import type { AfterStep } from '../operations/work-folders';
import type { OpenStoreFile } from '../storage/open-store';
import { appPaths } from '../storage/paths';
import { fileKeyring, type FileKeyring } from './file-keyring';
import { startNodeJob } from './node-job';
import { operatingOn, type Operating } from './operating';
import { testVersions, type TestVersions } from './test-versions';
import { moveToTrash } from './trash-folder';
import { INITIAL_APP_SETTINGS } from '../../shared/app-settings';
import { NO_UPDATES } from '../../shared/updates';

const checkout = resolve(import.meta.dirname, '../..');
/** conf is what electron-store is made of, without Electron. */
export const openWithConf: OpenStoreFile = (folder, name) =>
  new Conf({ cwd: folder, configName: name, configFileMode: 0o600, projectName: 'basekeeper' });

export const INITIAL_STATE: AppState = {
  facts: {
    appVersion: '0.0.0',
    electronVersion: '0',
    platform: process.platform,
    home: '',
    dataFolder: '',
    isHomeChosen: false,
  },
  instances: [],
  settings: { ...INITIAL_APP_SETTINGS, closeHintShown: false },
  versions: [],
  installations: [],
  operations: [],
  backups: [],
  questions: [],
  drill: null,
  updates: NO_UPDATES,
  notices: [],
};

export type Superuser = NewInstance['superuser'];

export interface WorkbenchOptions {
  readonly home?: string;
  readonly timing?: SupervisorTiming;
  readonly healthPausedUntilMs?: () => number;
  /** Otherwise never: what a test sees must not depend on what else this computer does. */
  readonly isOverloaded?: () => boolean;
  readonly ownershipIntervalMs?: number;
  /** Programs that stand for versions of PocketBase. */
  readonly standIns?: Readonly<Record<string, string>>;
  /** Called after each step of an operation on the disk. */
  readonly afterStep?: AfterStep;
  /** Called before each job that an operation has done for it. */
  readonly beforeJob?: (name: JobName, input: JobInput<JobName>) => void;
  /** The clock of scheduled backups. */
  readonly now?: () => Date;
  /** The networks of the computer. */
  readonly addresses?: () => readonly NetworkAddress[];
  /** Instead of a folder that stands for the trash. */
  readonly trash?: (path: string) => Promise<void>;
}

/** Scheduled backups are not started: a test calls `look`. */
export interface Workbench extends Omit<Engine, 'versions'> {
  readonly home: string;
  readonly versions: TestVersions;
  readonly secrets: FileKeyring;
  /** With the end of what was begun. */
  readonly operating: Operating;
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
  const paths = orThrow(appPaths({ BASEKEEPER_HOME: home }));
  const versions = testVersions(home, options.standIns ?? {});
  const secrets = fileKeyring(join(home, 'keyring', 'key'));
  const { afterStep = () => undefined, beforeJob, timing, ownershipIntervalMs } = options;
  const engine = createEngine({
    paths,
    programFolders: [],
    facts: INITIAL_STATE.facts,
    openStoreFile: openWithConf,
    startJob: startNodeJob,
    versionStore: versions,
    secrets,
    trash: options.trash ?? ((path) => moveToTrash(join(home, 'trash'), path)),
    now: options.now ?? (() => new Date()),
    addresses: options.addresses ?? (() => []),
    healthPausedUntilMs: options.healthPausedUntilMs ?? (() => 0),
    // Where a drive is full, others have more to say.
    log: () => undefined,
    reportBug: (error) => {
      throw error;
    },
    afterStep,
    aroundJobs: (runJob) => watchedJobs(runJob, afterStep, beforeJob),
    isOverloaded: options.isOverloaded ?? (() => false),
    ...(timing === undefined ? {} : { timing }),
    ...(ownershipIntervalMs === undefined ? {} : { ownershipIntervalMs }),
  });
  const { creation, store } = engine;
  const reopened: Workbench[] = [];
  const quit = async (): Promise<void> => {
    await Promise.all([engine.quit(), ...reopened.map((one) => one.quit())]);
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
    ...engine,
    operating: operatingOn(engine),
    home,
    versions,
    secrets,
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

/** What a job is doing is a place to die at too. */
const watchedJobs =
  (runJob: RunJob, afterStep: AfterStep, beforeJob: WorkbenchOptions['beforeJob']): RunJob =>
  (name, input, job) => {
    beforeJob?.(name, input);
    return runJob(name, input, {
      ...job,
      onProgress: (progress) => {
        afterStep(`${name}: ${progress.step}`);
        job?.onProgress?.(progress);
      },
    });
  };

export function orThrow<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
