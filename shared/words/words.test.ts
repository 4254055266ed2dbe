import { describe, expect, test } from 'vitest';
import type { AppError } from '../errors';
import type { IncidentCause, IncidentSummary } from '../incident';
import type { MaintenanceAnswer } from '../maintenance-answers';
import { errorWords, portOwnerInWords, problemsByField } from './error-words';
import { causeWords, exitInWords, incidentNotice, incidentSentence } from './incident-words';
import { maintenanceAnswerInWords } from './maintenance-answer-words';
import { durationInWords, maintenanceReasonInWords, maintenanceSetterInWords } from './status-words';

/** Each error, the beginning of what is said, and the next step it gives. One row for each code; a missing one does not compile. */
const ERRORS: { readonly [Code in AppError['code']]: readonly [Extract<AppError, { code: Code }>, string, string] } = {
  'invalid-input': [
    { code: 'invalid-input', problems: [{ field: 'port', value: '“x”', rule: 'must be a number' }] },
    'Please check what you entered: Port must be a number (it is “x”).',
    'check',
  ],
  'unknown-command': [
    { code: 'unknown-command', command: 'x' },
    'Unknown command: “x” is not something',
    'not something',
  ],
  'sender-refused': [{ code: 'sender-refused' }, 'Refused: The request did not come from', 'own window'],
  'unknown-instance': [
    { code: 'unknown-instance', instanceId: 'x' },
    'No such instance: It is not in the list',
    'Choose another',
  ],
  'unknown-incident': [{ code: 'unknown-incident', incidentId: 'x' }, 'No such incident: It is not kept', 'not kept'],
  'in-maintenance': [
    { code: 'in-maintenance', instanceName: 'blog', reason: 'crashed' },
    'blog is in maintenance: It is not started because pocketbase ended without having been asked to.',
    'Turn maintenance mode off',
  ],
  'not-running': [
    { code: 'not-running', instanceName: 'blog', wanted: 'The admin UI' },
    'blog is not running: The admin UI needs a running instance.',
    'Start it first',
  ],
  'not-stopped': [
    { code: 'not-stopped', instanceName: 'blog', wanted: 'Changing its port' },
    'blog is not stopped: Changing its port needs its process to be gone.',
    'Stop it or turn maintenance on first',
  ],
  quitting: [{ code: 'quitting' }, 'Basekeeper is quitting: Nothing is started', 'Open Basekeeper again'],
  'state-not-saved': [
    { code: 'state-not-saved', path: '/x.json', detail: 'ENOSPC' },
    'Your change could not be saved: Basekeeper could not write /x.json (ENOSPC).',
    'Check free space and permissions',
  ],
  'name-in-use': [
    { code: 'name-in-use', name: 'blog' },
    'The name is taken: Another instance is named “blog”.',
    'Choose another name',
  ],
  'port-of-another-instance': [
    { code: 'port-of-another-instance', port: 8090, instanceName: 'blog' },
    'Port 8090 belongs to blog: The instance “blog” uses it.',
    'Choose another port',
  ],
  'port-held-by-instance': [
    { code: 'port-held-by-instance', port: 8090, instanceName: 'shop', holderId: 'b', holderName: 'blog' },
    'Port 8090 is held by blog: “shop” has the same port, and only one of the two can run at a time.',
    'Stop “blog” first, or give one of them another port',
  ],
  'port-in-use': [
    { code: 'port-in-use', port: 8090, owner: { pid: 7, name: 'nginx' } },
    'Port 8090 is in use: Port 8090 is used by nginx (pid 7).',
    'Stop that program or choose another port',
  ],
  'port-not-permitted': [
    { code: 'port-not-permitted', port: 80 },
    'Port 80 is not permitted: The system',
    'Choose a port from 1024',
  ],
  'no-free-port': [
    { code: 'no-free-port', from: 1, to: 2 },
    'No free port was found: All ports from 1 to 2',
    'Enter one yourself',
  ],
  'folder-not-usable': [
    { code: 'folder-not-usable', path: '/x', rule: 'is not empty' },
    'The folder cannot be used: /x is not empty.',
    'Choose another folder',
  ],
  'superuser-not-created': [
    { code: 'superuser-not-created', detail: 'email: Must be a valid email address' },
    'The superuser could not be created: email: Must be a valid email address. Nothing was kept.',
    'Correct it and try again',
  ],
  'version-not-available': [
    { code: 'version-not-available', version: '0.99.0', detail: 'no such release' },
    'PocketBase 0.99.0 is not available: no such release.',
    'Choose another version',
  ],
  'installation-cancelled': [
    { code: 'installation-cancelled', version: '0.40.6' },
    'PocketBase 0.40.6 was not installed: You cancelled it. What was downloaded is deleted.',
    'Install it again',
  ],
  'version-in-use': [
    { code: 'version-in-use', version: '0.40.6', instanceNames: ['blog', 'shop'] },
    'PocketBase 0.40.6 was not removed: PocketBase 0.40.6 is used by blog, shop.',
    'when no instance uses it',
  ],
  'executable-not-usable': [
    { code: 'executable-not-usable', path: '/x', rule: 'is not a program' },
    'This is not a usable pocketbase executable: /x is not a program.',
    'Choose another file',
  ],
  'download-failed': [
    { code: 'download-failed', source: 'official release', detail: 'the checksum differs' },
    'The download failed: official release: the checksum differs. Nothing was installed.',
    'Try again',
  ],
  offline: [
    { code: 'offline', detail: 'nothing could be reached' },
    'No network: nothing could be reached.',
    'Connect to the network',
  ],
  'address-refused': [
    { code: 'address-refused', address: 'http://x' },
    'The address was not opened: Basekeeper opens only',
    'own addresses',
  ],
  'could-not-open': [
    { code: 'could-not-open', target: '/x', detail: 'no program' },
    'It could not be opened: /x: no program.',
    'Open it yourself',
  ],
  unexpected: [
    { code: 'unexpected', detail: 'boom' },
    'Something went wrong inside Basekeeper: boom.',
    'written to the log',
  ],
};

test.each(Object.values(ERRORS))('$code', (error, beginning, nextStep) => {
  const { title, text } = errorWords(error);
  const said = `${title}: ${text}`;
  expect(said.startsWith(beginning), said).toBe(true);
  expect(said).toContain(nextStep);
  expect(text).toMatch(/[.!?]$/);
  expect(said).not.toMatch(/undefined|null|\[object/);
});

test('errors of one field stand beside it', () => {
  const [invalid] = ERRORS['invalid-input'];
  expect(problemsByField(invalid)).toEqual({ port: 'Port must be a number (it is “x”).' });
  expect(Object.keys(problemsByField(ERRORS['name-in-use'][0]))).toEqual(['name']);
  expect(Object.keys(problemsByField(ERRORS['port-in-use'][0]))).toEqual(['port']);
  expect(Object.keys(problemsByField(ERRORS['folder-not-usable'][0]))).toEqual(['folder']);
  expect(problemsByField(ERRORS.unexpected[0])).toEqual({});
  expect(portOwnerInWords(8090, null)).toBe('Port 8090 is used by another program');
});

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
    [{ cause: 'killed', exit: { code: null, signal: 'SIGKILL' } }, 'pocketbase was killed (SIGKILL) after 3 min.'],
    [{ cause: 'killed', exit: { code: 2, signal: null } }, 'pocketbase was killed after 3 min.'],
    [
      { cause: 'killed', uptimeMs: 400, exit: { code: 2, signal: null } },
      'pocketbase was killed within a second of being ready.',
    ],
    [{ cause: 'unknown', exit: { code: 3, signal: null } }, 'pocketbase ended by itself (exit code 3) after 3 min.'],
    [
      { cause: 'hook-called-exit', exit: { code: 0, signal: null } },
      'pocketbase ended itself (exit code 0) after 3 min.',
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
    [{ reason: 'unresponsive', cause: 'no-answer', exit: null }, 'pocketbase stopped answering after 3 min.'],
    [{ reason: 'could-not-be-stopped', cause: 'stop-refused' }, 'pocketbase could not be stopped.'],
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
    expect(incidentSentence(incident({ cause }))).toBe('pocketbase ended by itself after 3 min.');
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
  expect(maintenanceReasonInWords('crashed')).toBe('pocketbase ended without having been asked to');
  expect(maintenanceReasonInWords('moon-phase' as never)).toBe(
    'a newer version of Basekeeper had a reason this one does not know (moon-phase)',
  );
  expect(maintenanceSetterInWords('tray')).toBe('you, from the tray');
  expect(maintenanceSetterInWords('robot' as never)).toBe('a newer version of Basekeeper (robot)');
});

test.each<readonly [MaintenanceAnswer, string]>([
  [{ kind: 'answering' }, 'Requests are answered with 503.'],
  [{ kind: 'none' }, 'Requests are refused.'],
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
