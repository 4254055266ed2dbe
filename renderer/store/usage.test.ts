import { describe, expect, it } from 'vitest';
import type { Bridge, Push } from '../../shared/ipc';
import { fail } from '../../shared/result';
import type { Usage } from '../../shared/usage';
import { addUsage, createUsage, USAGES_KEPT, type RecentUsage } from './usage';

const usage = (changes: Partial<Usage> = {}): Usage => ({
  instanceId: 'abcdefghij12345',
  pid: 7,
  processorPercent: 2,
  memoryBytes: 31e6,
  ...changes,
});

const adding = (...percents: (number | null)[]): RecentUsage | null =>
  percents.reduce<RecentUsage | null>(
    (recent, processorPercent, index) => addUsage(recent, usage({ processorPercent }), index * 2000),
    null,
  );

describe('what a process took lately', () => {
  it('begins with the first percentage, oldest first', () => {
    expect(adding(null, 3, 5)?.processor).toEqual([3, 5]);
  });

  it('keeps the last ones', () => {
    const recent = adding(...Array.from({ length: USAGES_KEPT + 5 }, (_, index) => index));
    expect(recent?.processor).toHaveLength(USAGES_KEPT);
    expect(recent?.processor[0]).toBe(5);
  });

  it.each([
    ['another process', usage({ pid: 8 }), 6000],
    ['another instance', usage({ instanceId: 'zzzzzzzzzz12345' }), 6000],
    ['the same one after the window was hidden', usage(), 60_000],
  ])('begins anew for %s', (_what, latest, atMs) => {
    expect(addUsage(adding(null, 3, 5), latest, atMs)).toEqual({ latest, atMs, processor: [2] });
  });
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
  const store = createUsage(bridge, () => 0);
  store.start();
  let told = 0;
  store.subscribe(() => (told += 1));
  push({ type: 'show-new-instance' });
  expect([told, store.get()]).toEqual([0, null]);
  push({ type: 'usage', usage: usage() });
  expect([told, store.get()?.latest]).toEqual([1, usage()]);
});
