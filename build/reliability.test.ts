import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inProject } from './project';

/** `B1–B5` and `G17, G23` stand for each of their numbers. */
function numbersIn(text: string): ReadonlySet<string> {
  const numbers = new Set<string>();
  for (const [, letter = '', first = '', last = first] of text.matchAll(/\b([FBSG])(\d+)(?:–[FBSG](\d+))?/g)) {
    for (let number = Number(first); number <= Number(last); number += 1) numbers.add(`${letter}${String(number)}`);
  }
  return numbers;
}

const testsBelow = (room: string): readonly string[] =>
  readdirSync(inProject(room), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(test|spec)\.tsx?$/.test(path))
    .map((path) => join(room, path));

test('every number that a test carries is explained', () => {
  const explained = numbersIn(readFileSync(inProject('docs', 'reliability.md'), 'utf8'));
  expect(explained.size).toBeGreaterThan(140);
  const unexplained = ['electron', 'shared', 'renderer', 'e2e'].flatMap(testsBelow).flatMap((path) =>
    [...readFileSync(inProject(path), 'utf8').matchAll(/(?:test|it|describe)[^\n]*?['`]([FBSG]\d+(?:, [FBSG]\d+)*):/g)]
      .flatMap(([, numbers = '']) => numbers.split(', '))
      .filter((number) => !explained.has(number))
      .map((number) => `${path}: ${number}`),
  );
  expect(unexplained).toEqual([]);
});
