import type { BackupOptions } from './backup';
import type { InstanceId } from './ids';
import type { IncidentSummary } from './incident';
import type { LaunchedWith, LaunchOptions } from './launch-options';
import type { InstanceSettings } from './settings';
import type { Warning } from './warning';
import type { MaintenanceAnswer } from './maintenance-answer';
import type { MaintenanceReason, MaintenanceSetter } from './maintenance-reason';

export interface Maintenance {
  readonly reason: MaintenanceReason;
  /** ISO 8601, wall clock. */
  readonly since: string;
  readonly setBy: MaintenanceSetter;
  /** The incident that led here; null when a person asked. */
  readonly incidentId: string | null;
  /** ISO 8601, wall clock: when Basekeeper ends it. Left out: a person does. */
  readonly until?: string;
  /** A person’s own words on why. Left out: none. */
  readonly note?: string;
}

/** What the user wants. Persisted before anything is done about it. */
export interface Intent {
  /** Should it be serving whenever it is not in maintenance? */
  readonly shouldRun: boolean;
  readonly maintenance: Maintenance | null;
}

/** No process of this instance exists. */
export interface Stopped {
  readonly kind: 'stopped';
}

/** On its way: preflight runs while `pid` is null; afterwards the process exists but has not yet been proven to serve. */
export interface Starting {
  readonly kind: 'starting';
  readonly runNumber: number;
  readonly pid: number | null;
  /** ISO 8601, wall clock. */
  readonly since: string;
  /** ISO 8601: since when it serves, where an earlier life of the app had proven that; the proof is being repeated. */
  readonly provenSince: string | null;
}

/** Our own process holds the port and answered its health question. */
export interface Running {
  readonly kind: 'running';
  readonly runNumber: number;
  readonly pid: number;
  /** ISO 8601, wall clock: when it was first proven to serve. */
  readonly since: string;
}

/** Asked to end; the process may still exist. Left only when its exit was observed. */
export interface Stopping {
  readonly kind: 'stopping';
  readonly runNumber: number;
  readonly pid: number;
  /** ISO 8601, wall clock. */
  readonly since: string;
  /** True once SIGKILL followed the unanswered SIGTERM. */
  readonly killed: boolean;
  /** The app quits: whatever is wanted, nothing is started after it. */
  readonly forGood?: true;
}

/** It ended by itself and is tried again, as its restart policy has it. No process exists. */
export interface Waiting {
  readonly kind: 'waiting';
  /** The run that ended. */
  readonly runNumber: number;
  /** ISO 8601, wall clock. */
  readonly since: string;
  /** Milliseconds from `since` until the next try. */
  readonly delayMs: number;
}

/** What the process is. Observed, never persisted. `run` numbers the lives of the process; events of older runs are dropped. */
export type InstanceState = Stopped | Starting | Running | Stopping | Waiting;

/** The process of an instance, null while there is none. */
export const pidOf = (state: InstanceState): number | null => ('pid' in state ? state.pid : null);

/** The part of an instance that a person chooses. Persisted. */
export interface InstanceConfiguration extends InstanceSettings {
  readonly id: InstanceId;
  readonly name: string;
  /** TCP port. */
  readonly port: number;
  /** Absolute folder that holds pb_data, pb_hooks, pb_migrations and pb_public. */
  readonly folder: string;
  /** Pinned PocketBase version, e.g. `0.40.6`. */
  readonly version: string;
  /** ISO 8601, wall clock. */
  readonly createdAt: string;
  readonly backups: BackupOptions;
  /** Environment, encryption key, arguments and reach of its process. */
  readonly launchOptions: LaunchOptions;
  /** The last change of version, which can be gone back on for a while; null when there is none. */
  readonly upgrade: VersionChange | null;
}

/** What may be changed of an instance; its id never. */
export type ChangedConfiguration = Partial<Omit<InstanceConfiguration, 'id'>>;

export interface VersionChange {
  readonly from: string;
  readonly to: string;
  /** ISO 8601, wall clock. */
  readonly at: string;
  /** The backup made before it. */
  readonly backupId: string;
  /** Where it was put: another folder may have been chosen since. Null: not known. */
  readonly backupFolder: string | null;
}

/** Rounds of questions in a row to which nothing was answered, and after how many something follows. */
export interface Unanswered {
  readonly questions: number;
  readonly of: number;
}

/** Everything the window, the tray and the notifications know of one instance. */
export interface Instance extends InstanceConfiguration {
  readonly intent: Intent;
  readonly state: InstanceState;
  /** Newest first, without their output. */
  readonly incidents: readonly IncidentSummary[];
  /** What is wrong although the process runs ("Degraded"). Observed, never persisted; empty unless it runs. */
  readonly warnings: readonly Warning[];
  /** What a request to its port meets while no process of it exists. Observed, never persisted. */
  readonly maintenanceAnswer: MaintenanceAnswer;
  /** While it runs and gives no answer. Observed; absent while it answers. */
  readonly unanswered?: Unanswered;
  /** What its last process was started with. Observed; absent where that is not known. */
  readonly launchedWith?: LaunchedWith;
}

/** Of an instance without a process, of which nothing has been observed yet. */
export const UNOBSERVED: Pick<Instance, 'state' | 'warnings' | 'maintenanceAnswer'> = {
  state: { kind: 'stopped' },
  warnings: [],
  maintenanceAnswer: { kind: 'none' },
};

/** The instance's own address on this computer, whether or not other devices can connect too. */
export const addressOf = (instance: { readonly port: number }): string => `http://127.0.0.1:${String(instance.port)}`;

/** PocketBase's admin UI of the instance. */
export const adminAddressOf = (instance: { readonly port: number }): string => `${addressOf(instance)}/_/`;
