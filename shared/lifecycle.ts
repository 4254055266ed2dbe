/**
 * The life of one instance, as a pure function.
 *
 *            start                 spawned, healthy
 *  stopped ────────► starting ───────────────────────► running
 *     ▲  ▲              │ │                              │ │
 *     │  └──────────────┘ │ stop · restart               │ │ stop · restart · maintenance · quit
 *     │  spawn-failed     │ maintenance · quit           │ │ unresponsive · data-lost
 *     │  exited           │ start-timeout                │ │
 *     │  (maintenance)    ▼                              │ │
 *     ├──────────────── stopping ◄───────────────────────┘ │
 *     │     exited         │ exited, and it should run:     │
 *     │                    └──► starting (next run)         │
 *     ├─────────────────────────────────────────────────────┤ exited: crashed (maintenance)
 *     │ stop · maintenance · quit        retry-due          │
 *     └──────────────── waiting ──► starting (next run)     │
 *                          ▲                                │
 *                          └────────────────────────────────┘ exited, and its restart policy allows a try
 *
 * SIGTERM on entering `stopping`, SIGKILL after the grace, and only `exited` leaves it.
 * An exit while stopping is never a crash, whatever its code. Everything else that ends by itself is.
 * At launch, `found-alive` takes a surviving process over, and `found-ended` tells of one that failed unseen.
 */
import type { Finding } from './incident';
import type { InstanceState, Starting, Waiting } from './instance';
import type { FoundProcess, LifecycleContext, LifecycleEvent, Transition } from './lifecycle-events';
import {
  begin,
  end,
  endBecause,
  endedByItself,
  endForGood,
  fallIntoMaintenance,
  isInOperation,
  outOfMaintenance,
  requestMaintenance,
  STOPPED,
  stoppingFrom,
  to,
  unchanged,
  wanting,
  whyNotStart,
  whyUntimely,
  type AliveWithProcess,
} from './lifecycle-outcomes';
import { assertNever } from './result';

/** The next state, intent and effects, or the reason why the request is refused. Events of an older run change nothing. */
export function transition(state: InstanceState, event: LifecycleEvent, context: LifecycleContext): Transition {
  if ('runNumber' in event && (state.kind === 'stopped' || state.runNumber !== event.runNumber))
    return unchanged(state, context);
  const untimely = whyUntimely(state, event, context);
  if (untimely !== null) return untimely;
  switch (state.kind) {
    case 'stopped':
      return whenStopped(event, context);
    case 'starting':
      return whenStarting(state, event, context);
    case 'running':
      return whenRunning(state, event, context);
    case 'stopping':
      return whenStopping(state, event, context);
    case 'waiting':
      return whenWaiting(state, event, context);
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
    case 'begin-operation':
      return to(STOPPED, requestMaintenance(event, context));
    case 'leave-maintenance': {
      const left = outOfMaintenance(intent);
      const follows = intent.maintenance !== null && intent.shouldRun && !context.quitting;
      return follows ? begin(left, context) : to(STOPPED, left);
    }
    case 'end-operation': {
      if (!isInOperation(intent)) return unchanged(STOPPED, context);
      // Whoever stopped it meanwhile has the last word.
      const given = wanting(event.intent, event.intent.shouldRun && intent.shouldRun);
      const follows = given.shouldRun && given.maintenance === null && !context.quitting;
      return follows ? begin(given, context) : to(STOPPED, given);
    }
    case 'found-alive':
      return takeOver(event.found, context);
    case 'found-ended':
      return fallIntoMaintenance('ended-while-app-was-away', STOPPED, context, null, event.finding);
    case 'quit':
    case 'preflight-passed':
    case 'healthy':
    case 'unresponsive':
    case 'data-lost':
    case 'restart-loop':
    case 'spawned':
    case 'spawn-failed':
    case 'exited':
    case 'start-timeout':
    case 'stop-timeout':
    case 'kill-timeout':
    case 'retry-due':
      return unchanged(STOPPED, context);
    default:
      return assertNever(event);
  }
}

/** A process that is not to run is ended; one that was told to end is awaited, and followed by a new run if it should run. */
function takeOver(
  { runNumber, pid, startedAt, provenSince, isEnding, askedToEnd }: FoundProcess,
  context: LifecycleContext,
): Transition {
  const { intent, now } = context;
  const state = { runNumber, pid, since: now, killed: false, kind: 'stopping' } as const;
  // What was told to end with the app may have missed it. To be asked once more does no harm.
  if (isEnding || askedToEnd || !intent.shouldRun || whyNotStart(context) !== null)
    return to(state, intent, [{ type: 'terminate' }]);
  return to({ kind: 'starting', runNumber, pid, since: startedAt, provenSince: provenSince }, intent);
}

function whenStarting(state: Starting, event: LifecycleEvent, context: LifecycleContext): Transition {
  const { intent } = context;
  const { runNumber, pid } = state;
  switch (event.type) {
    case 'start':
      return to(state, wanting(intent, true));
    case 'restart':
      return pid === null ? to(state, wanting(intent, true)) : end({ ...state, pid }, wanting(intent, true), context);
    case 'stop':
      return pid === null
        ? to(STOPPED, wanting(intent, false))
        : end({ ...state, pid }, wanting(intent, false), context);
    case 'enter-maintenance':
    case 'begin-operation': {
      const maintained = requestMaintenance(event, context);
      return pid === null ? to(STOPPED, maintained) : end({ ...state, pid }, maintained, context);
    }
    case 'quit':
      return pid === null ? to(STOPPED, intent) : endForGood({ ...state, pid }, context);
    case 'preflight-passed':
      if (pid !== null) return unchanged(state, context);
      // Quitting may have begun during the checks.
      return whyNotStart(context) === null ? to(state, intent, [{ type: 'spawn', runNumber }]) : to(STOPPED, intent);
    case 'spawned':
      return to({ ...state, pid: event.pid }, intent);
    case 'healthy':
      if (pid === null) return unchanged(state, context);
      return to({ kind: 'running', runNumber, pid, since: state.provenSince ?? context.now }, intent);
    case 'spawn-failed':
      // With a process there, only its exit counts.
      if (pid !== null) return unchanged(state, context);
      return endedByItself('start-failed', runNumber, context, null, event.finding);
    case 'exited':
      return endedByItself(
        state.provenSince === null ? 'start-failed' : 'crashed',
        runNumber,
        context,
        event.exit,
        null,
      );
    case 'data-lost':
      // Whatever the restart policy: a new start could only make it worse.
      if (pid === null) return unchanged(state, context);
      return fallIntoMaintenance(
        'start-failed',
        stoppingFrom({ ...state, pid }, context),
        context,
        null,
        event.finding,
      );
    case 'start-timeout': {
      const finding: Finding = { cause: 'start-timeout', evidence: '' };
      if (pid === null) return endedByItself('start-failed', runNumber, context, null, finding);
      if (state.provenSince === null) return endBecause('start-failed', { ...state, pid }, context, finding);
      return endBecause('unresponsive', { ...state, pid }, context, { cause: 'no-answer', evidence: '' });
    }
    case 'restart-loop':
      if (pid === null) return unchanged(state, context);
      return fallIntoMaintenance(
        'restart-loop',
        stoppingFrom({ ...state, pid }, context),
        context,
        null,
        event.finding,
      );
    case 'leave-maintenance':
    case 'end-operation':
    case 'unresponsive':
    case 'stop-timeout':
    case 'kill-timeout':
    case 'retry-due':
    case 'found-alive':
    case 'found-ended':
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
    case 'begin-operation':
      return end(state, requestMaintenance(event, context), context);
    case 'quit':
      return endForGood(state, context);
    case 'exited':
      return endedByItself('crashed', state.runNumber, context, event.exit, null);
    case 'unresponsive':
      return endBecause('unresponsive', state, context, { cause: 'no-answer', evidence: event.evidence ?? '' });
    case 'restart-loop':
      return fallIntoMaintenance('restart-loop', stoppingFrom(state, context), context, null, event.finding);
    case 'data-lost':
      // Whatever the restart policy: a new start could only make it worse.
      return fallIntoMaintenance('data-at-risk', stoppingFrom(state, context), context, null, event.finding);
    case 'leave-maintenance':
    case 'end-operation':
    case 'preflight-passed':
    case 'healthy':
    case 'spawned':
    case 'spawn-failed':
    case 'start-timeout':
    case 'stop-timeout':
    case 'kill-timeout':
    case 'retry-due':
    case 'found-alive':
    case 'found-ended':
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
    case 'begin-operation':
      return to(state, requestMaintenance(event, context));
    case 'leave-maintenance':
      return to(state, outOfMaintenance(intent));
    case 'exited': {
      const again = intent.shouldRun && whyNotStart(context) === null;
      return again ? begin(intent, context) : to(STOPPED, intent);
    }
    case 'stop-timeout':
      return to({ ...state, killed: true }, intent, [{ type: 'kill' }]);
    case 'kill-timeout': {
      const finding: Finding = { cause: 'stop-refused', evidence: '' };
      return fallIntoMaintenance('could-not-be-stopped', state, context, null, finding);
    }
    case 'quit':
      // It has been asked to end already; only what was to follow does not.
      return state.forGood === true ? unchanged(state, context) : to({ ...state, forGood: true }, intent);
    case 'end-operation':
    case 'preflight-passed':
    case 'healthy':
    case 'unresponsive':
    case 'data-lost':
    case 'restart-loop':
    case 'spawned':
    case 'spawn-failed':
    case 'start-timeout':
    case 'retry-due':
    case 'found-alive':
    case 'found-ended':
      return unchanged(state, context);
    default:
      return assertNever(event);
  }
}

/** No process exists, and no wish has to wait for one. */
function whenWaiting(state: Waiting, event: LifecycleEvent, context: LifecycleContext): Transition {
  const { intent } = context;
  switch (event.type) {
    case 'start':
    case 'restart': {
      const refused = whyNotStart(context);
      return refused === null ? begin(wanting(intent, true), context) : { refused };
    }
    case 'retry-due':
      return whyNotStart(context) === null ? begin(intent, context) : to(STOPPED, intent);
    case 'stop':
      return to(STOPPED, wanting(intent, false));
    case 'enter-maintenance':
    case 'begin-operation':
      return to(STOPPED, requestMaintenance(event, context));
    case 'quit':
      return to(STOPPED, intent);
    case 'leave-maintenance':
    case 'end-operation':
    case 'preflight-passed':
    case 'healthy':
    case 'unresponsive':
    case 'data-lost':
    case 'restart-loop':
    case 'spawned':
    case 'spawn-failed':
    case 'exited':
    case 'start-timeout':
    case 'stop-timeout':
    case 'kill-timeout':
    case 'found-alive':
    case 'found-ended':
      return unchanged(state, context);
    default:
      return assertNever(event);
  }
}
