import { describe, expect, test } from 'vitest';
import { transition } from './lifecycle';
import { isAnotherStay } from './lifecycle-outcomes';
import {
  contextOf,
  EARLIER,
  EVENTS,
  INTENTS,
  inWords,
  NOW,
  STATES,
  type EventName,
  type StateName,
} from './testing/lifecycle-cases';

const CRASH = 'run, maintenance crashed by basekeeper';

describe('where a restart policy allows another try', () => {
  const events: readonly (readonly [StateName, EventName, string])[] = [
    ['checking', 'spawn-failed', 'waiting 1 without a process; run; record start-failed'],
    ['checking', 'start-timeout', 'waiting 1 without a process; run; record start-failed'],
    ['launching', 'exited', 'waiting 1 without a process; run; record start-failed'],
    ['launching', 'start-timeout', 'stopping 1; run; record start-failed, terminate'],
    ['running', 'exited', 'waiting 1 without a process; run; record crashed'],
    ['running', 'unresponsive', 'stopping 1; run; record unresponsive, terminate'],
    ['running', 'data-lost', 'stopping 1; run, maintenance data-at-risk by basekeeper; record data-at-risk, terminate'],
    [
      'running',
      'restart-loop',
      'stopping 1; run, maintenance restart-loop by basekeeper; record restart-loop, terminate',
    ],
    ['stopping', 'exited', 'starting 2 without a process; run; nothing'],
  ];
  test.each(events)('while %s: %s → %s', (state, event, expected) => {
    expect(inWords(transition(STATES[state], EVENTS[event], contextOf(INTENTS.run, false, 1000)))).toBe(expected);
  });

  test('quitting comes first', () => {
    const ended = transition(STATES.running, EVENTS.exited, contextOf(INTENTS.run, true, 1000));
    expect(inWords(ended)).toBe(`stopped; ${CRASH}; record crashed`);
  });

  test('the next try begins when its delay is over', () => {
    const ended = transition(STATES.running, EVENTS.exited, contextOf(INTENTS.run, false, 4000));
    expect(ended).toMatchObject({
      state: { kind: 'waiting', since: NOW, delayMs: 4000 },
      incident: { retryDelayMs: 4000 },
    });
  });
});

test('a process that is taken over keeps the time since which it serves', () => {
  expect(transition(STATES.proving, EVENTS.healthy, contextOf(INTENTS.run))).toMatchObject({
    state: { kind: 'running', since: EARLIER },
  });
});

test('maintenance tells since when, who set it, and the incident that led there', () => {
  const asked = transition(STATES.running, EVENTS['enter-maintenance'], contextOf(INTENTS.run));
  expect(asked).toMatchObject({
    intent: { maintenance: { reason: 'requested', since: NOW, setBy: 'tray', incidentId: null } },
  });
  const crashed = transition(STATES.running, EVENTS.exited, contextOf(INTENTS.run));
  expect(crashed).toMatchObject({
    intent: { maintenance: { reason: 'crashed', since: NOW, setBy: 'basekeeper', incidentId: 'new' } },
    incident: { incidentId: 'new', exit: { code: 0, signal: null } },
    effects: [],
  });
});

test.each<StateName>(['stopping', 'killing'])(
  'quitting while %s: nothing follows, and the same stay goes on',
  (name) => {
    const state = STATES[name];
    const next = transition(state, EVENTS.quit, contextOf(INTENTS.run, true));
    expect(next).toEqual({
      refused: null,
      state: { ...state, forGood: true },
      intent: INTENTS.run,
      incident: null,
      effects: [],
    });
    if (next.refused !== null) return;
    expect(isAnotherStay(state, next.state)).toBe(false);
    const again = transition(next.state, EVENTS.quit, contextOf(INTENTS.run, true));
    expect(again).toEqual(next);
    const killed = transition(next.state, EVENTS['stop-timeout'], contextOf(INTENTS.run, true));
    expect(killed.refused === null && isAnotherStay(next.state, killed.state)).toBe(name === 'stopping');
  },
);
