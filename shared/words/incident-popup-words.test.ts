import { describe, expect, test } from 'vitest';
import type { IncidentSummary } from '../incident';
import type { Intent, InstanceState } from '../instance';
import { anIncident, anInstance } from '../testing/examples';
import { incidentPopupsInOne, incidentPopupText } from './incident-popup-words';

const since = '2026-01-01T00:00:00.000Z';
const SERVING: Intent = { shouldRun: true, maintenance: null };
const MAINTAINED: Intent = {
  shouldRun: true,
  maintenance: { reason: 'crashed', since, setBy: 'basekeeper', incidentId: 'iiiiiiiiiiiiiii' },
};
const STATES = {
  stopped: { kind: 'stopped' },
  waiting: { kind: 'waiting', runNumber: 1, since, delayMs: 2000 },
  starting: { kind: 'starting', runNumber: 2, pid: 7, since, provenSince: null },
  running: { kind: 'running', runNumber: 2, pid: 7, since },
  stopping: { kind: 'stopping', runNumber: 1, pid: 7, since, killed: false },
} as const satisfies Record<string, InstanceState>;

const HANG = { reason: 'unresponsive', cause: 'no-answer', exit: null } as const;
const IN_MAINTENANCE = 'Now in maintenance: no requests are processed.';
const ENDING = 'Going into maintenance: its process is being ended.';

describe('a popup says what is so now', () => {
  test.each<readonly [string, Partial<IncidentSummary>, keyof typeof STATES, Intent, string | null]>([
    ['killed, in maintenance', {}, 'stopped', MAINTAINED, IN_MAINTENANCE],
    ['hanging, being ended', HANG, 'stopping', MAINTAINED, ENDING],
    ['hanging, ended by now', HANG, 'stopped', MAINTAINED, IN_MAINTENANCE],
    [
      'cannot be stopped',
      { ...HANG, reason: 'could-not-be-stopped' },
      'stopping',
      MAINTAINED,
      'Its process is still there.',
    ],
    ['taken out of maintenance, starting', {}, 'starting', SERVING, null],
    ['taken out of maintenance, running', {}, 'running', SERVING, null],
    ['taken out of maintenance, stopped', {}, 'stopped', { shouldRun: false, maintenance: null }, null],
    ['waiting for the next try', { retryDelayMs: 2000 }, 'waiting', SERVING, 'Starting it again in 2 s.'],
    [
      'hanging, ended before the next try',
      { ...HANG, retryDelayMs: 2000 },
      'stopping',
      SERVING,
      'Starting it again in 2 s.',
    ],
    ['at the next try', { retryDelayMs: 2000 }, 'starting', SERVING, 'It is being started again.'],
    ['after the next try', { retryDelayMs: 2000 }, 'running', SERVING, 'It is running again.'],
    [
      'stopped instead of the next try',
      { retryDelayMs: 2000 },
      'stopped',
      { shouldRun: false, maintenance: null },
      null,
    ],
  ])('%s', (_what, different, state, intent, result) => {
    const said = incidentPopupText(anIncident(different), anInstance({ state: STATES[state], intent }));
    if (result === null) expect(said).toBeNull();
    else expect(said?.endsWith(` ${result}`), `${said ?? 'nothing'} ends with ${result}`).toBe(true);
  });
});

test('many failures in one popup: the newest in full, the others by name', () => {
  const newest = { instance: { name: 'blog' }, text: 'It crashed.' };
  expect(incidentPopupsInOne(newest, [])).toEqual({ title: 'blog', text: 'It crashed.' });
  expect(incidentPopupsInOne(newest, ['crm', 'shop'])).toEqual({
    title: 'blog and 2 more',
    text: 'It crashed. Also failed: crm, shop.',
  });
  expect(incidentPopupsInOne(newest, ['a', 'b', 'c', 'd', 'e', 'f']).text).toBe(
    'It crashed. Also failed: a, b, c, d and 2 more.',
  );
});
