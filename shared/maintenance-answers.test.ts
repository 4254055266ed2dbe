import { describe, expect, test } from 'vitest';
import type { Instance, InstanceState } from './instance';
import { anInstance } from './testing/examples';
import type { PortAnswer } from './maintenance-answer';
import { maintenanceAnswerOf, mayKeepAnswering, portsToAnswer } from './maintenance-answers';

const since = '2026-01-01T00:00:00.000Z';
const STATES = {
  stopped: { kind: 'stopped' },
  checked: { kind: 'starting', runNumber: 2, pid: null, since, provenSince: null },
  starting: { kind: 'starting', runNumber: 2, pid: 7, since, provenSince: null },
  running: { kind: 'running', runNumber: 2, pid: 7, since },
  stopping: { kind: 'stopping', runNumber: 2, pid: 7, since, killed: false },
} as const satisfies Record<string, InstanceState>;

interface Given {
  readonly port?: number;
  readonly state?: keyof typeof STATES;
  /** Since when; null for not in maintenance. */
  readonly maintenance?: string | null;
  readonly answer?: boolean;
}

function instance(id: string, given: Given = {}): Instance {
  const { port = 8090, state = 'stopped', maintenance = since, answer = true } = given;
  return anInstance({
    id,
    name: `the ${id}`,
    port,
    answerInMaintenance: answer,
    intent: {
      shouldRun: true,
      maintenance:
        maintenance === null ? null : { reason: 'requested', since: maintenance, setBy: 'window', incidentId: null },
    },
    state: STATES[state],
  });
}

const ports = (...instances: readonly Instance[]): readonly string[] =>
  portsToAnswer(instances).map(({ port, instanceId }) => `${String(port)} ${instanceId}`);

describe('answered are the ports of instances', () => {
  test('in maintenance, each with its own name and version', () => {
    expect(portsToAnswer([instance('blog'), instance('shop', { port: 8091 })])).toEqual([
      {
        port: 8090,
        instanceId: 'blog',
        name: 'the blog',
        version: '0.40.6',
        networkAccess: 'this-computer',
        until: null,
      },
      {
        port: 8091,
        instanceId: 'shop',
        name: 'the shop',
        version: '0.40.6',
        networkAccess: 'this-computer',
        until: null,
      },
    ]);
  });

  test.each<readonly [string, Given]>([
    ['stopped without maintenance', { maintenance: null }],
    ['being checked', { maintenance: null, state: 'checked' }],
    ['starting', { maintenance: null, state: 'starting' }],
    ['running', { maintenance: null, state: 'running' }],
    ['stopping', { maintenance: null, state: 'stopping' }],
    ['entering maintenance: its process is still there', { state: 'stopping' }],
    ['in maintenance, with the answer switched off', { answer: false }],
  ])('never those of one that is %s', (_what, given) => {
    expect(ports(instance('blog', given))).toEqual([]);
  });

  test.each(['checked', 'starting', 'running', 'stopping'] as const)(
    'never while another instance with the same port is %s',
    (state) => {
      const other = instance('other', { maintenance: null, state });
      expect(ports(instance('blog'), other)).toEqual([]);
      expect(ports(instance('blog', { port: 8091 }), other)).toEqual(['8091 blog']);
    },
  );

  test('once each: of two in maintenance the first to have entered it', () => {
    const early = instance('early', { maintenance: '2026-01-01T00:00:00.000Z' });
    const late = instance('late', { maintenance: '2026-01-01T00:00:01.000Z' });
    expect(ports(early, late)).toEqual(['8090 early']);
    expect(ports(late, early)).toEqual(['8090 early']);
    expect(ports(late, instance('off', { maintenance: since, answer: false }))).toEqual(['8090 late']);
  });
});

test.each<readonly [string, boolean, readonly Given[]]>([
  ['a start is being checked', true, [{ maintenance: null, state: 'checked' }]],
  ['a start is being checked beside another in maintenance', true, [{ maintenance: null, state: 'checked' }, {}]],
  ['a process exists', false, [{ maintenance: null, state: 'starting' }]],
  [
    'one of two processes exists',
    false,
    [
      { maintenance: null, state: 'checked' },
      { maintenance: null, state: 'running' },
    ],
  ],
  ['all are stopped', false, [{ maintenance: null }]],
  ['nothing has the port', false, []],
  ['another port is concerned', false, [{ port: 8091, maintenance: null, state: 'checked' }]],
])('while %s, answering on a port may go on: %s', (_what, may, given) => {
  const instances = given.map((one, index) => instance(String(index), one));
  expect(mayKeepAnswering(instances, 8090)).toBe(may);
});

describe('what requests meet', () => {
  const ANSWERING: PortAnswer = { kind: 'answering' };
  const met = (instances: readonly Instance[], answers: ReadonlyMap<number, PortAnswer> = new Map()) =>
    maintenanceAnswerOf(instances[0] as Instance, instances, answers);

  test('is what became of the port', () => {
    expect(met([instance('blog')], new Map([[8090, ANSWERING]]))).toEqual(ANSWERING);
    const taken: PortAnswer = { kind: 'port-in-use', owner: { pid: 7, name: 'nginx' } };
    expect(met([instance('blog')], new Map([[8090, taken]]))).toEqual(taken);
    expect(met([instance('blog')], new Map([[8091, ANSWERING]]))).toEqual({ kind: 'none' });
  });

  test('is a refusal where the answer is switched off, and not said while it is not known yet', () => {
    expect(met([instance('blog', { answer: false })])).toEqual({ kind: 'refused' });
    expect(met([instance('blog', { answer: false, maintenance: null })])).toEqual({ kind: 'none' });
    expect(met([instance('blog', { answer: false, state: 'stopping' })])).toEqual({ kind: 'none' });
    expect(met([instance('blog')])).toEqual({ kind: 'none' });
  });

  test.each(['checked', 'stopped'] as const)(
    'is the answer as long as it is given, also to one that is %s',
    (state) => {
      const blog = instance('blog', { maintenance: null, state });
      expect(met([blog], new Map([[8090, ANSWERING]]))).toEqual(ANSWERING);
      expect(met([blog])).toEqual({ kind: 'none' });
    },
  );

  test.each(['starting', 'running', 'stopping'] as const)('is none of ours once a process exists: %s', (state) => {
    const blog = instance('blog', { maintenance: null, state });
    expect(met([blog], new Map([[8090, ANSWERING]]))).toEqual({ kind: 'none' });
  });

  test('is the other instance, when that one serves on the same port', () => {
    const other = instance('shop', { maintenance: null, state: 'running' });
    expect(met([instance('blog'), other])).toEqual({ kind: 'other-instance', name: 'the shop' });
    expect(met([other, instance('blog')])).toEqual({ kind: 'none' });
  });
});
