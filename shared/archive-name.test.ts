/** Which names may be written where. */
import { describe, expect, test } from 'vitest';
import { archiveNameProblem, createNameRegistry, NAME_LIMITS, nameSystemOf, type NameSystem } from './archive-name';

const SYSTEMS: readonly NameSystem[] = ['linux', 'darwin', 'win32'];
/** On which of them it may not be written. */
const refusedOn = (name: string): readonly string[] =>
  SYSTEMS.filter((system) => archiveNameProblem(name, { ...NAME_LIMITS, system }) !== null);

describe('a name', () => {
  test.each([
    ['plain/über 🎉.txt', []],
    ['\ufffd', []],
    ['a:b', ['win32']],
    ['photo_x.*', ['win32']],
    ['a\\b', ['win32']],
    ['C:\\x', ['win32']],
    ['aux.js', ['win32']],
    ['ends.', ['win32']],
    ['line\nbreak', ['win32']],
    ['caf\udce9', ['darwin', 'win32']],
    ['half \ud83c', SYSTEMS],
    ['../x', SYSTEMS],
    ['/x', SYSTEMS],
    ['a//b', SYSTEMS],
    ['a\0b', SYSTEMS],
    ['', SYSTEMS],
  ])('%j is refused on %j', (name, systems) => {
    expect(refusedOn(name)).toEqual(systems);
  });

  test.each([
    ['x'.repeat(255), []],
    ['x'.repeat(256), SYSTEMS],
    ['\udcff'.repeat(255), ['darwin', 'win32']],
    ['ä'.repeat(128), SYSTEMS],
  ])('has 255 bytes as the file system counts (%#)', (name, systems) => {
    expect(refusedOn(name)).toEqual(systems);
  });
});

test.each([
  ['caf\u00e9', 'cafe\u0301'],
  ['A', 'a'],
])('%s and %s are two names on Linux only', (one, other) => {
  const collides = SYSTEMS.filter((system) => {
    const registry = createNameRegistry(system);
    registry.add(one);
    return registry.add(other) !== null;
  });
  expect(collides).toEqual(['darwin', 'win32']);
});

test('what is neither macOS nor Windows keeps names as Linux does', () => {
  expect(['linux', 'freebsd', 'darwin', 'win32'].map(nameSystemOf)).toEqual(['linux', 'linux', 'darwin', 'win32']);
});
