/** The ways from one state to the next, shared by all states of `lifecycle.ts`. */
import type { Exit, Finding } from './incident';
import { isWished, type IncidentReason, type MaintenanceSetter } from './maintenance-reason';
import type { InstanceState, Intent, Maintenance, Stopping, Waiting } from './instance';
import { endOf, hasTerms, withTerms, type MaintenanceTerms } from './timed-maintenance';
import type {
  Effect,
  IncidentToRecord,
  LifecycleContext,
  LifecycleEvent,
  Refusal,
  Transition,
} from './lifecycle-events';

export type AliveWithProcess = Exclude<InstanceState, { readonly kind: 'stopped' | 'waiting' }> & {
  readonly pid: number;
};

export const STOPPED: InstanceState = { kind: 'stopped' };

export function to(
  state: InstanceState,
  intent: Intent,
  effects: readonly Effect[] = [],
  incident: IncidentToRecord | null = null,
): Transition {
  return { refused: null, state, intent, incident, effects };
}

export const unchanged = (state: InstanceState, context: LifecycleContext): Transition => to(state, context.intent);

/** The same object when nothing changes, so that nothing is written for it. */
export const wanting = (intent: Intent, shouldRun: boolean): Intent =>
  intent.shouldRun === shouldRun ? intent : { ...intent, shouldRun };

export const outOfMaintenance = (intent: Intent): Intent =>
  intent.maintenance === null ? intent : { ...intent, maintenance: null };

export function begin(intent: Intent, context: LifecycleContext): Transition {
  return to(
    { kind: 'starting', runNumber: context.nextRunNumber, pid: null, since: context.now, provenSince: null },
    intent,
  );
}

export function end(state: AliveWithProcess, intent: Intent, context: LifecycleContext): Transition {
  return to(stoppingFrom(state, context), intent, [{ type: 'terminate' }]);
}

/** Does another stay begin, with limits of its own? What is only called otherwise goes on, and so does its grace. */
export function isAnotherStay(before: InstanceState, after: InstanceState): boolean {
  if (before.kind !== 'stopping' || after.kind !== 'stopping') return before !== after;
  return before.runNumber !== after.runNumber || before.killed !== after.killed;
}

/** Because the app quits: what is wanted stays as it is. */
export function endForGood(state: AliveWithProcess, context: LifecycleContext): Transition {
  return to({ ...stoppingFrom(state, context), forGood: true }, context.intent, [{ type: 'terminate' }]);
}

export function stoppingFrom(state: AliveWithProcess, context: LifecycleContext): Stopping {
  return { kind: 'stopping', runNumber: state.runNumber, pid: state.pid, since: context.now, killed: false };
}

type MaintenanceEvent = Extract<LifecycleEvent, { readonly type: 'enter-maintenance' | 'begin-operation' }>;

/**
 * Keeps the first reason: a person pressing the switch does not hide why the app had set it. Only an operation replaces
 * what was, because it gives it back; and a person who presses the switch during one, or during a scheduled maintenance,
 * has the last word, and says when it ends. A schedule changes nothing that a person, or the app, has set.
 */
export function requestMaintenance(event: MaintenanceEvent, { intent, now }: LifecycleContext): Intent {
  const by = (reason: Maintenance['reason'], setBy: MaintenanceSetter): Intent => ({
    ...intent,
    maintenance: { reason, since: now, setBy, incidentId: null },
  });
  if (event.type === 'begin-operation') return by('operation', 'basekeeper');
  const { setBy, terms = {} } = event;
  const was = intent.maintenance;
  if (setBy === 'schedule') {
    if (was === null) return timed(by('scheduled', setBy), terms);
    return was.reason === 'scheduled' ? timed(intent, terms) : intent;
  }
  if (was?.reason === 'requested') return timed(intent, terms);
  return isOfItsOwn(was) ? intent : timed(by('requested', setBy), terms);
}

function timed(intent: Intent, terms: MaintenanceTerms): Intent {
  if (intent.maintenance === null) return intent;
  const maintenance = withTerms(intent.maintenance, terms);
  return maintenance === intent.maintenance ? intent : { ...intent, maintenance };
}

/** The app has set it because something failed: only a person ends it. */
export const isOfItsOwn = (maintenance: Maintenance | null): maintenance is Maintenance =>
  maintenance !== null && !isWished(maintenance.reason) && maintenance.reason !== 'operation';

/** The clock ends what a person wished: never what the app has set, which is given no end, and never a later wish. */
export function whyUntimely(state: InstanceState, event: LifecycleEvent, context: LifecycleContext): Transition | null {
  const { maintenance } = context.intent;
  if (event.type === 'leave-maintenance' && event.due !== undefined && endOf(maintenance) !== event.due)
    return unchanged(state, context);
  const isTimed = event.type === 'enter-maintenance' && hasTerms(event.terms ?? {});
  return isTimed && isOfItsOwn(maintenance) ? { refused: 'not-timed' } : null;
}

/** What an operation gives back, unless a person had asked for something else since it began. */
export const isInOperation = ({ maintenance }: Intent): boolean => maintenance?.reason === 'operation';

export function whyNotStart({ intent, quitting }: LifecycleContext): Refusal | null {
  if (quitting) return 'quitting';
  return intent.maintenance === null ? null : 'in-maintenance';
}

/** No process is left: another try, if the restart policy allows one, else maintenance. */
export function endedByItself(
  reason: IncidentReason,
  runNumber: number,
  context: LifecycleContext,
  exit: Exit | null,
  finding: Finding | null,
): Transition {
  const { intent, now, retryDelayMs } = context;
  if (retryDelayMs === null || !intent.shouldRun || whyNotStart(context) !== null)
    return fallIntoMaintenance(reason, STOPPED, context, exit, finding);
  const state: Waiting = { kind: 'waiting', runNumber, since: now, delayMs: retryDelayMs };
  return to(state, intent, [], recording(reason, context, exit, finding, retryDelayMs));
}

/** The process is still there and has to go first: a new run follows its exit, if the restart policy allows one. */
export function endBecause(
  reason: IncidentReason,
  state: AliveWithProcess,
  context: LifecycleContext,
  finding: Finding,
): Transition {
  const { intent, retryDelayMs } = context;
  const next = stoppingFrom(state, context);
  if (retryDelayMs === null || !intent.shouldRun || whyNotStart(context) !== null)
    return fallIntoMaintenance(reason, next, context, null, finding);
  // The grace of the stop is the delay.
  return to(next, intent, [{ type: 'terminate' }], recording(reason, context, null, finding, 0));
}

const recording = (
  reason: IncidentReason,
  { incidentId }: LifecycleContext,
  exit: Exit | null,
  finding: Finding | null,
  retryDelayMs: number | null,
): IncidentToRecord => ({ incidentId, reason, exit, finding, retryDelayMs });

export function fallIntoMaintenance(
  reason: IncidentReason,
  state: InstanceState,
  context: LifecycleContext,
  exit: Exit | null,
  finding: Finding | null,
): Transition {
  const { intent, now, incidentId } = context;
  const maintenance: Maintenance = { reason, since: now, setBy: 'basekeeper', incidentId };
  const hasToEnd = state.kind === 'stopping' && reason !== 'could-not-be-stopped';
  const effects: readonly Effect[] = hasToEnd ? [{ type: 'terminate' }] : [];
  return to(state, { ...intent, maintenance }, effects, recording(reason, context, exit, finding, null));
}
