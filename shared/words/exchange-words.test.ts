import { expect, test } from 'vitest';
import { besideInWords, inTheWayInWords, othersInWords, pathsInWords } from './exchange-words';

test('paths are named up to three, and what is no text shows as such', () => {
  expect(pathsInWords(['a'])).toBe('a');
  expect(pathsInWords(['a', 'b', 'caf\udce9\n'])).toBe('a, b and caf��');
  expect(pathsInWords(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c and 2 more');
});

test('what stays in the folder of a project is counted and named', () => {
  expect(othersInWords(['.git'])).toBe('One other file or folder in it stays: .git.');
  expect(othersInWords(['.git', 'package.json', 'src', 'test'])).toBe(
    '4 other files and folders in it stay: .git, package.json, src and 1 more.',
  );
});

test('what could not stay is said with where it is', () => {
  expect(inTheWayInWords(['pb_data/both'], '/x/kept-1')).toBe(
    'pb_data/both is in no backup and could not stay; it is in /x/kept-1.',
  );
  expect(inTheWayInWords(['pb_data/a', 'pb_data/b'], '/x/kept-1')).toBe(
    'pb_data/a and pb_data/b are in no backup and could not stay; they are in /x/kept-1.',
  );
});

test('what goes on beside an exchange is one sentence each', () => {
  expect(besideInWords({ pendingMigrations: [], startHooks: [], stays: [] })).toEqual([]);
  expect(besideInWords({ pendingMigrations: ['1_a.js'], startHooks: ['main.pb.js'], stays: ['backups'] })).toEqual([
    'This migration runs with it: 1_a.js. It may change records.',
    'When PocketBase starts, this hook does something: main.pb.js.',
    'In no backup, and left where it is in pb_data: backups.',
  ]);
  expect(besideInWords({ pendingMigrations: ['1.js', '2.js'], startHooks: ['a', 'b'], stays: [] })).toEqual([
    'These migrations run with it: 1.js and 2.js. They may change records.',
    'When PocketBase starts, these hooks do something: a and b.',
  ]);
});
