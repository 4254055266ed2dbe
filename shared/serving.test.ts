import { expect, test } from 'vitest';
import { isServedWithOlder, NO_SERVING_OPTIONS, withoutSealed } from './serving';
import { anInstance } from './testing/examples';

test('the window gets no secret, not even sealed, and knows that there is one', () => {
  const instance = anInstance({
    serving: {
      revision: 3,
      environment: [
        { name: 'OPEN', secret: false, value: 'seen' },
        { name: 'HIDDEN', secret: true, sealed: 'c2VhbGVk' },
      ],
      encryptionKey: 'a2V5',
      arguments: [],
    },
  });
  expect(JSON.stringify(withoutSealed(instance))).not.toMatch(/c2VhbGVk|a2V5/);
  expect(withoutSealed(instance).serving).toEqual({
    revision: 3,
    environment: [
      { name: 'OPEN', secret: false, value: 'seen' },
      { name: 'HIDDEN', secret: true, sealed: '' },
    ],
    encryptionKey: '',
    arguments: [],
  });
  const plain = anInstance();
  expect(withoutSealed(plain)).toBe(plain);
});

test('a restart is needed while a process has got older options, and only then', () => {
  const serving = { ...NO_SERVING_OPTIONS, revision: 2 };
  const running = { kind: 'running', run: 1, pid: 1, since: '' } as const;
  expect(isServedWithOlder(anInstance({ serving, state: running, servedRevision: 1 }))).toBe(true);
  expect(isServedWithOlder(anInstance({ serving, state: running, servedRevision: 2 }))).toBe(false);
  expect(isServedWithOlder(anInstance({ serving, state: running }))).toBe(false);
  expect(isServedWithOlder(anInstance({ serving, state: { kind: 'stopped' }, servedRevision: 1 }))).toBe(false);
});
