import { expect, test } from 'vitest';
import { NO_LAUNCH_OPTIONS } from '../../shared/launch-options';
import { anInstance } from '../../shared/testing/examples';
import { fileProblemOf } from './file-problem';
import { instanceRecord, recordOf, recordOnDisk } from './instance-record';

const SAVED = recordOf(
  anInstance({
    launchOptions: {
      revision: 4,
      environment: [
        { name: 'A', secret: false, value: '1' },
        { name: 'B', secret: true, sealed: 'c2VhbGVk' },
      ],
      pathFolders: ['/home/me/tools'],
      encryptionKey: 'a2V5',
      arguments: ['--dev=true'],
      networkAccess: 'network',
    },
  }),
);
const ON_DISK = recordOnDisk(SAVED);
const { serving: SERVING, ...WITHOUT } = ON_DISK;

const problemOf = (serving: unknown): unknown => {
  const read = instanceRecord.safeParse({ ...WITHOUT, serving });
  return read.success ? 'none' : fileProblemOf(read.error);
};

test('what is saved is read again; a record from before has none', () => {
  expect(instanceRecord.parse(JSON.parse(JSON.stringify(ON_DISK)))).toEqual(SAVED);
  expect(instanceRecord.parse(WITHOUT).launchOptions).toEqual(NO_LAUNCH_OPTIONS);
});

test('B12: a file from before is for this computer only, and a file names no other host', () => {
  const { reach: _reach, ...before } = SERVING ?? {};
  expect(instanceRecord.parse({ ...WITHOUT, serving: before }).launchOptions.networkAccess).toBe('this-computer');
  expect(problemOf({ ...SERVING, reach: '0.0.0.0' })).toMatchObject({
    where: 'serving.reach',
    rule: 'must be “this-computer” or “network”',
  });
});

test('a file is held to the same rules as what is typed, for whoever writes it must not decide which programs are run', () => {
  const variable = { name: 'LD_PRELOAD', secret: false, value: '/evil.so' };
  expect(problemOf({ ...SERVING, environment: [variable] })).toMatchObject({
    kind: 'does-not-fit',
    where: 'serving.environment.0.name',
    rule: expect.stringContaining('must not be PATH') as string,
  });
  expect(problemOf({ ...SERVING, arguments: ['--http=0.0.0.0:80'] })).toMatchObject({
    where: 'serving.arguments.0',
    rule: expect.stringContaining('must not be --http') as string,
  });
  expect(problemOf({ ...SERVING, encryptionKey: 'a key as it is' })).toMatchObject({
    where: 'serving.encryptionKey',
    rule: 'must be a sealed secret',
  });
});

test('a record from before there were folders in front of PATH has none', () => {
  const { pathFolders: _none, ...before } = SERVING ?? {};
  expect(instanceRecord.parse({ ...WITHOUT, serving: before }).launchOptions).toEqual({
    ...SAVED.launchOptions,
    pathFolders: [],
  });
  expect(problemOf({ ...SERVING, pathFolders: ['bin'] })).toMatchObject({ kind: 'does-not-fit' });
});
