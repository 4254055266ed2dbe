import type { InstanceId } from '../../shared/ids';
import type { ChangedConfiguration, Instance, Intent } from '../../shared/instance';
import type { Result } from '../../shared/result';
import type { LaunchOptions } from '../../shared/launch-options';
import type { RunJob } from '../data/run-job';
import type { AppStore } from '../store/app-store';
import type { RunRecords } from '../supervision/persistence';
import type { ProvideExecutable } from '../instances/versions';
import type { OpenedLaunchOptions } from '../pocketbase/opened-launch-options';
import type { Journal } from './journal';
import type { OperationRunner } from './operation-runner';
import type { AfterStep } from './work-folders';

/** What we keep of instances outside of their folders. `InstanceTraces` satisfies it. */
export interface Traces {
  /** All of it goes; answers the paths that could not be removed. */
  remove(id: InstanceId): readonly string[];
  /** It left the list and may come back: kept for a while from now on. */
  keepForAWhile(id: InstanceId): void;
  /** What belongs to none of these goes when it has been kept for long enough. */
  sweep(known: ReadonlySet<string>, nowMs: number): void;
}

/** What operations do with an instance. `Instances` satisfies it. */
export interface OperatedInstances {
  /** Maintenance, whatever was before; resolves when no process exists. Answers what was wanted before. */
  beginOperation(id: InstanceId): Promise<Result<Intent>>;
  /** Gives it back with this intent, unless a person asked for maintenance meanwhile. Starts it if it is to run. */
  endOperation(id: InstanceId, intent: Intent): Result<undefined>;
  /** Changes what a person chose. Refused, with nothing changed, when it cannot be written. */
  change(id: InstanceId, changed: ChangedConfiguration): Result<undefined>;
  /** The same, but followed although it cannot be written now; it is written as soon as that works. */
  changeAnyway(id: InstanceId, changed: ChangedConfiguration): Result<undefined>;
  /** Writes what is kept of it once more. */
  saveNow(id: InstanceId): Result<undefined>;
  remove(id: InstanceId): Result<undefined>;
  /** Puts it on the list, and starts it if it is meant to run. */
  add(instance: Instance): Result<undefined>;
}

export interface OperationParts {
  readonly store: AppStore;
  readonly instances: OperatedInstances;
  readonly runner: OperationRunner;
  readonly journal: Journal;
  readonly records: RunRecords;
  readonly traces: Traces;
  readonly runJob: RunJob;
  readonly provideExecutable: ProvideExecutable;
  /** What serves the data of an instance has to be given the same as the instance itself. */
  readonly openLaunchOptions: (launchOptions: LaunchOptions) => Result<OpenedLaunchOptions>;
  /** Folder with a folder of backups for each instance. */
  readonly backupsFolder: string;
  /** Folder below which new instances are put. */
  readonly instancesFolder: string;
  /** Folder with a folder of output for each instance. */
  readonly logsFolder: string;
  /** Moves a file or folder to where a person can get it back from. Rejects when there is no such place. */
  readonly trash: (path: string) => Promise<void>;
  readonly appVersion: string;
  readonly newId: () => string;
  readonly afterStep: AfterStep;
}
