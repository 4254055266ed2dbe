import { describe, expect, it, test } from 'vitest';
import type { EndOfApp, SessionEnd } from '../activity';
import type { Instance, Maintenance } from '../instance';
import type { Operation } from '../operation';
import { anIncident, anInstance } from '../testing/examples';
import {
  activityOf,
  endedUnexpectedly,
  journalBegins,
  sessionEndActivity,
  operationActivity,
  operationsEnded,
} from './activity-words';

const since = '2026-01-01T00:00:00.000Z';
const running: Instance['state'] = { kind: 'running', runNumber: 1, pid: 42, since };
const starting: Instance['state'] = { kind: 'starting', runNumber: 1, pid: 42, since, provenSince: null };
const stopping: Instance['state'] = { kind: 'stopping', runNumber: 1, pid: 42, since, killed: false };
const stopped: Instance['state'] = { kind: 'stopped' };
const maintenance = (reason: Maintenance['reason'], setBy: Maintenance['setBy'] = 'window'): Instance['intent'] => ({
  shouldRun: true,
  maintenance: { reason, setBy, since, incidentId: null },
});
const wanted = { shouldRun: true, maintenance: null };

const said = (before: Partial<Instance>, after: Partial<Instance>, end: EndOfApp | null = null): readonly string[] =>
  activityOf(anInstance(before), anInstance(after), end, null).map(({ kind, text }) => `${kind}: ${text}`);

describe('the journal of an instance', () => {
  it('begins with what it is', () => {
    expect(journalBegins(anInstance()).text).toBe('Added to the list. PocketBase 0.40.6, port 8090, in /x.');
  });

  it.each([
    ['it serves', { state: starting }, { state: running }, 'running: Running: PocketBase 0.40.6 on port 8090.'],
    [
      'it is taken over',
      { state: { ...starting, provenSince: since } },
      { state: running },
      'running: Taken over: it had gone on serving without Basekeeper.',
    ],
    ['it was stopped', { state: stopping }, { state: stopped }, 'stopped: Stopped, as you asked.'],
    [
      'a person turns maintenance on',
      { state: running, intent: wanted },
      { state: running, intent: maintenance('requested', 'tray') },
      'maintenance: Maintenance turned on by you, from the tray.',
    ],
    [
      'maintenance is turned off',
      { intent: maintenance('crashed') },
      { intent: wanted },
      'maintenance: Maintenance turned off.',
    ],
    [
      'an operation failed and was undone',
      { intent: maintenance('operation') },
      { intent: maintenance('operation-failed', 'basekeeper') },
      'maintenance: Now in maintenance: an operation on its data failed and was undone.',
    ],
    ['it has a new name', {}, { name: 'shop' }, 'change: Renamed from “blog” to “shop”.'],
    ['it has another port', {}, { port: 8091 }, 'change: Port changed from 8090 to 8091.'],
    [
      'it is opened up',
      {},
      { launchOptions: { ...anInstance().launchOptions, networkAccess: 'network', revision: 1 } },
      'change: Opened to other devices, from the next start on.',
    ],
    [
      'it is closed again',
      { launchOptions: { ...anInstance().launchOptions, networkAccess: 'network', revision: 1 } },
      {},
      'change: Closed to other devices, from the next start on.',
    ],
    [
      'its arguments change',
      {},
      { launchOptions: { ...anInstance().launchOptions, revision: 1 } },
      'change: Settings changed. They apply after a restart.',
    ],
    [
      'its backups change',
      {},
      { backups: { ...anInstance().backups, folder: '/y' } },
      'change: When its backups are made, where and how many are kept was changed.',
    ],
    ['its options change', {}, { answerInMaintenance: false }, 'change: Its options were changed.'],
    [
      'a hook is left out',
      { state: running },
      { state: running, warnings: [{ kind: 'hook-not-loaded', evidence: '', since }] },
      'warning: Degraded: A hook was not loaded.',
    ],
  ] satisfies readonly (readonly [string, Partial<Instance>, Partial<Instance>, string])[])(
    'tells when %s',
    (_what, before, after, text) => {
      expect(said(before, after)).toEqual([text]);
    },
  );

  it('tells a crash once, with what followed, and which incident it is', () => {
    const intent = maintenance('crashed', 'basekeeper');
    const incidents = [anIncident()];
    const before = anInstance({ state: running, intent: wanted });
    const entries = activityOf(before, anInstance({ state: stopped, intent, incidents }), null, anIncident());
    expect(entries).toEqual([
      {
        kind: 'failed',
        text: 'PocketBase was killed (SIGKILL) after 1 s. Now in maintenance: no requests are processed.',
        incidentId: 'iiiiiiiiiiiiiii',
      },
    ]);
  });

  it('says that quitting stopped it, and not that it was asked to', () => {
    expect(said({ state: stopping, intent: wanted }, { state: stopped, intent: wanted }, 'bug')).toEqual([
      'stopped: Stopped, because Basekeeper ended after an error of its own.',
    ]);
    expect(said({ state: stopping, intent: wanted }, { state: stopped, intent: wanted }, 'quit')).toEqual([
      'stopped: Stopped because Basekeeper was quit.',
    ]);
  });

  it.each([
    ['a restart', { state: stopping, intent: wanted }, { state: stopped, intent: wanted }],
    [
      'the end of the process in maintenance',
      { state: stopping, intent: maintenance('requested') },
      { intent: maintenance('requested') },
    ],
    ['the maintenance of an operation', { intent: wanted }, { intent: maintenance('operation') }],
    ['its end', { intent: maintenance('operation') }, { intent: wanted }],
    [
      'its end in the maintenance of before',
      { intent: maintenance('operation') },
      { intent: maintenance('requested') },
    ],
    ['a choice about popups', {}, { muted: true, askBeforeMaintenance: false }],
    ['an incident that was seen', { incidents: [anIncident()] }, { incidents: [anIncident({ seen: true })] }],
  ] satisfies readonly (readonly [string, Partial<Instance>, Partial<Instance>])[])(
    'leaves out %s',
    (_what, before, after) => {
      expect(said(before, after)).toEqual([]);
    },
  );

  it('tells how a task ended, once', () => {
    const underway: Operation = {
      id: 'ooooooooooooooo',
      instanceId: 'aaaaaaaaaaaaaaa',
      instanceName: 'blog',
      kind: 'backup',
      startedAt: since,
      step: 'Copying',
      doneBytes: 0,
      totalBytes: null,
      cancellable: true,
      outcome: null,
    };
    const ended: Operation = { ...underway, outcome: { kind: 'done', text: '12 records, verified.' } };
    expect(operationsEnded([underway], [ended])).toEqual([ended]);
    expect(operationsEnded([ended], [ended])).toEqual([]);
    expect(operationsEnded([], [underway])).toEqual([]);
    expect(operationActivity(ended)).toEqual({ kind: 'task', text: 'Backup: 12 records, verified.' });
    const error = { code: 'unexpected', detail: 'x' } as const;
    expect(operationActivity({ ...underway, outcome: { kind: 'failed', error } }).kind).toBe('failed');
  });
});

test('an end of Basekeeper that nobody asked for is told with what became of the process, and no more than is known', () => {
  const text = (ended: SessionEnd['ended'], process: SessionEnd['process']): string =>
    sessionEndActivity({ ended, process }).text;
  expect(text('app', 'gone')).toBe(
    'Basekeeper ended unexpectedly, some time since the entry before this one. PocketBase ended with it.',
  );
  expect(text('app', 'still-there')).toContain('PocketBase was still running when Basekeeper was opened again.');
  expect(text('app', 'failed')).toContain('PocketBase had failed before Basekeeper was opened again.');
  expect(text('app', 'uncertain')).toContain('Whether PocketBase is still running is uncertain.');
  expect(text('computer', 'gone')).toMatch(/^The computer ended without Basekeeper having been quit, /);
});

test('the notice of it says what ran, and where to look', () => {
  expect(endedUnexpectedly(['blog']).text).toBe(
    'It was killed or it failed; nobody recorded when. “blog” was running at that time: its Activity tab says what became of it. If you did not end it yourself, check free memory and Basekeeper’s own log.',
  );
  expect(endedUnexpectedly(['blog', 'shop']).text).toContain(
    '2 instances were running at that time: the Activity tab of each says',
  );
});
