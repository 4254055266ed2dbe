import type { BackupOptions } from './backup';
import type { IncidentSummary } from './incident';
import type { RestartPolicy } from './restart-policy';
import type { Served, ServingOptions } from './serving';
import type { Warning } from './warning';
import type { MaintenanceAnswer } from './maintenance-answers';

/** Fifteen characters `a-z0-9`; also the name of the instance's folder, so that no name a person types becomes a path. */
export type InstanceId = string;

/** Why an instance is in maintenance. Only `requested` was a person's doing. */
export type MaintenanceReason =
  | 'requested'
  | 'start-failed'
  | 'crashed'
  | 'unresponsive'
  /** The data was taken away or exchanged while the process was running. */
  | 'data-at-risk'
  /** PocketBase restarted itself again and again, without ever serving for longer than a moment. */
  | 'restart-loop'
  | 'could-not-be-stopped'
  /** It failed by itself while no Basekeeper was there to see it. */
  | 'ended-while-app-was-away'
  /** An operation that a person started, e.g. a restore, is at work on its data. */
  | 'operation'
  /** Such an operation failed after it had begun to change something, and everything was put back. */
  | 'operation-failed';

/** Those that are the end of an incident. */
export type IncidentReason = Exclude<MaintenanceReason, 'requested' | 'operation' | 'operation-failed'>;

/** Who switched maintenance on: a person in the window, the tray or on the command line, or Basekeeper itself. */
export type MaintenanceSetter = 'window' | 'tray' | 'command-line' | 'basekeeper';

export interface Maintenance {
  readonly reason: MaintenanceReason;
  /** ISO 8601, wall clock. */
  readonly since: string;
  readonly setBy: MaintenanceSetter;
  /** The incident that led here; null when a person asked. */
  readonly incidentId: string | null;
}

/** What the user wants. Persisted before anything is done about it. */
export interface Intent {
  /** Should it be serving whenever it is not in maintenance? */
  readonly run: boolean;
  readonly maintenance: Maintenance | null;
}

/** No process of this instance exists. */
export interface Stopped {
  readonly kind: 'stopped';
}

/** On its way: preflight runs while `pid` is null; afterwards the process exists but has not yet been proven to serve. */
export interface Starting {
  readonly kind: 'starting';
  readonly run: number;
  readonly pid: number | null;
  /** ISO 8601, wall clock. */
  readonly since: string;
  /** ISO 8601: since when it serves, where an earlier life of the app had proven that; the proof is being repeated. */
  readonly servedSince: string | null;
}

/** Our own process holds the port and answered its health question. */
export interface Running {
  readonly kind: 'running';
  readonly run: number;
  readonly pid: number;
  /** ISO 8601, wall clock: when it was first proven to serve. */
  readonly since: string;
}

/** Asked to end; the process may still exist. Left only when its exit was observed. */
export interface Stopping {
  readonly kind: 'stopping';
  readonly run: number;
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
  readonly run: number;
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
export interface InstanceConfiguration {
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
  /** Ask before maintenance cuts requests? */
  readonly askBeforeMaintenance: boolean;
  /** True: no desktop notifications for this instance. Incidents are still kept and shown in the window. */
  readonly muted: boolean;
  /** What follows when the process no longer answers: maintenance, or only a warning beside “Running”. */
  readonly whenUnresponsive: WhenUnresponsive;
  /** Null: maintenance at once when it ends by itself. */
  readonly restartPolicy: RestartPolicy | null;
  /** Answer 503 on its port while it is in maintenance? Otherwise connections are refused. */
  readonly answerInMaintenance: boolean;
  readonly backups: BackupOptions;
  /** Environment, encryption key, arguments and reach of its process. */
  readonly serving: ServingOptions;
  /** The last change of version, which can be gone back on for a while; null when there is none. */
  readonly upgrade: VersionChange | null;
}

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

export type WhenUnresponsive = 'maintenance' | 'warning';

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
  readonly served?: Served;
}

/** The instance's own address on this computer, whether or not other devices can connect too. */
export const addressOf = (instance: { readonly port: number }): string => `http://127.0.0.1:${String(instance.port)}`;

/** PocketBase's admin UI of the instance. */
export const adminAddressOf = (instance: { readonly port: number }): string => `${addressOf(instance)}/_/`;
