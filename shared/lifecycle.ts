/**
 * The life of one instance, as a pure function.
 *
 *            start                 spawned, healthy
 *  stopped ────────► starting ───────────────────────► running
 *     ▲  ▲              │ │                              │ │
 *     │  └──────────────┘ │ stop · restart               │ │ stop · restart
 *     │  spawn-failed     │ maintenance · quit           │ │ maintenance · quit
 *     │  exited           │ start-timeout                │ │ unresponsive
 *     │  (maintenance)    ▼                              │ │
 *     ├──────────────── stopping ◄───────────────────────┘ │
 *     │     exited         │ exited, and it should run:     │
 *     │                    └──► starting (next run)         │
 *     └─────────────────────────────────────────────────────┘ exited: crashed (maintenance)
 *
 * SIGTERM on entering `stopping`, SIGKILL after the grace, and only `exited` leaves it.
 * An exit while stopping is never a crash, whatever its code. Everything else that ends by itself is.
 */
import type { Exit, StartFailure } from './incident';
import type { InstanceState, Intent, Maintenance, MaintenanceReason, MaintenanceSetter, Starting } from './instance';
import { assertNever } from './result';

export type LifecycleEvent =
  // asked for
  | { readonly type: 'start' | 'stop' | 'restart' | 'leave-maintenance' | 'quit' }
  | { readonly type: 'enter-maintenance'; readonly setBy: MaintenanceSetter }
  // observed, of one run
  | { readonly type: 'preflight-passed' | 'healthy' | 'unresponsive'; readonly run: number; readonly evidence?: string }
  | { readonly type: 'spawned'; readonly run: number; readonly pid: number }
  | { readonly type: 'spawn-failed'; readonly run: number; readonly failure: StartFailure }
  | { readonly type: 'exited'; readonly run: number; readonly exit: Exit }
  // timed, of one run
  | { readonly type: 'start-timeout' | 'stop-timeout' | 'kill-timeout'; readonly run: number };

export interface LifecycleContext {
  readonly intent: Intent;
  readonly quitting: boolean;
  /** ISO 8601, wall clock. */
  readonly now: string;
  /** Number of the next run, larger than every one before. */
  readonly nextRun: number;
  /** Id for the incident this event may cause. */
  readonly incidentId: string;
}

/** What the supervisor has to do, in this order, after state and intent are on disk and published. */
export type Effect =
  | { readonly type: 'spawn'; readonly run: number }
  /** SIGTERM (and SIGCONT, so that a frozen process hears it). */
  | { readonly type: 'terminate'; readonly pid: number }
  | { readonly type: 'kill'; readonly pid: number }
  | {
      readonly type: 'record-incident';
      readonly incidentId: string;
      readonly reason: Exclude<MaintenanceReason, 'requested'>;
      readonly exit: Exit | null;
      readonly failure: StartFailure | null;
    };

export type Refusal = 'in-maintenance' | 'quitting';

export type Transition =
  | {
      readonly refused: null;
      readonly state: InstanceState;
      readonly intent: Intent;
      readonly effects: readonly Effect[];
    }
  | { readonly refused: Refusal };

type Event<Type extends LifecycleEvent['type']> = Extract<LifecycleEvent, { readonly type: Type }>;
type Alive = Exclude<InstanceState, { readonly kind: 'stopped' }>;
type AliveWithProcess = Alive & { readonly pid: number };

const STOPPED: InstanceState = { kind: 'stopped' };

/** The next state, intent and effects, or the reason why the request is refused. Events of an older run change nothing. */
export function transition(state: InstanceState, event: LifecycleEvent, context: LifecycleContext): Transition {
  if ('run' in event && (state.kind === 'stopped' || state.run !== event.run)) return unchanged(state, context);
  switch (state.kind) {
    case 'stopped':
      return whenStopped(event, context);
    case 'starting':
      return whenStarting(state, event, context);
    case 'running':
      return whenRunning(state, event, context);
    case 'stopping':
      return whenStopping(state, event, context);
    default:
      return assertNever(state);
  }
}

function whenStopped(event: LifecycleEvent, context: LifecycleContext): Transition {
  const { intent } = context;
  switch (event.type) {
    case 'start':
    case 'restart': {
      const refused = whyNotStart(context);
      return refused === null ? begin(wanting(intent, true), context) : { refused };
    }
    case 'stop':
      return to(STOPPED, wanting(intent, false));
    case 'enter-maintenance':
      return to(STOPPED, requestMaintenance(event, context));
    case 'leave-maintenance': {
      const left = outOfMaintenance(intent);
      const follows = intent.maintenance !== null && intent.run && !context.quitting;
      return follows ? begin(left, context) : to(STOPPED, left);
    }
    case 'quit':
    case 'preflight-passed':
    case 'healthy':
    case 'unresponsive':
    case 'spawned':
    case 'spawn-failed':
    case 'exited':
    case 'start-timeout':
    case 'stop-timeout':
    case 'kill-timeout':
      return unchanged(STOPPED, context);
    default:
      return assertNever(event);
  }
}

function whenStarting(state: Starting, event: LifecycleEvent, context: LifecycleContext): Transition {
  const { intent } = context;
  const { run, pid } = state;
  switch (event.type) {
    case 'start':
      return to(state, wanting(intent, true));
    case 'restart':
      return pid === null ? to(state, wanting(intent, true)) : end({ ...state, pid }, wanting(intent, true), context);
    case 'stop':
      return pid === null
        ? to(STOPPED, wanting(intent, false))
        : end({ ...state, pid }, wanting(intent, false), context);
    case 'enter-maintenance': {
      const maintained = requestMaintenance(event, context);
      return pid === null ? to(STOPPED, maintained) : end({ ...state, pid }, maintained, context);
    }
    case 'quit':
      return pid === null ? to(STOPPED, intent) : end({ ...state, pid }, intent, context);
    case 'preflight-passed':
      if (pid !== null) return unchanged(state, context);
      // Quitting may have begun during the checks.
      return whyNotStart(context) === null ? to(state, intent, [{ type: 'spawn', run }]) : to(STOPPED, intent);
    case 'spawned':
      return to({ ...state, pid: event.pid }, intent);
    case 'healthy':
      return pid === null ? unchanged(state, context) : to({ kind: 'running', run, pid, since: context.now }, intent);
    case 'spawn-failed':
      // With a process there, only its exit counts.
      if (pid !== null) return unchanged(state, context);
      return fallIntoMaintenance('start-failed', STOPPED, context, null, event.failure);
    case 'exited':
      return fallIntoMaintenance('start-failed', STOPPED, context, event.exit, null);
    case 'start-timeout': {
      const failure: StartFailure = { cause: 'start-timeout', evidence: '' };
      const next = pid === null ? STOPPED : stoppingFrom({ ...state, pid }, context);
      return fallIntoMaintenance('start-failed', next, context, null, failure);
    }
    case 'leave-maintenance':
    case 'unresponsive':
    case 'stop-timeout':
    case 'kill-timeout':
      return unchanged(state, context);
    default:
      return assertNever(event);
  }
}

function whenRunning(state: AliveWithProcess, event: LifecycleEvent, context: LifecycleContext): Transition {
  const { intent } = context;
  switch (event.type) {
    case 'start':
      return to(state, wanting(intent, true));
    case 'restart':
      return end(state, wanting(intent, true), context);
    case 'stop':
      return end(state, wanting(intent, false), context);
    case 'enter-maintenance':
      return end(state, requestMaintenance(event, context), context);
    case 'quit':
      return end(state, intent, context);
    case 'exited':
      return fallIntoMaintenance('crashed', STOPPED, context, event.exit, null);
    case 'unresponsive': {
      const failure: StartFailure = { cause: 'no-answer', evidence: event.evidence ?? '' };
      return fallIntoMaintenance('unresponsive', stoppingFrom(state, context), context, null, failure);
    }
    case 'leave-maintenance':
    case 'preflight-passed':
    case 'healthy':
    case 'spawned':
    case 'spawn-failed':
    case 'start-timeout':
    case 'stop-timeout':
    case 'kill-timeout':
      return unchanged(state, context);
    default:
      return assertNever(event);
  }
}

function whenStopping(
  state: Extract<InstanceState, { kind: 'stopping' }>,
  event: LifecycleEvent,
  context: LifecycleContext,
): Transition {
  const { intent } = context;
  switch (event.type) {
    // The last wish wins: it is followed once the exit is observed.
    case 'start':
    case 'restart': {
      const refused = whyNotStart(context);
      return refused === null ? to(state, wanting(intent, true)) : { refused };
    }
    case 'stop':
      return to(state, wanting(intent, false));
    case 'enter-maintenance':
      return to(state, requestMaintenance(event, context));
    case 'leave-maintenance':
      return to(state, outOfMaintenance(intent));
    case 'exited': {
      const again = intent.run && whyNotStart(context) === null;
      return again ? begin(intent, context) : to(STOPPED, intent);
    }
    case 'stop-timeout':
      return to({ ...state, killed: true }, intent, [{ type: 'kill', pid: state.pid }]);
    case 'kill-timeout': {
      const failure: StartFailure = { cause: 'stop-refused', evidence: '' };
      return fallIntoMaintenance('could-not-be-stopped', state, context, null, failure);
    }
    case 'quit':
    case 'preflight-passed':
    case 'healthy':
    case 'unresponsive':
    case 'spawned':
    case 'spawn-failed':
    case 'start-timeout':
      return unchanged(state, context);
    default:
      return assertNever(event);
  }
}

function to(state: InstanceState, intent: Intent, effects: readonly Effect[] = []): Transition {
  return { refused: null, state, intent, effects };
}

const unchanged = (state: InstanceState, context: LifecycleContext): Transition => to(state, context.intent);

/** The same object when nothing changes, so that nothing is written for it. */
const wanting = (intent: Intent, run: boolean): Intent => (intent.run === run ? intent : { ...intent, run });

const outOfMaintenance = (intent: Intent): Intent =>
  intent.maintenance === null ? intent : { ...intent, maintenance: null };

function begin(intent: Intent, context: LifecycleContext): Transition {
  return to({ kind: 'starting', run: context.nextRun, pid: null, since: context.now }, intent);
}

function end(state: AliveWithProcess, intent: Intent, context: LifecycleContext): Transition {
  return to(stoppingFrom(state, context), intent, [{ type: 'terminate', pid: state.pid }]);
}

function stoppingFrom(state: AliveWithProcess, context: LifecycleContext): InstanceState {
  return { kind: 'stopping', run: state.run, pid: state.pid, since: context.now, killed: false };
}

/** Keeps the first reason: a person pressing the switch does not hide why the app had set it. */
function requestMaintenance(event: Event<'enter-maintenance'>, { intent, now }: LifecycleContext): Intent {
  if (intent.maintenance !== null) return intent;
  return { ...intent, maintenance: { reason: 'requested', since: now, setBy: event.setBy, incidentId: null } };
}

function whyNotStart({ intent, quitting }: LifecycleContext): Refusal | null {
  if (quitting) return 'quitting';
  return intent.maintenance === null ? null : 'in-maintenance';
}

function fallIntoMaintenance(
  reason: Exclude<MaintenanceReason, 'requested'>,
  state: InstanceState,
  { intent, now, incidentId }: LifecycleContext,
  exit: Exit | null,
  failure: StartFailure | null,
): Transition {
  const maintenance: Maintenance = { reason, since: now, setBy: 'basekeeper', incidentId };
  const effects: Effect[] = [{ type: 'record-incident', incidentId, reason, exit, failure }];
  if (state.kind === 'stopping' && reason !== 'could-not-be-stopped')
    effects.push({ type: 'terminate', pid: state.pid });
  return to(state, { ...intent, maintenance }, effects);
}
