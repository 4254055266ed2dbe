/** What is said of ends that are tried again, of data at risk, of what nobody saw, and of what is wrong while it runs. */
import { describe, expect, test } from 'vitest';
import type { IncidentCause, IncidentSummary } from '../incident';
import type { MaintenanceReason } from '../maintenance-reason';
import type { Instance } from '../instance';
import { isPermanent } from '../causes';
import { anIncident, anInstance } from '../testing/examples';
import type { WarningKind } from '../warning';
import {
  exitFactInWords,
  incidentFactsInShort,
  nextFactInWords,
  processFactInWords,
  remedyInWords,
  uptimeFactInWords,
} from './incident-detail-words';
import {
  causeWords,
  exitInWords,
  incidentEntry,
  incidentNotice,
  incidentSentence,
  servedInMaintenance,
} from './incident-words';
import { summaryInWords } from './notification-words';
import { MAINTENANCE_REASON_WORDS, STATUS_WORDS, statusInWords, WARNING_WORDS } from './status-words';

const MAINTENANCE = 'Now in maintenance: no requests are processed.';
const ENDING = 'Going into maintenance: its process is being ended.';
const GONE = { exit: { code: null, signal: null } } as const;

describe('an incident: its sentence, and what follows', () => {
  test.each<readonly [Partial<IncidentSummary>, string, string]>([
    [{ retryDelayMs: 2000 }, 'PocketBase was killed (SIGKILL) after 1 s.', 'Starting it again in 2 s.'],
    [{ retryDelayMs: 60_000 }, 'PocketBase was killed (SIGKILL) after 1 s.', 'Starting it again in 1 min.'],
    [
      { reason: 'unresponsive', cause: 'no-answer', exit: null, retryDelayMs: 0 },
      'PocketBase stopped answering after 1 s.',
      'Starting it again at once.',
    ],
    [
      { reason: 'start-failed', cause: 'start-timeout', exit: null, uptimeMs: null, retryDelayMs: 1000 },
      'Could not start: the start took too long.',
      'Starting it again in 1 s.',
    ],
    [
      { reason: 'data-at-risk', cause: 'data-folder-missing', exit: null },
      'Its data is not safe: the data folder is missing.',
      ENDING,
    ],
    [
      { reason: 'data-at-risk', cause: 'database-missing', exit: null },
      'Its data is not safe: the database is missing.',
      ENDING,
    ],
    [
      { reason: 'data-at-risk', cause: 'data-replaced', exit: null },
      'Its data is not safe: the data was replaced while PocketBase was running.',
      ENDING,
    ],
    [
      { reason: 'start-failed', cause: 'not-recorded', exit: null, pid: null, uptimeMs: null },
      'Could not start: the start could not be recorded.',
      MAINTENANCE,
    ],
    [
      { reason: 'ended-while-app-was-away', cause: 'unknown', exit: null, pid: null, uptimeMs: null },
      'PocketBase stopped unexpectedly while Basekeeper was not running.',
      MAINTENANCE,
    ],
    [
      { reason: 'ended-while-app-was-away', cause: 'migration-failed', exit: null, pid: null, uptimeMs: null },
      'A migration failed, while Basekeeper was not running.',
      MAINTENANCE,
    ],
    [{ cause: 'unknown', ...GONE }, 'PocketBase stopped unexpectedly (exit code unknown) after 1 s.', MAINTENANCE],
    [
      { reason: 'start-failed', cause: 'limit-reached', exit: null, pid: null, uptimeMs: null },
      'Could not start: Basekeeper has reached a limit of the system.',
      MAINTENANCE,
    ],
    [
      { reason: 'start-failed', cause: 'data-in-use', exit: null, pid: null, uptimeMs: null },
      'Could not start: another process is serving the data.',
      'Now in maintenance: Basekeeper serves nothing, but the other process may.',
    ],
  ])('%j', (changes, sentence, follows) => {
    const incident = anIncident(changes);
    expect(incidentSentence(incident)).toBe(sentence);
    expect(incidentNotice(incident)).toBe(`${sentence} ${follows}`);
  });

  test('nobody is told that no requests are processed where somebody else may process them', () => {
    expect(servedInMaintenance('data-in-use')).toBe('Basekeeper serves nothing, but the other process may.');
    expect(servedInMaintenance('killed')).toBe('No requests are processed.');
    expect(servedInMaintenance(null)).toBe('No requests are processed.');
  });

  test('of a process that was not our child the exit code is not known', () => {
    expect(exitInWords(GONE.exit)).toBe('exit code unknown');
  });

  test('a list of what is past says whether it was to be tried again', () => {
    expect(incidentEntry(anIncident())).toBe('PocketBase was killed (SIGKILL) after 1 s.');
    expect(incidentEntry(anIncident({ retryDelayMs: 2000 }))).toBe(
      'PocketBase was killed (SIGKILL) after 1 s. Next try after 2 s.',
    );
    expect(incidentEntry(anIncident({ retryDelayMs: 0 }))).toMatch(/ Next try at once\.$/);
  });

  test('an incident of an earlier version says nothing of a try', () => {
    const earlier = { ...anIncident(), retryDelayMs: undefined } as unknown as IncidentSummary;
    expect(incidentNotice(earlier)).toContain(MAINTENANCE);
    expect(incidentEntry(earlier)).not.toContain('Next try');
  });
});

describe('what to do', () => {
  const CAUSES: { readonly [Cause in IncidentCause]?: string } = {
    'hook-called-exit': 'Look for $os.exit in pb_hooks.',
    'out-of-memory': 'Close other programs or find the request or hook that needs so much.',
    killed: 'If you ended it yourself, there is nothing to do. Otherwise check memory and other tools.',
    'ended-from-outside': 'Check what asked it to end.',
    'crash-in-pocketbase': 'Read the first lines of the trace.',
    'start-timeout': 'Check the output for what it was doing.',
    'no-answer': 'Check the output for what it was doing.',
    unknown: 'Check the output for what it was doing.',
  };
  test.each(Object.entries(CAUSES) as [IncidentCause, string][])(
    'speaks of maintenance only where it is on: %s',
    (cause, remedy) => {
      expect(isPermanent(cause)).toBe(false);
      expect(remedyInWords({ cause, retryDelayMs: 1000 })).toBe(remedy);
      expect(remedyInWords({ cause, retryDelayMs: null })).toBe(causeWords(cause).remedy);
      expect(causeWords(cause).remedy).toMatch(/maintenance off/);
    },
  );
});

describe('what was observed', () => {
  const away = anIncident({ reason: 'ended-while-app-was-away', exit: null, pid: null, uptimeMs: null });
  test.each<readonly [string, IncidentSummary, readonly string[], string]>([
    [
      'a killed process',
      anIncident({ uptimeMs: 180_000 }),
      ['killed by SIGKILL', '3 min', 'pid 42', 'maintenance'],
      'killed by SIGKILL · after 3 min · PocketBase 0.40.6',
    ],
    [
      'a try that follows',
      anIncident({ retryDelayMs: 1000, exit: { code: 7, signal: null } }),
      ['exit code 7', '1 s', 'pid 42', 'another try after 1 s'],
      'exit code 7 · after 1 s · PocketBase 0.40.6',
    ],
    [
      'a start that was refused',
      anIncident({ reason: 'start-failed', exit: null, pid: null, uptimeMs: null }),
      ['no process was created', 'never served', 'none', 'maintenance'],
      'never served · PocketBase 0.40.6',
    ],
    [
      'a process that was still there',
      anIncident({ reason: 'data-at-risk', exit: null }),
      ['the process was still there', '1 s', 'pid 42', 'maintenance'],
      'after 1 s · PocketBase 0.40.6',
    ],
    ['an end nobody saw', away, ['not known', 'not known', 'not known', 'maintenance'], 'PocketBase 0.40.6'],
  ])('%s', (_what, incident, facts, inShort) => {
    const words = [exitFactInWords, uptimeFactInWords, processFactInWords, nextFactInWords];
    expect(words.map((inWords) => inWords(incident))).toEqual(facts);
    expect(incidentFactsInShort(incident)).toBe(inShort);
  });
});

test.each<readonly [WarningKind, string, RegExp]>([
  ['hook-not-loaded', 'A hook was not loaded', /serves without it.* loaded again when you save it\.$/],
  ['database-damaged', 'SQLite reports damage in a database', /Copy the folder now.* restore a backup\.$/],
  ['not-answering', 'PocketBase does not answer', /left running, as you chose under Options\. Restart it/],
  ['health-not-checked', 'Its health cannot be checked', /answers, so it is running\..*there is nothing to do\.$/],
  [
    'restarts-itself',
    'PocketBase restarts itself again and again',
    /let it write elsewhere\..*goes into maintenance\.$/,
  ],
  ['data-shared', 'Another process has the same data open', /can damage it\. Stop the other process/],
  [
    'data-files-deleted',
    'Database files were deleted while PocketBase is using them',
    /in no copy of the folder.*Restart it soon/,
  ],
])('the warning %s says what is wrong and what to do', (kind, title, text) => {
  expect(WARNING_WORDS[kind].title).toBe(title);
  expect(WARNING_WORDS[kind].text).toMatch(text);
});

test.each<readonly [MaintenanceReason, string]>([
  ['data-at-risk', 'its data was removed or replaced while it was running'],
  ['restart-loop', 'PocketBase kept restarting itself'],
  ['ended-while-app-was-away', 'PocketBase failed while Basekeeper was not running'],
])('the reason %s ends the sentence "In maintenance: …"', (reason, words) => {
  expect(MAINTENANCE_REASON_WORDS[reason]).toBe(words);
});

const SINCE = '2026-01-01T00:00:00.000Z';
const inState = (state: Instance['state'], different: Partial<Instance> = {}): Instance =>
  anInstance({ state, ...different });
const waiting = inState({ kind: 'waiting', runNumber: 1, since: SINCE, delayMs: 2000 });
const maintained = anInstance({
  intent: { shouldRun: true, maintenance: { reason: 'crashed', since: SINCE, setBy: 'basekeeper', incidentId: null } },
});

test('the status says whether something is wrong all the same', () => {
  const state = { kind: 'running', runNumber: 1, pid: 7, since: SINCE } as const;
  const warnings = [{ kind: 'hook-not-loaded', evidence: '', since: SINCE }] as const;
  expect(statusInWords(inState(state))).toBe('Running');
  expect(statusInWords(inState(state, { warnings }))).toBe('Running, degraded');
  expect(statusInWords(waiting)).toBe('Waiting to restart');
  expect(statusInWords(inState(state, { unanswered: { questions: 2, of: 3 } }))).toBe('Not answering (2 of 3)');
  expect(STATUS_WORDS.waiting).toBe('Waiting to restart');
});

test('one notification for many claims maintenance only where it is', () => {
  expect(summaryInWords([maintained, maintained], true)).toEqual({
    title: 'More instances went into maintenance',
    body: '2 are in maintenance now.',
  });
  expect(summaryInWords([maintained, waiting], false)).toEqual({
    title: 'More instances failed',
    body: '1 is in maintenance now, 1 is tried again.',
  });
  expect(summaryInWords([waiting, waiting], false).body).toBe('None is in maintenance now, 2 are tried again.');
});
