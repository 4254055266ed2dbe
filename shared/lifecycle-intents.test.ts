import { expect, test } from 'vitest';
import { transition } from './lifecycle';
import {
  contextOf,
  EVENTS,
  INTENTS,
  inWords,
  STATES,
  type EventName,
  type IntentName,
  type StateName,
} from './testing/lifecycle-cases';

const CRASH = 'run, maintenance crashed by basekeeper';
const OPERATION = 'run, maintenance operation by basekeeper';
const START_FAILED = 'run, maintenance start-failed by basekeeper';

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
  ['waiting', 'run', 'start', 'refused: quitting', 'quitting'],
  ['waiting', 'run', 'retry-due', 'stopped; run; nothing', 'quitting'],
  ['stopped', 'rest', 'found-alive', 'stopping 1; rest; terminate'],
  ['stopped', 'rest', 'found-alive, ending', 'stopping 1; rest; terminate'],
  ['stopped', 'run, maintenance crashed by basekeeper', 'found-alive', `stopping 1; ${CRASH}; terminate`],
  ['stopped', 'run, maintenance crashed by basekeeper', 'found-alive, ending', `stopping 1; ${CRASH}; terminate`],
  ['stopped', OPERATION, 'start', 'refused: in-maintenance'],
  ['stopped', OPERATION, 'restart', 'refused: in-maintenance'],
  ['stopped', OPERATION, 'stop', 'stopped; rest, maintenance operation by basekeeper; nothing'],
  ['stopped', OPERATION, 'enter-maintenance', 'stopped; run, maintenance requested by tray; nothing'],
  ['stopped', OPERATION, 'begin-operation', `stopped; ${OPERATION}; nothing`],
  ['stopped', OPERATION, 'quit', `stopped; ${OPERATION}; nothing`],
  ['stopped', OPERATION, 'end-operation', 'starting 2 without a process; run; nothing'],
  ['stopped', OPERATION, 'end-operation', 'stopped; run; nothing', 'quitting'],
  ['stopped', 'rest, maintenance operation by basekeeper', 'end-operation', 'stopped; rest; nothing'],
  ['stopped', CRASH, 'begin-operation', `stopped; ${OPERATION}; nothing`],
  ['stopped', CRASH, 'end-operation', `stopped; ${CRASH}; nothing`],
  ['stopping', OPERATION, 'exited', `stopped; ${OPERATION}; nothing`],
  ['stopping', OPERATION, 'start', 'refused: in-maintenance'],
  ['stopping', OPERATION, 'enter-maintenance', 'stopping 1; run, maintenance requested by tray; nothing'],
  ['stopping', OPERATION, 'end-operation', `stopping 1; ${OPERATION}; nothing`],
];

for (const [state, intent, event, expected, quitting] of EXCEPTIONS) {
  test(`while ${state}${quitting === undefined ? '' : ' and quitting'}, meant to ${intent}: ${event} → ${expected}`, () => {
    const context = contextOf(INTENTS[intent], quitting !== undefined);
    expect(inWords(transition(STATES[state], EVENTS[event], context))).toBe(expected);
  });
}

test('a person who stops an instance during an operation has the last word, as with maintenance', () => {
  const maintenance = { reason: 'operation', since: '', setBy: 'basekeeper', incidentId: null } as const;
  const given = { shouldRun: true, maintenance: null };
  const after = (shouldRun: boolean) =>
    transition({ kind: 'stopped' }, { type: 'end-operation', intent: given }, contextOf({ shouldRun, maintenance }));
  expect(after(true)).toMatchObject({ state: { kind: 'starting' }, intent: given });
  expect(after(false)).toMatchObject({ state: { kind: 'stopped' }, intent: { shouldRun: false, maintenance: null } });
});
