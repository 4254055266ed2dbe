import { expect, test } from 'vitest';
import { hasNetworkAccess, isLaunchedWithOlder, withoutSealed } from './launched-with';
import { NO_LAUNCH_OPTIONS } from './launch-options';
import { anInstance } from './testing/examples';

test('the window gets no secret, not even sealed, and knows that there is one', () => {
  const instance = anInstance({
    launchOptions: {
      revision: 3,
      environment: [
        { name: 'OPEN', secret: false, value: 'seen' },
        { name: 'HIDDEN', secret: true, sealed: 'c2VhbGVk' },
      ],
      pathFolders: ['/home/me/tools'],
      encryptionKey: 'a2V5',
      arguments: [],
      networkAccess: 'this-computer',
    },
  });
  expect(JSON.stringify(withoutSealed(instance))).not.toMatch(/c2VhbGVk|a2V5/);
  expect(withoutSealed(instance).launchOptions).toEqual({
    revision: 3,
    environment: [
      { name: 'OPEN', secret: false, value: 'seen' },
      { name: 'HIDDEN', secret: true, sealed: '' },
    ],
    pathFolders: ['/home/me/tools'],
    encryptionKey: '',
    arguments: [],
    networkAccess: 'this-computer',
  });
  const plain = anInstance();
  expect(withoutSealed(plain)).toBe(plain);
});

test('a restart is needed while a process has got older options, and only then', () => {
  const launchOptions = { ...NO_LAUNCH_OPTIONS, revision: 2 };
  const as = (revision: number) => ({ revision, networkAccess: 'this-computer' }) as const;
  const running = { kind: 'running', runNumber: 1, pid: 1, since: '' } as const;
  expect(isLaunchedWithOlder(anInstance({ launchOptions, state: running, launchedWith: as(1) }))).toBe(true);
  expect(isLaunchedWithOlder(anInstance({ launchOptions, state: running, launchedWith: as(2) }))).toBe(false);
  expect(isLaunchedWithOlder(anInstance({ launchOptions, state: running }))).toBe(false);
  expect(isLaunchedWithOlder(anInstance({ launchOptions, state: { kind: 'stopped' }, launchedWith: as(1) }))).toBe(
    false,
  );
});

test('B12: an instance is reachable as its process was started, not as it is wished', () => {
  const wished = { ...NO_LAUNCH_OPTIONS, networkAccess: 'network' } as const;
  const open = { revision: 1, networkAccess: 'network' } as const;
  const running = { kind: 'running', runNumber: 1, pid: 1, since: '' } as const;
  const stopping = { kind: 'stopping', runNumber: 1, pid: 1, since: '', killed: false } as const;
  expect(hasNetworkAccess(anInstance({ launchOptions: wished, state: running }))).toBe(false);
  expect(
    hasNetworkAccess(
      anInstance({ launchOptions: wished, state: running, launchedWith: { ...open, networkAccess: 'this-computer' } }),
    ),
  ).toBe(false);
  expect(hasNetworkAccess(anInstance({ state: running, launchedWith: open }))).toBe(true);
  expect(hasNetworkAccess(anInstance({ state: stopping, launchedWith: open }))).toBe(true);
  expect(hasNetworkAccess(anInstance({ launchOptions: wished, state: { kind: 'stopped' }, launchedWith: open }))).toBe(
    false,
  );
});
