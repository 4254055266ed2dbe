import type { MaintenanceReason } from './maintenance-reason';
import type { Instance, Unanswered } from './instance';
import { isInOperation } from './lifecycle-outcomes';
import type { Operation } from './operation';
import { assertNever } from './result';
import { OPERATION_WORDS } from './words/operation-words';

/** What a person is told an instance is. Derived from intent and state, in this one place. */
export type DisplayStatus =
  | { readonly kind: 'running'; readonly since: string }
  | { readonly kind: 'starting'; readonly since: string }
  | { readonly kind: 'stopping'; readonly since: string }
  | { readonly kind: 'restarting'; readonly since: string }
  /** Ended by itself; the next try follows. No process exists. */
  | { readonly kind: 'waiting'; readonly since: string; readonly delayMs: number }
  | { readonly kind: 'entering-maintenance'; readonly since: string; readonly reason: MaintenanceReason }
  | { readonly kind: 'maintenance'; readonly since: string; readonly reason: MaintenanceReason }
  | { readonly kind: 'stopped' };

export type DisplayKind = DisplayStatus['kind'];

export type Shown = Pick<Instance, 'intent' | 'state'>;

export function displayStatus({ intent, state }: Shown): DisplayStatus {
  const { maintenance } = intent;
  if (maintenance !== null) {
    const kind = state.kind === 'stopped' ? 'maintenance' : 'entering-maintenance';
    return { kind, since: maintenance.since, reason: maintenance.reason };
  }
  switch (state.kind) {
    case 'stopped':
      return { kind: 'stopped' };
    case 'starting':
    case 'running':
      return { kind: state.kind, since: state.since };
    case 'stopping':
      return { kind: intent.shouldRun && state.forGood === undefined ? 'restarting' : 'stopping', since: state.since };
    case 'waiting':
      return { kind: 'waiting', since: state.since, delayMs: state.delayMs };
    default:
      return assertNever(state);
  }
}

/** Something a person may do now, or the sentence that says why not. */
export type Allowed = { readonly allowed: true } | { readonly allowed: false; readonly why: string };

export interface AllowedCommands {
  readonly start: Allowed;
  readonly stop: Allowed;
  readonly restart: Allowed;
  readonly openAdminUi: Allowed;
  readonly changePort: Allowed;
  readonly leaveMaintenance: Allowed;
  /** Begin a backup, a restore or another operation on its data. */
  readonly operate: Allowed;
}

const YES: Allowed = { allowed: true };
const no = (why: string): Allowed => ({ allowed: false, why });

/** Main refuses the same commands by itself; this only spares a person the attempt. */
export function allowedCommands(instance: Shown, operation?: Pick<Operation, 'kind'>): AllowedCommands {
  const { kind } = displayStatus(instance);
  const inMaintenance = kind === 'maintenance' || kind === 'entering-maintenance';
  const operate = unlessUnderway(operation);
  const inTask = isInTask(instance, operation) ? operate : null;
  const start = inMaintenance
    ? (inTask ?? no('In maintenance. Turn maintenance mode off first.'))
    : kind === 'stopped' || kind === 'stopping' || kind === 'waiting'
      ? YES
      : no(kind === 'running' ? 'Already running.' : 'Already starting.');
  const alive = kind === 'running' || kind === 'starting' || kind === 'restarting' || kind === 'waiting';
  const nothingToStop = inMaintenance ? 'In maintenance: nothing is running.' : 'Not running.';
  const noRestart = kind === 'waiting' ? 'Nothing is running. Start tries again at once.' : 'Already starting.';
  return {
    start,
    stop: alive ? YES : no(kind === 'stopping' ? 'Already stopping.' : nothingToStop),
    restart: kind === 'running' ? YES : no(alive ? noRestart : nothingToStop),
    changePort: isAlive(instance) ? no('Stop it or turn maintenance on first.') : (inTask ?? YES),
    leaveMaintenance: inTask ?? YES,
    operate,
    /** What does not run is started for it, and in maintenance it is asked. */
    openAdminUi: inTask ?? YES,
  };
}

/** Maintenance is that of an operation: it ends with it, and nobody else ends it. */
export const isInTask = ({ intent }: Shown, operation: Pick<Operation, 'kind'> | undefined): boolean =>
  operation !== undefined && intent.maintenance?.reason === 'operation';

/** For what only another operation is in the way of. */
export const unlessUnderway = (operation: Pick<Operation, 'kind'> | undefined): Allowed =>
  operation === undefined
    ? YES
    : no(`${OPERATION_WORDS[operation.kind].title} is running. Wait for it, or cancel it under Tasks.`);

/** It runs, and something is wrong all the same. */
export const isDegraded = (instance: Pick<Instance, 'intent' | 'state' | 'warnings'>): boolean =>
  displayStatus(instance).kind === 'running' && instance.warnings.length > 0;

/** It runs, and what it was asked last has not been answered. Null: it has. */
export const unansweredOf = (instance: Pick<Instance, 'intent' | 'state' | 'unanswered'>): Unanswered | null =>
  displayStatus(instance).kind === 'running' ? (instance.unanswered ?? null) : null;

/** True while a process of the instance exists or may come into being. */
export const isAlive = ({ state }: Shown): boolean => state.kind !== 'stopped';

/**
 * Those that "stop everything" puts into maintenance: what runs or is on its way, also one whose operation would start it
 * again at its end. What is stopped stays as it is.
 */
export const wouldBeStopped = (instance: Shown): boolean => isAlive(instance) || isInOperation(instance.intent);

export interface Counts {
  readonly running: number;
  readonly inTransition: number;
  readonly maintenance: number;
  readonly stopped: number;
}

export function countByStatus(instances: readonly Shown[]): Counts {
  const counts = { running: 0, inTransition: 0, maintenance: 0, stopped: 0 };
  for (const instance of instances) counts[groupOf(displayStatus(instance).kind)] += 1;
  return counts;
}

function groupOf(kind: DisplayKind): keyof Counts {
  switch (kind) {
    case 'running':
      return 'running';
    case 'starting':
    case 'stopping':
    case 'restarting':
    case 'waiting':
    case 'entering-maintenance':
      return 'inTransition';
    case 'maintenance':
      return 'maintenance';
    case 'stopped':
      return 'stopped';
    default:
      return assertNever(kind);
  }
}
