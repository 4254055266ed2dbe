import { expect, test } from 'vitest';
import { isReachable, isServedWithOlder, NO_SERVING_OPTIONS, withoutSealed } from './serving';
import { anInstance } from './testing/examples';

test('the window gets no secret, not even sealed, and knows that there is one', () => {
  const instance = anInstance({
    serving: {
      revision: 3,
      environment: [
        { name: 'OPEN', secret: false, value: 'seen' },
        { name: 'HIDDEN', secret: true, sealed: 'c2VhbGVk' },
      ],
      pathFolders: ['/home/me/tools'],
      encryptionKey: 'a2V5',
      arguments: [],
      reach: 'this-computer',
    },
  });
  expect(JSON.stringify(withoutSealed(instance))).not.toMatch(/c2VhbGVk|a2V5/);
  expect(withoutSealed(instance).serving).toEqual({
    revision: 3,
    environment: [
      { name: 'OPEN', secret: false, value: 'seen' },
      { name: 'HIDDEN', secret: true, sealed: '' },
    ],
    pathFolders: ['/home/me/tools'],
    encryptionKey: '',
    arguments: [],
    reach: 'this-computer',
  });
  const plain = anInstance();
  expect(withoutSealed(plain)).toBe(plain);
});

test('a restart is needed while a process has got older options, and only then', () => {
  const serving = { ...NO_SERVING_OPTIONS, revision: 2 };
  const as = (revision: number) => ({ revision, reach: 'this-computer' }) as const;
  const running = { kind: 'running', run: 1, pid: 1, since: '' } as const;
  expect(isServedWithOlder(anInstance({ serving, state: running, served: as(1) }))).toBe(true);
  expect(isServedWithOlder(anInstance({ serving, state: running, served: as(2) }))).toBe(false);
  expect(isServedWithOlder(anInstance({ serving, state: running }))).toBe(false);
  expect(isServedWithOlder(anInstance({ serving, state: { kind: 'stopped' }, served: as(1) }))).toBe(false);
});

test('B12: an instance is reachable as its process was started, not as it is wished', () => {
  const wished = { ...NO_SERVING_OPTIONS, reach: 'network' } as const;
  const open = { revision: 1, reach: 'network' } as const;
  const running = { kind: 'running', run: 1, pid: 1, since: '' } as const;
  const stopping = { kind: 'stopping', run: 1, pid: 1, since: '', killed: false } as const;
  expect(isReachable(anInstance({ serving: wished, state: running }))).toBe(false);
  expect(
    isReachable(anInstance({ serving: wished, state: running, served: { ...open, reach: 'this-computer' } })),
  ).toBe(false);
  expect(isReachable(anInstance({ state: running, served: open }))).toBe(true);
  expect(isReachable(anInstance({ state: stopping, served: open }))).toBe(true);
  expect(isReachable(anInstance({ serving: wished, state: { kind: 'stopped' }, served: open }))).toBe(false);
});
