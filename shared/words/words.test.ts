import { describe, expect, test } from 'vitest';
import type { IncidentCause, IncidentSummary } from '../incident';
import type { MaintenanceAnswer } from '../maintenance-answer';
import { causeWords, exitInWords, incidentNotice, incidentSentence } from './incident-words';
import { maintenanceAnswerInWords } from './maintenance-answer-words';
import { durationInWords, maintenanceReasonInWords, maintenanceSetterInWords } from './status-words';

const incident = (changes: Partial<IncidentSummary>): IncidentSummary => ({
  id: 'i',
  sequence: 1,
  at: '2026-01-01T00:00:00.000Z',
  reason: 'crashed',
  cause: 'unknown',
  evidence: '',
  exit: { code: 1, signal: null },
  pid: 7,
  uptimeMs: 180_000,
  retryDelayMs: null,
  version: '0.40.6',
  port: 8090,
  seen: false,
  ...changes,
});

describe('incidents in one sentence', () => {
  test.each<readonly [Partial<IncidentSummary>, string]>([
    [{ cause: 'killed', exit: { code: null, signal: 'SIGKILL' } }, 'PocketBase was killed (SIGKILL) after 3 min.'],
    [{ cause: 'killed', exit: { code: 2, signal: null } }, 'PocketBase was killed after 3 min.'],
    [
      { cause: 'killed', uptimeMs: 400, exit: { code: 2, signal: null } },
      'PocketBase was killed within a second of being ready.',
    ],
    [
      { reason: 'restart-loop', cause: 'restart-loop', exit: null, evidence: 'log.js changes again and again.' },
      'PocketBase kept restarting itself after 3 min.',
    ],
    [
      { cause: 'unknown', exit: { code: 3, signal: null } },
      'PocketBase stopped unexpectedly (exit code 3) after 3 min.',
    ],
    [
      { cause: 'hook-called-exit', exit: { code: 0, signal: null } },
      'PocketBase ended itself (exit code 0) after 3 min.',
    ],
    [
      { reason: 'start-failed', cause: 'port-taken', evidence: 'Port 8090 is used by nginx (pid 7)', uptimeMs: null },
      'Could not start: port 8090 is used by nginx (pid 7).',
    ],
    [
      {
        reason: 'start-failed',
        cause: 'port-taken',
        evidence: 'listen tcp 127.0.0.1:8090: bind: address already in use',
      },
      'Could not start: port 8090 is in use.',
    ],
    [{ reason: 'start-failed', cause: 'migration-failed' }, 'Could not start: a migration failed.'],
    [{ reason: 'start-failed', cause: 'start-timeout', exit: null }, 'Could not start: the start took too long.'],
    [{ reason: 'unresponsive', cause: 'no-answer', exit: null }, 'PocketBase stopped answering after 3 min.'],
    [{ reason: 'could-not-be-stopped', cause: 'stop-refused' }, 'PocketBase could not be stopped.'],
  ])('%j', (changes, sentence) => {
    expect(incidentSentence(incident(changes))).toBe(sentence);
    const ending =
      changes.exit === null
        ? 'Going into maintenance: its process is being ended.'
        : 'Now in maintenance: no requests are processed.';
    const result = changes.reason === 'could-not-be-stopped' ? 'Its process is still there.' : ending;
    expect(incidentNotice(incident(changes))).toBe(`${sentence} ${result}`);
  });

  const CAUSES: readonly IncidentCause[] = [
    'port-taken',
    'port-not-permitted',
    'migration-failed',
    'hook-failed',
    'hook-called-exit',
    'database-damaged',
    'database-missing',
    'wrong-encryption-key',
    'data-in-use',
    'data-folder-missing',
    'data-folder-not-writable',
    'data-replaced',
    'operation-unfinished',
    'disk-full',
    'out-of-memory',
    'killed',
    'ended-from-outside',
    'crash-in-pocketbase',
    'executable-missing',
    'executable-not-runnable',
    'bad-arguments',
    'start-timeout',
    'no-answer',
    'stop-refused',
    'not-recorded',
    'unknown',
  ];
  test.each(CAUSES)('%s has a title, an explanation and a next step', (cause) => {
    const { title, explanation, remedy } = causeWords(cause);
    expect(title).toMatch(/^\S.*[^.]$/);
    expect(explanation).toMatch(/^[A-Z“dp].{20,}\.$/);
    expect(remedy).toMatch(/^[A-Z].{10,}\.$/);
  });

  test('a cause that only a newer Basekeeper knows reads as an unknown one', () => {
    const cause = 'struck-by-lightning' as IncidentCause;
    expect(causeWords(cause)).toBe(causeWords('unknown'));
    expect(incidentSentence(incident({ cause }))).toBe('PocketBase stopped unexpectedly after 3 min.');
  });

  test('how it ended', () => {
    expect(exitInWords({ code: 7, signal: null })).toBe('exit code 7');
    expect(exitInWords({ code: null, signal: 'SIGHUP' })).toBe('killed by SIGHUP');
  });
});

test.each([
  [-5, '0 s'],
  [0, '0 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [3_599_999, '59 min'],
  [3_600_000, '1 h'],
  [11_520_000, '3 h 12 min'],
  [86_400_000, '1 day'],
  [187_200_000, '2 days 4 h'],
])('%i ms is %s', (milliseconds, words) => {
  expect(durationInWords(milliseconds)).toBe(words);
});

test('a reason or a setter that only a newer Basekeeper knows is said to be one', () => {
  expect(maintenanceReasonInWords('crashed')).toBe('PocketBase stopped unexpectedly');
  expect(maintenanceReasonInWords('moon-phase' as never)).toBe(
    'a newer version of Basekeeper had a reason this one does not know (moon-phase)',
  );
  expect(maintenanceSetterInWords('tray')).toBe('you, from the tray');
  expect(maintenanceSetterInWords('robot' as never)).toBe('a newer version of Basekeeper (robot)');
});

test.each<readonly [MaintenanceAnswer, string]>([
  [{ kind: 'answering' }, 'Requests are answered with 503.'],
  [{ kind: 'refused' }, 'Requests are refused.'],
  [{ kind: 'none' }, ''],
  [
    { kind: 'port-in-use', owner: { pid: 7, name: 'nginx' } },
    'Port 8090 is used by nginx (pid 7), which gets the requests.',
  ],
  [{ kind: 'port-in-use', owner: null }, 'Port 8090 is used by another program, which gets the requests.'],
  [{ kind: 'port-refused', detail: 'EACCES' }, 'Requests are refused: Basekeeper cannot answer on port 8090 (EACCES).'],
  [{ kind: 'other-instance', name: 'shop' }, 'Port 8090 is used by the instance “shop”, which gets the requests.'],
])('what clients get during maintenance: %j', (maintenanceAnswer, words) => {
  expect(maintenanceAnswerInWords({ maintenanceAnswer, port: 8090 })).toBe(words);
});
