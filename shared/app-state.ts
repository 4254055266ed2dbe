import type { AppSettings } from './app-settings';
import type { AssistantQuestion } from './assistants';
import type { BackupList } from './backup';
import type { CrashDrill } from './crash-drill';
import type { InstanceId } from './ids';
import type { IncidentSummary } from './incident';
import type { Instance } from './instance';
import { inOrder } from './list/list-order';
import type { Operation } from './operation';
import type { Updates } from './updates';
import type { Lack } from './versions';

export type Theme = AppSettings['theme'];

/** A person's choices for the whole app. Persisted. */
export interface Settings extends AppSettings {
  /** Has the hint been shown that closing the window leaves the app in the tray? */
  readonly closeHintShown: boolean;
}

/** One verified `pocketbase` executable in the version store. */
export interface InstalledVersion {
  readonly version: string;
  /** Where it came from, e.g. `official release`, `Python package`, `chosen by hand`. */
  readonly source: string;
  /** Of the executable. */
  readonly sizeBytes: number;
  /** ISO 8601. */
  readonly installedAt: string;
  /** Left out: nothing is known to be missing. */
  readonly lacks?: readonly Lack[];
}

/** A version on its way into the store. */
export interface Installation {
  readonly version: string;
  /** What is being done, e.g. `Downloading`. */
  readonly step: string;
  readonly receivedBytes: number;
  /** Null while the size is unknown. */
  readonly totalBytes: number | null;
}

/** Something the user has to know about the app itself, e.g. that its state cannot be saved. */
export interface AppNotice {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Went as it was to go; nothing has to be done. Left out: something is wrong. */
  readonly isNews?: true;
}

/** Facts that do not change while the app runs. */
export interface AppFacts {
  readonly appVersion: string;
  readonly electronVersion: string;
  readonly platform: string;
  /** Where settings are kept. */
  readonly home: string;
  /** Where instances, versions and backups are kept, unless another folder was chosen for them. */
  readonly dataFolder: string;
  /** BASEKEEPER_HOME names both. */
  readonly isHomeChosen: boolean;
}

/** The one truth, owned by main. The window, the tray and the notifications read copies of it. */
export interface AppState {
  readonly facts: AppFacts;
  readonly instances: readonly Instance[];
  readonly settings: Settings;
  readonly versions: readonly InstalledVersion[];
  readonly installations: readonly Installation[];
  readonly notices: readonly AppNotice[];
  /** Newest first: all that are underway, and the last ones that have ended. */
  readonly operations: readonly Operation[];
  /** What is known of the backups of instances whose folder has been looked at. */
  readonly backups: readonly BackupList[];
  /** What coding assistants ask a person for, oldest first. */
  readonly questions: readonly AssistantQuestion[];
  /** The crash drill that is running, or whose instance is still there; null: none. */
  readonly drill: CrashDrill | null;
  /** Of Basekeeper itself. */
  readonly updates: Updates;
}

/** Counts every change; a receiver that misses one asks for a snapshot. */
export interface Snapshot {
  readonly revision: number;
  readonly state: AppState;
}

/** One change, as the whole changed record. */
export type Change =
  /** `by`: the clock, not a person, had it so. */
  | { readonly type: 'instance-changed'; readonly instance: Instance; readonly by?: 'timer' }
  /** Has just happened, and is on the disk. The instance is as it became by it; older incidents never come this way. */
  | { readonly type: 'incident-recorded'; readonly instance: Instance; readonly incident: IncidentSummary }
  | { readonly type: 'instance-removed'; readonly instanceId: InstanceId }
  /** The list has another order: that of these ids. */
  | { readonly type: 'instances-ordered'; readonly instanceIds: readonly InstanceId[] }
  | { readonly type: 'settings-changed'; readonly settings: Settings }
  | {
      readonly type: 'versions-changed';
      readonly versions: readonly InstalledVersion[];
      readonly installations: readonly Installation[];
    }
  | { readonly type: 'notices-changed'; readonly notices: readonly AppNotice[] }
  | { readonly type: 'operations-changed'; readonly operations: readonly Operation[] }
  | { readonly type: 'backups-changed'; readonly backups: BackupList }
  | { readonly type: 'drill-changed'; readonly drill: CrashDrill | null }
  | { readonly type: 'questions-changed'; readonly questions: readonly AssistantQuestion[] }
  | { readonly type: 'updates-changed'; readonly updates: Updates };

/** The instance as the change left it; null where it is about something else, or gone. */
export const changedInstance = (change: Change): Instance | null => ('instance' in change ? change.instance : null);

/** The incident that has just happened; null where the change is none. */
export const incidentIn = (change: Change): IncidentSummary | null =>
  change.type === 'incident-recorded' ? change.incident : null;

export function applyChange(state: AppState, change: Change): AppState {
  switch (change.type) {
    case 'instance-changed':
    case 'incident-recorded':
      return { ...state, instances: replaceOrAdd(state.instances, change.instance) };
    case 'instance-removed':
      return { ...state, instances: state.instances.filter(({ id }) => id !== change.instanceId) };
    case 'instances-ordered':
      return { ...state, instances: inOrder(state.instances, change.instanceIds) };
    case 'settings-changed':
      return { ...state, settings: change.settings };
    case 'versions-changed':
      return { ...state, versions: change.versions, installations: change.installations };
    case 'notices-changed':
      return { ...state, notices: change.notices };
    case 'operations-changed':
      return { ...state, operations: change.operations };
    case 'drill-changed':
      return { ...state, drill: change.drill };
    case 'questions-changed':
      return { ...state, questions: change.questions };
    case 'updates-changed':
      return { ...state, updates: change.updates };
    case 'backups-changed': {
      const { instanceId } = change.backups;
      return { ...state, backups: [...state.backups.filter((one) => one.instanceId !== instanceId), change.backups] };
    }
  }
}

function replaceOrAdd(instances: readonly Instance[], changed: Instance): readonly Instance[] {
  const known = instances.some(({ id }) => id === changed.id);
  return known ? instances.map((one) => (one.id === changed.id ? changed : one)) : [...instances, changed];
}
