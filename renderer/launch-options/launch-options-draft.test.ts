import { expect, test } from 'vitest';
import type { LaunchOptions } from '../../shared/launch-options';
import { draftOf, givenBy, isUnchanged, newerValues } from './launch-options-draft';

const SAVED: LaunchOptions = {
  revision: 2,
  environment: [
    { name: 'A', secret: false, value: '1' },
    { name: 'B', secret: true, sealed: '' },
  ],
  pathFolders: ['/home/me/bin'],
  encryptionKey: '',
  arguments: ['--dev=true', '--queryTimeout=60'],
  networkAccess: 'this-computer',
};

test('what is not touched is sent as it was: a kept secret without its value, and no key', () => {
  const draft = draftOf(SAVED);
  expect(isUnchanged(draft, SAVED)).toBe(true);
  expect(givenBy(draft, 2)).toEqual({
    revision: 2,
    environment: [
      { name: 'A', secret: false, value: '1' },
      { name: 'B', secret: true, value: null },
    ],
    arguments: ['--dev=true', '--queryTimeout=60'],
    pathFolders: ['/home/me/bin'],
  });
});

test('a replaced secret, a new key and a removed one are sent as such', () => {
  const draft = draftOf(SAVED);
  const [a, b] = draft.variables;
  if (a === undefined || b === undefined) throw new Error('two');
  const replaced = { ...draft, variables: [a, { ...b, kept: false, value: 'new one' }] };
  expect(isUnchanged(replaced, SAVED)).toBe(false);
  expect(givenBy(replaced, 2).environment[1]).toEqual({ name: 'B', secret: true, value: 'new one' });
  const key = 'k'.repeat(32);
  expect(givenBy({ ...draft, keyIs: 'given', encryptionKey: key }, 2).encryptionKey).toBe(key);
  expect(givenBy({ ...draft, keyIs: 'none' }, 2).encryptionKey).toBeNull();
});

test('empty lines and spaces around an argument are not sent', () => {
  expect(givenBy({ ...draftOf(SAVED), arguments: ' --dev=true \n\n' }, 2).arguments).toEqual(['--dev=true']);
});

test('F58: newer values are told in sentences, secrets only by name', () => {
  const newer: LaunchOptions = {
    revision: 3,
    environment: [
      { name: 'A', secret: false, value: '2' },
      { name: 'C', secret: true, sealed: '' },
    ],
    pathFolders: [],
    encryptionKey: null,
    arguments: [],
    networkAccess: 'network',
  };
  expect(newerValues(SAVED, newer)).toEqual([
    'A is now “2”.',
    'C is now a secret.',
    'B was removed.',
    'The encryption key was removed.',
    'There are no arguments any more.',
    'No folders are in front of PATH any more.',
    'It is now reachable from other devices.',
  ]);
  expect(newerValues(SAVED, { ...SAVED, revision: 3 })).toEqual([
    'Secrets may have been replaced; everything else is as it was.',
  ]);
});
