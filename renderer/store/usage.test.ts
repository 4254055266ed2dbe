import { expect, it } from 'vitest';
import type { Bridge, Push } from '../../shared/ipc';
import { fail } from '../../shared/result';
import type { Usage } from '../../shared/usage';
import { createUsage } from './usage';

const usage = (changes: Partial<Usage> = {}): Usage => ({
  instanceId: 'abcdefghij12345',
  pid: 7,
  processorPercent: 2,
  memoryBytes: 31e6,
  ...changes,
});

it('tells its readers of each push about usage, and of no other', () => {
  let push: (push: Push) => void = () => undefined;
  const bridge: Bridge = {
    call: () => Promise.resolve(fail({ code: 'unexpected', detail: 'not called' })),
    onPush: (listener) => {
      push = listener;
      return () => undefined;
    },
    pathOfFile: () => '',
  };
  const store = createUsage(bridge);
  store.start();
  let told = 0;
  store.subscribe(() => (told += 1));
  push({ type: 'act', commandId: 'new' });
  expect([told, store.get()]).toEqual([0, null]);
  push({ type: 'usage', usage: usage() });
  expect([told, store.get()]).toEqual([1, usage()]);
});
