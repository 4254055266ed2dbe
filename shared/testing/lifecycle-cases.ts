/** Every state, intent and event of the lifecycle once, and an outcome as one line. */
import { pidOf, type InstanceState, type Intent, type Maintenance } from '../instance';
import type { FoundProcess, LifecycleContext, LifecycleEvent, Transition } from '../lifecycle-events';

export const NOW = '2026-01-02T03:04:05.000Z';
export const EARLIER = '2026-01-01T00:00:00.000Z';

export const STATES = {
  stopped: { kind: 'stopped' },
  checking: { kind: 'starting', runNumber: 1, pid: null, since: EARLIER, provenSince: null },
  launching: { kind: 'starting', runNumber: 1, pid: 42, since: EARLIER, provenSince: null },
  proving: { kind: 'starting', runNumber: 1, pid: 42, since: EARLIER, provenSince: EARLIER },
  running: { kind: 'running', runNumber: 1, pid: 42, since: EARLIER },
  stopping: { kind: 'stopping', runNumber: 1, pid: 42, since: EARLIER, killed: false },
  killing: { kind: 'stopping', runNumber: 1, pid: 42, since: EARLIER, killed: true },
  waiting: { kind: 'waiting', runNumber: 1, since: EARLIER, delayMs: 1000 },
} as const satisfies Record<string, InstanceState>;

export const CRASHED: Maintenance = { reason: 'crashed', since: EARLIER, setBy: 'basekeeper', incidentId: 'old' };

const IN_OPERATION: Maintenance = { reason: 'operation', since: EARLIER, setBy: 'basekeeper', incidentId: null };

export const INTENTS = {
  run: { shouldRun: true, maintenance: null },
  rest: { shouldRun: false, maintenance: null },
  'run, maintenance crashed by basekeeper': { shouldRun: true, maintenance: CRASHED },
  'rest, maintenance crashed by basekeeper': { shouldRun: false, maintenance: CRASHED },
  'run, maintenance operation by basekeeper': { shouldRun: true, maintenance: IN_OPERATION },
  'rest, maintenance operation by basekeeper': { shouldRun: false, maintenance: IN_OPERATION },
} as const satisfies Record<string, Intent>;

export const FOUND: FoundProcess = {
  runNumber: 1,
  pid: 42,
  startedAt: EARLIER,
  provenSince: EARLIER,
  isEnding: false,
  askedToEnd: false,
};

/** Each type of event by its name, so that none can be forgotten; some in more than one way. */
export const EVENTS = {
  start: { type: 'start' },
  stop: { type: 'stop' },
  restart: { type: 'restart' },
  'enter-maintenance': { type: 'enter-maintenance', setBy: 'tray' },
  'leave-maintenance': { type: 'leave-maintenance' },
  'begin-operation': { type: 'begin-operation' },
  'end-operation': { type: 'end-operation', intent: { shouldRun: true, maintenance: null } },
  quit: { type: 'quit' },
  'preflight-passed': { type: 'preflight-passed', runNumber: 1 },
  spawned: { type: 'spawned', runNumber: 1, pid: 42 },
  'spawn-failed': { type: 'spawn-failed', runNumber: 1, finding: { cause: 'port-taken', evidence: 'x' } },
  healthy: { type: 'healthy', runNumber: 1 },
  unresponsive: { type: 'unresponsive', runNumber: 1, evidence: 'silence' },
  exited: { type: 'exited', runNumber: 1, exit: { code: 0, signal: null } },
  'start-timeout': { type: 'start-timeout', runNumber: 1 },
  'stop-timeout': { type: 'stop-timeout', runNumber: 1 },
  'kill-timeout': { type: 'kill-timeout', runNumber: 1 },
  'data-lost': { type: 'data-lost', runNumber: 1, finding: { cause: 'database-missing', evidence: 'x' } },
  'restart-loop': { type: 'restart-loop', runNumber: 1, finding: { cause: 'restart-loop', evidence: 'log.js' } },
  'retry-due': { type: 'retry-due', runNumber: 1 },
  'found-alive': { type: 'found-alive', found: FOUND },
  'found-alive, ending': { type: 'found-alive', found: { ...FOUND, isEnding: true } },
  'found-alive, asked to end': { type: 'found-alive', found: { ...FOUND, askedToEnd: true } },
  'found-ended': { type: 'found-ended', finding: { cause: 'unknown', evidence: '' } },
} as const satisfies Record<LifecycleEvent['type'], LifecycleEvent> & Record<string, LifecycleEvent>;

export type StateName = keyof typeof STATES;
export type IntentName = keyof typeof INTENTS;
export type EventName = keyof typeof EVENTS;

export const contextOf = (intent: Intent, quitting = false, retryDelayMs: number | null = null): LifecycleContext => ({
  intent,
  quitting,
  now: NOW,
  nextRunNumber: 2,
  incidentId: 'new',
  retryDelayMs,
});

/** An outcome in one line: state; intent; what is recorded, then the effects. */
export function inWords(outcome: Transition): string {
  if (outcome.refused !== null) return `refused: ${outcome.refused}`;
  const { state, intent, incident, effects } = outcome;
  const words =
    state.kind === 'stopped'
      ? 'stopped'
      : `${state.kind} ${String(state.runNumber)}${pidOf(state) === null ? ' without a process' : ''}${'killed' in state && state.killed ? ' killed' : ''}`;
  const { maintenance } = intent;
  const why = maintenance === null ? '' : `, maintenance ${maintenance.reason} by ${maintenance.setBy}`;
  const recorded = incident === null ? [] : [`record ${incident.reason}`];
  const does = [...recorded, ...effects.map(({ type }) => type)];
  return [words, `${intent.shouldRun ? 'run' : 'rest'}${why}`, does.join(', ') || 'nothing'].join('; ');
}
