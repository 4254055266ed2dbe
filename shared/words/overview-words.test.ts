import { expect, test } from 'vitest';
import type { Instance, Maintenance } from '../instance';
import { anIncident, anInstance } from '../testing/examples';
import { whenInWords } from './moment-words';
import { lastIncidentInWords, nextBackupInWords, statusSentence } from './overview-words';

// Local time, whatever the zone.
const NOW = new Date(2026, 10, 30, 14, 30);
const AT = new Date(2026, 10, 30, 14, 2).toISOString();
const said = (different: Partial<Instance>): string => statusSentence(anInstance(different), NOW);
const running = { kind: 'running', runNumber: 1, pid: 7, since: AT } as const;
const shouldRun = { shouldRun: true, maintenance: null };
const inMaintenance = (different: Partial<Maintenance>, run = true) => ({
  shouldRun: run,
  maintenance: { reason: 'requested', since: AT, setBy: 'window', incidentId: null, ...different } as const,
});

test('what it should be and what it is, in one sentence for each state', () => {
  expect(said({ intent: shouldRun, state: running })).toBe('Running since 14:02, as it should.');
  expect(said({ intent: shouldRun, state: running, unanswered: { questions: 2, of: 3 } })).toBe(
    'Running since 14:02, but it does not answer now.',
  );
  expect(
    said({ intent: shouldRun, state: running, warnings: [{ kind: 'database-damaged', evidence: '', since: AT }] }),
  ).toBe('Running since 14:02, with a problem named below.');
  expect(
    said({ intent: shouldRun, state: { kind: 'starting', runNumber: 1, pid: null, since: AT, provenSince: null } }),
  ).toBe('Should run. Starting since 14:02.');
  expect(said({ intent: shouldRun, state: { kind: 'waiting', runNumber: 1, since: AT, delayMs: 2000 } })).toBe(
    'Should run. It stopped unexpectedly (14:02) and is about to be started again.',
  );
  const yesterday = new Date(2026, 10, 29, 23, 59).toISOString();
  expect(said({ intent: shouldRun, state: { kind: 'waiting', runNumber: 1, since: yesterday, delayMs: 2000 } })).toBe(
    'Should run. It stopped unexpectedly (yesterday at 23:59) and is about to be started again.',
  );
  const stopping = { kind: 'stopping', runNumber: 1, pid: 7, since: AT, killed: false } as const;
  expect(said({ intent: { shouldRun: false, maintenance: null }, state: stopping })).toBe(
    'Being stopped: its process is being ended.',
  );
  expect(said({ intent: shouldRun, state: stopping })).toBe(
    'Restarting: its process is being ended, then it starts again.',
  );
  expect(said({ intent: inMaintenance({}), state: stopping })).toBe(
    'Going into maintenance: its process is being ended.',
  );
  expect(said({})).toBe('Stopped. It runs again when you start it.');
});

test('maintenance says who wished it and what follows, or what failed', () => {
  expect(said({ intent: inMaintenance({}) })).toBe(
    'In maintenance since 14:02: turned on by you, in the window. It starts when maintenance ends.',
  );
  expect(said({ intent: inMaintenance({ reason: 'scheduled', setBy: 'schedule' }, false) })).toBe(
    'In maintenance since 14:02: its schedule switched it on. It stays stopped when maintenance ends.',
  );
  const crash = { incidents: [anIncident({ at: AT })] };
  expect(
    said({
      ...crash,
      intent: inMaintenance({ reason: 'crashed', setBy: 'basekeeper', incidentId: 'iiiiiiiiiiiiiii' }),
    }),
  ).toBe('Should run. PocketBase was killed; in maintenance since 14:02.');
});

test('the last incident and the next backup have a day where it is not today', () => {
  expect(lastIncidentInWords(anInstance(), NOW)).toBeNull();
  const yesterday = new Date(2026, 10, 29, 17, 2).toISOString();
  expect(lastIncidentInWords(anInstance({ incidents: [anIncident({ at: yesterday })] }), NOW)).toBe(
    'PocketBase was killed, yesterday at 17:02',
  );
  expect(nextBackupInWords(null, NOW)).toBeNull();
  expect(nextBackupInWords({ every: 'day', at: '03:00', weekday: 0 }, NOW)).toBe('tomorrow at 03:00');
  expect(nextBackupInWords({ every: 'hour', at: '00:45', weekday: 0 }, NOW)).toBe('14:45');
  expect(whenInWords(new Date(2025, 7, 3, 9, 5), NOW)).toBe('3 Aug 2025 at 09:05');
  expect(whenInWords(new Date(2026, 7, 3, 9, 5), NOW)).toBe('3 Aug at 09:05');
  expect(whenInWords(new Date('never'), NOW)).toBe('an unknown time');
});
