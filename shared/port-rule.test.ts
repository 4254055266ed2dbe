import { describe, expect, test } from 'vitest';
import type { Instance, InstanceState, Intent, Maintenance } from './instance';
import { holderOfPort, sharersOfPort, whyNotChangePort, portConflict } from './port-rule';
import { anInstance } from './testing/examples';
import { portTakenInWords, sharedPortWarning } from './words/port-words';

const THEN = '2026-01-01T00:00:00.000Z';
const MAINTENANCE: Maintenance = { reason: 'crashed', since: THEN, setBy: 'basekeeper', incidentId: 'x' };

const STATES = {
  stopped: { kind: 'stopped' },
  checking: { kind: 'starting', runNumber: 1, pid: null, since: THEN, provenSince: null },
  starting: { kind: 'starting', runNumber: 1, pid: 7, since: THEN, provenSince: null },
  running: { kind: 'running', runNumber: 1, pid: 7, since: THEN },
  stopping: { kind: 'stopping', runNumber: 1, pid: 7, since: THEN, killed: false },
  waiting: { kind: 'waiting', runNumber: 1, since: THEN, delayMs: 1000 },
} as const satisfies Record<string, InstanceState>;
type StateName = keyof typeof STATES;

const WISHES = {
  run: { shouldRun: true, maintenance: null },
  rest: { shouldRun: false, maintenance: null },
  'run, in maintenance': { shouldRun: true, maintenance: MAINTENANCE },
  'rest, in maintenance': { shouldRun: false, maintenance: MAINTENANCE },
} as const satisfies Record<string, Intent>;

const blog = (state: StateName, port = 8090): Instance => anInstance({ id: 'b', state: STATES[state], port });
const shop = (intent: keyof typeof WISHES = 'rest', state: StateName = 'stopped'): Instance =>
  anInstance({ id: 's', name: 'shop', intent: WISHES[intent], state: STATES[state] });

describe('a port is held', () => {
  test.each(['checking', 'starting', 'running', 'stopping', 'waiting'] as const)(
    'by an instance that is %s, until its process is gone',
    (state) => {
      expect(holderOfPort(shop(), [blog(state), shop()])?.id).toBe('b');
      expect(sharersOfPort(shop(), [blog(state), shop()])).toEqual([]);
    },
  );

  test('by nobody while it is stopped, has another port, or is the instance itself', () => {
    expect(holderOfPort(shop(), [blog('stopped'), shop()])).toBeNull();
    expect(holderOfPort(shop(), [blog('running', 8091), shop()])).toBeNull();
    expect(holderOfPort(shop(), [shop('run', 'running')])).toBeNull();
  });
});

describe('while another instance runs on the port', () => {
  const all = (instance: Instance): readonly Instance[] => [blog('running'), instance];
  const HELD = {
    code: 'port-held-by-instance',
    port: 8090,
    instanceName: 'shop',
    holderId: 'b',
    holderName: 'blog',
  };

  test.each([
    ['start', 'rest'],
    ['start', 'run'],
    ['restart', 'rest'],
    ['leave-maintenance', 'run, in maintenance'],
  ] as const)('%s is refused for one that is meant to %s', (event, intent) => {
    expect(portConflict(shop(intent), event, all(shop(intent)))).toEqual(HELD);
    expect(portConflict(shop(intent), event, [blog('stopped'), shop(intent)])).toBeNull();
  });

  test.each([
    // Nothing would be started by it.
    ['leave-maintenance', 'rest, in maintenance'],
    ['leave-maintenance', 'rest'],
    ['enter-maintenance', 'rest'],
    ['stop', 'run'],
    ['quit', 'run'],
    // Maintenance is the reason to be told then.
    ['start', 'run, in maintenance'],
  ] as const)('%s is not, for one that is meant to %s', (event, intent) => {
    expect(portConflict(shop(intent), event, all(shop(intent)))).toBeNull();
  });

  test('an instance that is alive itself is never held up', () => {
    for (const state of ['checking', 'starting', 'running', 'stopping', 'waiting'] as const)
      expect(portConflict(shop('run', state), 'restart', all(shop('run', state)))).toBeNull();
  });
});

describe('another port', () => {
  test('may be one of an instance that is not running', () => {
    expect(whyNotChangePort(shop(), 8090, [blog('stopped'), shop()])).toBeNull();
    expect(whyNotChangePort(shop('rest, in maintenance'), 8090, [blog('stopped')])).toBeNull();
  });

  test('is refused if an instance has it now, or while a process of the instance itself may be there', () => {
    expect(whyNotChangePort(shop(), 8090, [blog('running'), shop()])).toEqual({
      code: 'port-of-another-instance',
      port: 8090,
      instanceName: 'blog',
    });
    expect(whyNotChangePort(shop('run', 'stopping'), 8091, [])).toMatchObject({ code: 'not-stopped' });
  });
});

test('what is said below the field', () => {
  const crm = anInstance({ id: 'c', name: 'crm', port: 8090 });
  const said = (typed: string, ...others: readonly Instance[]): string | null =>
    sharedPortWarning(typed, 's', [shop(), ...others]);
  expect(said('8090', blog('stopped'))).toBe(
    'Port 8090 is also that of “blog”. Only one of the two can run at a time.',
  );
  expect(said(' 8090 ', blog('stopped'), crm)).toBe(
    'Port 8090 is also that of “blog” and “crm”. Only one of the instances can run at a time.',
  );
  for (const typed of ['', '8091', '8090abc', '0x1F9A', '80900000']) expect(said(typed, blog('stopped'))).toBeNull();
  expect(said('8090', blog('running'))).toBeNull();
  expect(said('8090')).toBeNull();
  expect(said('22')).toBe('Ports below 1024 are meant for services of the system. Something else may expect port 22.');
});

test('a port that gave way to a free one is told with both', () => {
  expect(portTakenInWords({ name: 'blog', port: 8091 }, 8090)).toEqual({
    title: 'blog is on port 8091',
    text: 'Port 8090, which was suggested, is used by another program now. You can change the port under Settings.',
  });
});
