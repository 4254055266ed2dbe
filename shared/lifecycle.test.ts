import { describe, expect, test } from 'vitest';
import type { InstanceState, Intent, Maintenance } from './instance';
import { transition, type LifecycleContext, type LifecycleEvent, type Transition } from './lifecycle';

const NOW = '2026-01-02T03:04:05.000Z';
const EARLIER = '2026-01-01T00:00:00.000Z';

const STATES = {
  stopped: { kind: 'stopped' },
  checking: { kind: 'starting', run: 1, pid: null, since: EARLIER },
  launching: { kind: 'starting', run: 1, pid: 42, since: EARLIER },
  running: { kind: 'running', run: 1, pid: 42, since: EARLIER },
  stopping: { kind: 'stopping', run: 1, pid: 42, since: EARLIER, killed: false },
  killing: { kind: 'stopping', run: 1, pid: 42, since: EARLIER, killed: true },
} as const satisfies Record<string, InstanceState>;

const CRASHED: Maintenance = { reason: 'crashed', since: EARLIER, setBy: 'basekeeper', incidentId: 'old' };

const INTENTS = {
  run: { run: true, maintenance: null },
  rest: { run: false, maintenance: null },
  'run, maintenance crashed by basekeeper': { run: true, maintenance: CRASHED },
  'rest, maintenance crashed by basekeeper': { run: false, maintenance: CRASHED },
} as const satisfies Record<string, Intent>;

const EVENTS = {
  start: { type: 'start' },
  stop: { type: 'stop' },
  restart: { type: 'restart' },
  'enter-maintenance': { type: 'enter-maintenance', setBy: 'tray' },
  'leave-maintenance': { type: 'leave-maintenance' },
  quit: { type: 'quit' },
  'preflight-passed': { type: 'preflight-passed', run: 1 },
  spawned: { type: 'spawned', run: 1, pid: 42 },
  'spawn-failed': { type: 'spawn-failed', run: 1, failure: { cause: 'port-taken', evidence: 'x' } },
  healthy: { type: 'healthy', run: 1 },
  unresponsive: { type: 'unresponsive', run: 1, evidence: 'silence' },
  exited: { type: 'exited', run: 1, exit: { code: 0, signal: null } },
  'start-timeout': { type: 'start-timeout', run: 1 },
  'stop-timeout': { type: 'stop-timeout', run: 1 },
  'kill-timeout': { type: 'kill-timeout', run: 1 },
} as const satisfies Record<string, LifecycleEvent>;

type StateName = keyof typeof STATES;
type IntentName = keyof typeof INTENTS;
type EventName = keyof typeof EVENTS;

const contextOf = (intent: Intent, quitting = false): LifecycleContext => ({
  intent,
  quitting,
  now: NOW,
  nextRun: 2,
  incidentId: 'new',
});

/** An outcome in one line: state; intent; effects. */
function inWords(outcome: Transition): string {
  if (outcome.refused !== null) return `refused: ${outcome.refused}`;
  const { state, intent, effects } = outcome;
  const words =
    state.kind === 'stopped'
      ? 'stopped'
      : `${state.kind} ${String(state.run)}${state.pid === null ? ' without a process' : ''}${'killed' in state && state.killed ? ' killed' : ''}`;
  const { maintenance } = intent;
  const why = maintenance === null ? '' : `, maintenance ${maintenance.reason} by ${maintenance.setBy}`;
  const does = effects.map((effect) => (effect.type === 'record-incident' ? `record ${effect.reason}` : effect.type));
  return [words, `${intent.run ? 'run' : 'rest'}${why}`, does.join(', ') || 'nothing'].join('; ');
}

const CRASH = 'run, maintenance crashed by basekeeper';
const START_FAILED = 'run, maintenance start-failed by basekeeper';

/** Every event in every state, beginning with an instance that is meant to run and is not in maintenance. */
const TABLE: Readonly<Record<StateName, Readonly<Record<EventName, string>>>> = {
  stopped: {
    start: 'starting 2 without a process; run; nothing',
    stop: 'stopped; rest; nothing',
    restart: 'starting 2 without a process; run; nothing',
    'enter-maintenance': 'stopped; run, maintenance requested by tray; nothing',
    'leave-maintenance': 'stopped; run; nothing',
    quit: 'stopped; run; nothing',
    'preflight-passed': 'stopped; run; nothing',
    spawned: 'stopped; run; nothing',
    'spawn-failed': 'stopped; run; nothing',
    healthy: 'stopped; run; nothing',
    unresponsive: 'stopped; run; nothing',
    exited: 'stopped; run; nothing',
    'start-timeout': 'stopped; run; nothing',
    'stop-timeout': 'stopped; run; nothing',
    'kill-timeout': 'stopped; run; nothing',
  },
  checking: {
    start: 'starting 1 without a process; run; nothing',
    stop: 'stopped; rest; nothing',
    restart: 'starting 1 without a process; run; nothing',
    'enter-maintenance': 'stopped; run, maintenance requested by tray; nothing',
    'leave-maintenance': 'starting 1 without a process; run; nothing',
    quit: 'stopped; run; nothing',
    'preflight-passed': 'starting 1 without a process; run; spawn',
    spawned: 'starting 1; run; nothing',
    'spawn-failed': `stopped; ${START_FAILED}; record start-failed`,
    healthy: 'starting 1 without a process; run; nothing',
    unresponsive: 'starting 1 without a process; run; nothing',
    exited: `stopped; ${START_FAILED}; record start-failed`,
    'start-timeout': `stopped; ${START_FAILED}; record start-failed`,
    'stop-timeout': 'starting 1 without a process; run; nothing',
    'kill-timeout': 'starting 1 without a process; run; nothing',
  },
  launching: {
    start: 'starting 1; run; nothing',
    stop: 'stopping 1; rest; terminate',
    restart: 'stopping 1; run; terminate',
    'enter-maintenance': 'stopping 1; run, maintenance requested by tray; terminate',
    'leave-maintenance': 'starting 1; run; nothing',
    quit: 'stopping 1; run; terminate',
    'preflight-passed': 'starting 1; run; nothing',
    spawned: 'starting 1; run; nothing',
    'spawn-failed': 'starting 1; run; nothing',
    healthy: 'running 1; run; nothing',
    unresponsive: 'starting 1; run; nothing',
    exited: `stopped; ${START_FAILED}; record start-failed`,
    'start-timeout': `stopping 1; ${START_FAILED}; record start-failed, terminate`,
    'stop-timeout': 'starting 1; run; nothing',
    'kill-timeout': 'starting 1; run; nothing',
  },
  running: {
    start: 'running 1; run; nothing',
    stop: 'stopping 1; rest; terminate',
    restart: 'stopping 1; run; terminate',
    'enter-maintenance': 'stopping 1; run, maintenance requested by tray; terminate',
    'leave-maintenance': 'running 1; run; nothing',
    quit: 'stopping 1; run; terminate',
    'preflight-passed': 'running 1; run; nothing',
    spawned: 'running 1; run; nothing',
    'spawn-failed': 'running 1; run; nothing',
    healthy: 'running 1; run; nothing',
    unresponsive: 'stopping 1; run, maintenance unresponsive by basekeeper; record unresponsive, terminate',
    exited: `stopped; ${CRASH}; record crashed`,
    'start-timeout': 'running 1; run; nothing',
    'stop-timeout': 'running 1; run; nothing',
    'kill-timeout': 'running 1; run; nothing',
  },
  stopping: {
    start: 'stopping 1; run; nothing',
    stop: 'stopping 1; rest; nothing',
    restart: 'stopping 1; run; nothing',
    'enter-maintenance': 'stopping 1; run, maintenance requested by tray; nothing',
    'leave-maintenance': 'stopping 1; run; nothing',
    quit: 'stopping 1; run; nothing',
    'preflight-passed': 'stopping 1; run; nothing',
    spawned: 'stopping 1; run; nothing',
    'spawn-failed': 'stopping 1; run; nothing',
    healthy: 'stopping 1; run; nothing',
    unresponsive: 'stopping 1; run; nothing',
    exited: 'starting 2 without a process; run; nothing',
    'start-timeout': 'stopping 1; run; nothing',
    'stop-timeout': 'stopping 1 killed; run; kill',
    'kill-timeout': 'stopping 1; run, maintenance could-not-be-stopped by basekeeper; record could-not-be-stopped',
  },
  killing: {
    start: 'stopping 1 killed; run; nothing',
    stop: 'stopping 1 killed; rest; nothing',
    restart: 'stopping 1 killed; run; nothing',
    'enter-maintenance': 'stopping 1 killed; run, maintenance requested by tray; nothing',
    'leave-maintenance': 'stopping 1 killed; run; nothing',
    quit: 'stopping 1 killed; run; nothing',
    'preflight-passed': 'stopping 1 killed; run; nothing',
    spawned: 'stopping 1 killed; run; nothing',
    'spawn-failed': 'stopping 1 killed; run; nothing',
    healthy: 'stopping 1 killed; run; nothing',
    unresponsive: 'stopping 1 killed; run; nothing',
    exited: 'starting 2 without a process; run; nothing',
    'start-timeout': 'stopping 1 killed; run; nothing',
    'stop-timeout': 'stopping 1 killed; run; kill',
    'kill-timeout':
      'stopping 1 killed; run, maintenance could-not-be-stopped by basekeeper; record could-not-be-stopped',
  },
};

for (const [state, row] of Object.entries(TABLE) as [StateName, Readonly<Record<EventName, string>>][]) {
  describe(`while ${state}`, () => {
    test.each(Object.entries(row) as [EventName, string][])('%s → %s', (event, expected) => {
      expect(inWords(transition(STATES[state], EVENTS[event], contextOf(INTENTS.run)))).toBe(expected);
    });
  });
}

/** Where another intent, or quitting, makes a difference. */
const EXCEPTIONS: readonly (readonly [StateName, IntentName, EventName, string, 'quitting'?])[] = [
  ['stopped', 'run, maintenance crashed by basekeeper', 'start', 'refused: in-maintenance'],
  ['stopped', 'run, maintenance crashed by basekeeper', 'restart', 'refused: in-maintenance'],
  ['stopped', 'run, maintenance crashed by basekeeper', 'enter-maintenance', `stopped; ${CRASH}; nothing`],
  [
    'stopped',
    'run, maintenance crashed by basekeeper',
    'leave-maintenance',
    'starting 2 without a process; run; nothing',
  ],
  ['stopped', 'rest, maintenance crashed by basekeeper', 'leave-maintenance', 'stopped; rest; nothing'],
  ['stopped', 'rest', 'leave-maintenance', 'stopped; rest; nothing'],
  ['stopped', 'rest', 'start', 'starting 2 without a process; run; nothing'],
  ['stopped', 'run', 'start', 'refused: quitting', 'quitting'],
  ['stopped', 'run, maintenance crashed by basekeeper', 'leave-maintenance', 'stopped; run; nothing', 'quitting'],
  ['stopping', 'rest', 'exited', 'stopped; rest; nothing'],
  ['stopping', 'run, maintenance crashed by basekeeper', 'exited', `stopped; ${CRASH}; nothing`],
  ['stopping', 'run', 'exited', 'stopped; run; nothing', 'quitting'],
  ['stopping', 'run, maintenance crashed by basekeeper', 'start', 'refused: in-maintenance'],
  ['stopping', 'run, maintenance crashed by basekeeper', 'leave-maintenance', 'stopping 1; run; nothing'],
  ['stopping', 'run', 'start', 'refused: quitting', 'quitting'],
  ['running', 'run', 'exited', `stopped; ${CRASH}; record crashed`, 'quitting'],
  ['stopped', 'run', 'restart', 'refused: quitting', 'quitting'],
  [
    'stopped',
    'run, maintenance crashed by basekeeper',
    'stop',
    'stopped; rest, maintenance crashed by basekeeper; nothing',
  ],
  ['stopped', 'run, maintenance crashed by basekeeper', 'quit', `stopped; ${CRASH}; nothing`],
  ['stopped', 'rest', 'enter-maintenance', 'stopped; rest, maintenance requested by tray; nothing'],
  ['checking', 'run', 'preflight-passed', 'stopped; run; nothing', 'quitting'],
  ['checking', 'run', 'spawn-failed', `stopped; ${START_FAILED}; record start-failed`, 'quitting'],
  ['stopping', 'run', 'restart', 'refused: quitting', 'quitting'],
  ['stopping', 'rest', 'start', 'stopping 1; run; nothing'],
  ['stopping', 'rest', 'restart', 'stopping 1; run; nothing'],
  ['stopping', 'rest', 'enter-maintenance', 'stopping 1; rest, maintenance requested by tray; nothing'],
  ['stopping', 'run, maintenance crashed by basekeeper', 'restart', 'refused: in-maintenance'],
  ['stopping', 'run, maintenance crashed by basekeeper', 'enter-maintenance', `stopping 1; ${CRASH}; nothing`],
  ['stopping', 'run, maintenance crashed by basekeeper', 'stop-timeout', `stopping 1 killed; ${CRASH}; kill`],
  [
    'killing',
    'run, maintenance crashed by basekeeper',
    'kill-timeout',
    'stopping 1 killed; run, maintenance could-not-be-stopped by basekeeper; record could-not-be-stopped',
  ],
  ['killing', 'run, maintenance crashed by basekeeper', 'exited', `stopped; ${CRASH}; nothing`],
  ['killing', 'rest', 'exited', 'stopped; rest; nothing'],
  ['killing', 'run', 'exited', 'stopped; run; nothing', 'quitting'],
];

for (const [state, intent, event, expected, quitting] of EXCEPTIONS) {
  test(`while ${state}${quitting === undefined ? '' : ' and quitting'}, meant to ${intent}: ${event} → ${expected}`, () => {
    const context = contextOf(INTENTS[intent], quitting !== undefined);
    expect(inWords(transition(STATES[state], EVENTS[event], context))).toBe(expected);
  });
}

test('maintenance tells since when, who set it, and the incident that led there', () => {
  const asked = transition(STATES.running, EVENTS['enter-maintenance'], contextOf(INTENTS.run));
  expect(asked).toMatchObject({
    intent: { maintenance: { reason: 'requested', since: NOW, setBy: 'tray', incidentId: null } },
  });
  const crashed = transition(STATES.running, EVENTS.exited, contextOf(INTENTS.run));
  expect(crashed).toMatchObject({
    intent: { maintenance: { reason: 'crashed', since: NOW, setBy: 'basekeeper', incidentId: 'new' } },
    effects: [{ type: 'record-incident', incidentId: 'new', exit: { code: 0, signal: null } }],
  });
});
