import { describe, expect, it } from 'vitest';
import type { AppState, Change, Snapshot } from '../../shared/app-state';
import type { AppError } from '../../shared/errors';
import type { Bridge, Push } from '../../shared/ipc';
import { fail, ok, type Result } from '../../shared/result';
import { createMirror } from './mirror';

const state = (theme: 'system' | 'light' | 'dark'): AppState => ({
  facts: { appVersion: '1', electronVersion: '1', platform: 'linux', home: '/home' },
  instances: [],
  settings: { theme, notifications: true, commandLine: true, closeHintShown: false },
  versions: [],
  installations: [],
  notices: [],
  operations: [],
  backups: [],
});

const theme = (value: 'system' | 'light' | 'dark'): Change => ({
  type: 'settings-changed',
  settings: { theme: value, notifications: true, commandLine: true, closeHintShown: false },
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
    expect(mirror.getState()).toEqual({ state: null, revision: -1, problem });
    void mirror.ask();
    await answer(ok({ revision: 2, state: state('dark') }));
    expect(mirror.getState()).toMatchObject({ revision: 2, problem: null });
  });
});
