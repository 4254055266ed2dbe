import { describe, expect, test } from 'vitest';
import {
  allowedCommands,
  countByStatus,
  displayStatus,
  isAlive,
  isDegraded,
  unansweredOf,
  wouldBeStopped,
  type DisplayStatus,
  type Shown,
} from './display-status';
import type { InstanceState, Maintenance } from './instance';
import { transition } from './lifecycle';
import { contextOf, INTENTS } from './testing/lifecycle-cases';
import { STATUS_WORDS } from './words/status-words';

const THEN = '2026-01-01T00:00:00.000Z';
const STATES = {
  stopped: { kind: 'stopped' },
  checking: { kind: 'starting', runNumber: 1, pid: null, since: THEN, provenSince: null },
  launching: { kind: 'starting', runNumber: 1, pid: 7, since: THEN, provenSince: null },
  running: { kind: 'running', runNumber: 1, pid: 7, since: THEN },
  stopping: { kind: 'stopping', runNumber: 1, pid: 7, since: THEN, killed: false },
  killing: { kind: 'stopping', runNumber: 1, pid: 7, since: THEN, killed: true },
  waiting: { kind: 'waiting', runNumber: 1, since: THEN, delayMs: 2000 },
} as const satisfies Record<string, InstanceState>;
type StateName = keyof typeof STATES;

const MAINTENANCE: Maintenance = {
  reason: 'crashed',
  since: '2026-01-02T00:00:00.000Z',
  setBy: 'basekeeper',
  incidentId: 'x',
};

const shown = (state: StateName, intent: 'run' | 'rest' | 'maintenance'): Shown => ({
  state: STATES[state],
  intent: { shouldRun: intent !== 'rest', maintenance: intent === 'maintenance' ? MAINTENANCE : null },
});

/** State, meant to, word shown, then what a person may do or why not: start, stop, restart, open the admin UI. */
const LEAVE = 'In maintenance. Turn maintenance mode off first.';
const NOTHING = 'In maintenance: nothing is running.';
const TABLE: readonly (readonly [
  StateName,
  'run' | 'rest' | 'maintenance',
  DisplayStatus['kind'],
  string,
  string,
  string,
  string,
])[] = [
  ['stopped', 'run', 'stopped', 'yes', 'Not running.', 'Not running.', 'yes'],
  ['stopped', 'rest', 'stopped', 'yes', 'Not running.', 'Not running.', 'yes'],
  ['stopped', 'maintenance', 'maintenance', LEAVE, NOTHING, NOTHING, 'yes'],
  ['checking', 'run', 'starting', 'Already starting.', 'yes', 'Already starting.', 'yes'],
  ['checking', 'maintenance', 'entering-maintenance', LEAVE, NOTHING, NOTHING, 'yes'],
  ['launching', 'run', 'starting', 'Already starting.', 'yes', 'Already starting.', 'yes'],
  ['launching', 'maintenance', 'entering-maintenance', LEAVE, NOTHING, NOTHING, 'yes'],
  ['running', 'run', 'running', 'Already running.', 'yes', 'yes', 'yes'],
  ['running', 'maintenance', 'entering-maintenance', LEAVE, NOTHING, NOTHING, 'yes'],
  ['stopping', 'run', 'restarting', 'Already starting.', 'yes', 'Already starting.', 'yes'],
  ['stopping', 'rest', 'stopping', 'yes', 'Already stopping.', 'Not running.', 'yes'],
  ['stopping', 'maintenance', 'entering-maintenance', LEAVE, NOTHING, NOTHING, 'yes'],
  ['killing', 'run', 'restarting', 'Already starting.', 'yes', 'Already starting.', 'yes'],
  ['killing', 'rest', 'stopping', 'yes', 'Already stopping.', 'Not running.', 'yes'],
  ['killing', 'maintenance', 'entering-maintenance', LEAVE, NOTHING, NOTHING, 'yes'],
  ['waiting', 'run', 'waiting', 'yes', 'yes', 'Nothing is running. Start tries again at once.', 'yes'],
];

test.each(TABLE)('while %s and meant to %s it is shown as %s', (state, intent, kind, start, stop, restart, adminUi) => {
  const instance = shown(state, intent);
  expect(displayStatus(instance).kind).toBe(kind);
  expect(STATUS_WORDS[kind]).toMatch(/^[A-Z]/);
  const { start: mayStart, stop: mayStop, restart: mayRestart, openAdminUi, changePort } = allowedCommands(instance);
  const answers = [mayStart, mayStop, mayRestart, openAdminUi].map((one) => (one.allowed ? 'yes' : one.why));
  expect(answers).toEqual([start, stop, restart, adminUi]);
  expect(isAlive(instance)).toBe(state !== 'stopped');
  expect(changePort).toEqual(
    state === 'stopped' ? { allowed: true } : { allowed: false, why: 'Stop it or turn maintenance on first.' },
  );
});

describe('while an operation is at work on an instance', () => {
  const operation = { kind: 'restore' } as const;
  const why = 'Restore is running. Wait for it, or cancel it under Tasks.';
  const held: Shown = {
    state: STATES.stopped,
    intent: { shouldRun: true, maintenance: { ...MAINTENANCE, reason: 'operation', incidentId: null } },
  };

  test('nobody else starts it, takes it out of maintenance or begins another operation', () => {
    const { start, leaveMaintenance, changePort, operate, openAdminUi } = allowedCommands(held, operation);
    expect([start, leaveMaintenance, changePort, operate, openAdminUi]).toEqual(Array(5).fill({ allowed: false, why }));
  });

  test('which does not hold it, only another operation has to wait', () => {
    const { stop, restart, leaveMaintenance, operate } = allowedCommands(shown('running', 'run'), operation);
    expect([stop, restart, leaveMaintenance].every(({ allowed }) => allowed)).toBe(true);
    expect(operate).toEqual({ allowed: false, why });
  });

  test('and once it has ended, maintenance is a person’s again', () => {
    const { start, leaveMaintenance, operate } = allowedCommands(held);
    expect(start).toEqual({ allowed: false, why: LEAVE });
    expect([leaveMaintenance.allowed, operate.allowed]).toEqual([true, true]);
  });
});

describe('since when', () => {
  test('is that of the state, and in maintenance that of maintenance, with its reason', () => {
    expect(displayStatus(shown('running', 'run'))).toEqual({ kind: 'running', since: THEN });
    expect(displayStatus(shown('stopping', 'maintenance'))).toEqual({
      kind: 'entering-maintenance',
      since: MAINTENANCE.since,
      reason: 'crashed',
    });
    expect(displayStatus(shown('stopped', 'maintenance'))).toMatchObject({
      since: MAINTENANCE.since,
      reason: 'crashed',
    });
  });
});

test('not answering is only what runs', () => {
  const unanswered = { questions: 2, of: 3 };
  const silent = TABLE.map(([state, intent]) => ({ ...shown(state, intent), unanswered })).filter(
    (instance) => unansweredOf(instance) !== null,
  );
  expect(silent.map((instance) => displayStatus(instance).kind)).toEqual(['running']);
  expect(unansweredOf(shown('running', 'run'))).toBeNull();
});

test('degraded is only what runs although something is wrong', () => {
  const warnings = [{ kind: 'hook-not-loaded', evidence: '', since: THEN }] as const;
  const degraded = TABLE.map(([state, intent]) => ({ ...shown(state, intent), warnings })).filter(isDegraded);
  expect(degraded.map((instance) => displayStatus(instance).kind)).toEqual(['running']);
  expect(isDegraded({ ...shown('running', 'run'), warnings: [] })).toBe(false);
});

test('every instance is counted once, and one in maintenance never as running', () => {
  const all = TABLE.map(([state, intent]) => shown(state, intent));
  expect(countByStatus(all)).toEqual({ running: 1, inTransition: 12, maintenance: 1, stopped: 2 });
  expect(countByStatus([])).toEqual({ running: 0, inTransition: 0, maintenance: 0, stopped: 0 });
});

test('what ends because the app quits is stopping, although it is meant to run: nothing follows', () => {
  const intent = INTENTS.run;
  expect(displayStatus({ state: STATES.stopping, intent }).kind).toBe('restarting');
  for (const state of [STATES.launching, STATES.running, STATES.stopping, STATES.killing]) {
    const quitting = transition(state, { type: 'quit' }, contextOf(intent, true));
    expect(quitting.refused).toBeNull();
    if (quitting.refused === null) expect(displayStatus(quitting).kind).toBe('stopping');
  }
});

test('“stop everything” is for what runs, is on its way, or would be started by its operation', () => {
  const held: Maintenance = { reason: 'operation', since: THEN, setBy: 'basekeeper', incidentId: null };
  const asked: Maintenance = { ...held, reason: 'requested', setBy: 'window' };
  const would = (state: InstanceState, maintenance: Maintenance | null = null): boolean =>
    wouldBeStopped({ state, intent: { shouldRun: true, maintenance } });
  for (const { kind, ...rest } of Object.values(STATES)) {
    const state = { kind, ...rest } as InstanceState;
    expect(would(state), kind).toBe(kind !== 'stopped');
  }
  expect(would(STATES.stopped, asked)).toBe(false);
  expect(would(STATES.stopped, held)).toBe(true);
});
