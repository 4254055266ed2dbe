import { describe, expect, it } from 'vitest';
import type { AppState, Change, Snapshot } from '../../shared/app-state';
import type { AppError } from '../../shared/errors';
import type { IncidentSummary } from '../../shared/incident';
import type { Instance } from '../../shared/instance';
import type { Bridge, Push } from '../../shared/ipc';
import { fail, ok, type Result } from '../../shared/result';
import { anIncident, anInstance } from '../../shared/testing/examples';
import { createMirror } from './mirror';
import { INITIAL_APP_SETTINGS } from '../../shared/app-settings';
import { NO_UPDATES } from '../../shared/updates';

const state = (theme: 'system' | 'light' | 'dark'): AppState => ({
  facts: {
    appVersion: '1',
    electronVersion: '1',
    platform: 'linux',
    home: '/home',
    dataFolder: '/home',
    isHomeChosen: true,
  },
  instances: [],
  settings: { ...INITIAL_APP_SETTINGS, theme, closeHintShown: false },
  versions: [],
  installations: [],
  notices: [],
  operations: [],
  backups: [],
  questions: [],
  drill: null,
  updates: NO_UPDATES,
});

const theme = (value: 'system' | 'light' | 'dark'): Change => ({
  type: 'settings-changed',
  settings: { ...INITIAL_APP_SETTINGS, theme: value, closeHintShown: false },
});

/** A bridge whose answers are given by hand, one by one. */
function bridgeByHand() {
  const order: string[] = [];
  const asked: ((answer: Result<Snapshot>) => void)[] = [];
  let listener: (push: Push) => void = () => undefined;
  const bridge = {
    call: (name: string) => {
      order.push(name);
      return new Promise((resolve) => asked.push(resolve));
    },
    onPush: (next: (push: Push) => void) => {
      order.push('onPush');
      listener = next;
      return () => undefined;
    },
  } as unknown as Bridge;
  return {
    bridge,
    order,
    push: (revision: number, change: Change) => {
      listener({ type: 'changed', revision, change });
    },
    answer: async (result: Result<Snapshot>) => {
      asked.shift()?.(result);
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

const shown = (mirror: ReturnType<typeof createMirror>) => {
  const { revision, state: copy } = mirror.getState();
  return [revision, copy?.settings.theme];
};

describe('the mirror', () => {
  it('listens first, then asks', () => {
    const { bridge, order } = bridgeByHand();
    createMirror(bridge).start();
    expect(order).toEqual(['onPush', 'get-snapshot']);
  });

  it('keeps changes that arrive before the snapshot and drops those already in it', async () => {
    const { bridge, push, answer } = bridgeByHand();
    const mirror = createMirror(bridge);
    mirror.start();
    push(7, theme('light'));
    push(8, theme('dark'));
    await answer(ok({ revision: 7, state: state('system') }));
    expect(shown(mirror)).toEqual([8, 'dark']);
  });

  it('drops an older revision', async () => {
    const { bridge, push, answer } = bridgeByHand();
    const mirror = createMirror(bridge);
    mirror.start();
    await answer(ok({ revision: 7, state: state('dark') }));
    push(7, theme('light'));
    push(3, theme('light'));
    expect(shown(mirror)).toEqual([7, 'dark']);
  });

  it('asks again on a gap and loses nothing that arrives meanwhile', async () => {
    const { bridge, order, push, answer } = bridgeByHand();
    const mirror = createMirror(bridge);
    mirror.start();
    await answer(ok({ revision: 1, state: state('system') }));
    push(3, theme('light'));
    push(4, theme('dark'));
    expect(shown(mirror)).toEqual([1, 'system']);
    await answer(ok({ revision: 3, state: state('light') }));
    expect(shown(mirror)).toEqual([4, 'dark']);
    expect(order.filter((name) => name === 'get-snapshot')).toHaveLength(2);
  });

  it('never goes back to an older snapshot', async () => {
    const { bridge, push, answer } = bridgeByHand();
    const mirror = createMirror(bridge);
    mirror.start();
    await answer(ok({ revision: 5, state: state('dark') }));
    push(9, theme('light'));
    await answer(ok({ revision: 4, state: state('system') }));
    expect(shown(mirror)).toEqual([5, 'dark']);
  });

  it('says why it has nothing to show and recovers when asked again', async () => {
    const { bridge, answer } = bridgeByHand();
    const mirror = createMirror(bridge);
    mirror.start();
    const problem: AppError = { code: 'sender-refused' };
    await answer(fail(problem));
    expect(mirror.getState()).toEqual({ state: null, revision: -1, recorded: [], problem });
    void mirror.ask();
    await answer(ok({ revision: 2, state: state('dark') }));
    expect(mirror.getState()).toMatchObject({ revision: 2, problem: null });
  });
});

describe('incidents', () => {
  const incident = (id: string, sequence: number): IncidentSummary => {
    const { output: _output, ...summary } = anIncident({ id, sequence });
    return summary;
  };
  const first = incident('first', 1);
  const second = incident('second', 2);
  const third = incident('third', 3);
  const blog = (...incidents: readonly IncidentSummary[]): Instance => anInstance({ incidents });
  const withBlog = (...incidents: readonly IncidentSummary[]): AppState => ({
    ...state('dark'),
    instances: [blog(...incidents)],
  });
  const recorded = (...incidents: readonly [IncidentSummary, ...IncidentSummary[]]): Change => ({
    type: 'incident-recorded',
    instance: blog(...incidents),
    incident: incidents[0],
  });
  const changed = (...incidents: readonly IncidentSummary[]): Change => ({
    type: 'instance-changed',
    instance: blog(...incidents),
  });

  /** The mirror, and the ids of all incidents that it told of as having just happened. */
  function listening() {
    const hand = bridgeByHand();
    const mirror = createMirror(hand.bridge);
    const told: string[] = [];
    mirror.subscribe((now, before) => {
      if (now.recorded !== before.recorded) told.push(...now.recorded.map((one) => one.incident.id));
    });
    mirror.start();
    return { ...hand, mirror, told };
  }

  it('of the first snapshot are history, also after the page was loaded again', async () => {
    const { push, answer, told } = listening();
    push(2, recorded(first));
    await answer(ok({ revision: 2, state: withBlog(first) }));
    expect(told).toEqual([]);
  });

  it('are told once, when they happen, and not when they are seen', async () => {
    const { push, answer, told, mirror } = listening();
    await answer(ok({ revision: 1, state: withBlog(first) }));
    push(2, recorded(second, first));
    expect(mirror.getState().state?.instances[0]?.incidents).toEqual([second, first]);
    push(3, changed({ ...second, seen: true }, first));
    push(4, theme('light'));
    expect(told).toEqual(['second']);
  });

  it('of a gap are told with the snapshot that closes it, oldest first, and no others', async () => {
    const { push, answer, told } = listening();
    await answer(ok({ revision: 1, state: withBlog(first) }));
    const back = anInstance({ id: 'b'.repeat(15), incidents: [incident('old', 7)] });
    push(4, theme('light'));
    await answer(
      ok({ revision: 4, state: { ...withBlog(third, second, first), instances: [blog(third, second, first), back] } }),
    );
    expect(told).toEqual(['second', 'third']);
    push(5, changed(third, second, first));
    expect(told).toEqual(['second', 'third']);
  });

  it('of an instance that came back on the list are its history', async () => {
    const { push, answer, told } = listening();
    await answer(ok({ revision: 1, state: state('dark') }));
    push(2, changed(first));
    expect(told).toEqual([]);
  });
});
