import { expect, test } from 'vitest';
import { inTheWayInWords, othersInWords, pathsInWords } from './exchange-words';

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
