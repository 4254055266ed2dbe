import { expect, test } from 'vitest';
import { judgeRestarts, keptRestarts, type SelfRestart } from './self-restarts';

/** Restarts in this rhythm, from 0 on; each of the files in turn. */
const restarts = (count: number, everyMs: number, files: readonly string[] = ['log.js']): readonly SelfRestart[] =>
  Array.from({ length: count }, (_, index) => ({ atMs: index * everyMs, file: files[index % files.length] ?? null }));

const judged = (those: readonly SelfRestart[], afterMs = 0): string =>
  judgeRestarts(those, (those.at(-1)?.atMs ?? 0) + afterMs);

test('a hook that is saved now and then is nothing', () => {
  expect(judged([])).toBe('calm');
  expect(judged(restarts(4, 200))).toBe('calm');
  expect(judged(restarts(100, 3000))).toBe('calm');
});

test('a process that restarts again and again is shown, until it has been at rest for a while', () => {
  expect(judged(restarts(44, 180))).toBe('shown');
  expect(judged(restarts(44, 180), 9000)).toBe('shown');
  expect(judged(restarts(44, 180), 10_100)).toBe('calm');
});

test('a loop is one after a minute in which no life was longer than a moment', () => {
  expect(judged(restarts(320, 180))).toBe('shown');
  expect(judged(restarts(340, 180))).toBe('loop');
  expect(judged(restarts(340, 180), 3000)).toBe('shown');
});

test('somebody who saves every second, with a pause for thought each quarter of a minute, is no loop', () => {
  const saving = restarts(200, 1000).map((one, index) => ({ ...one, atMs: one.atMs + Math.floor(index / 15) * 1000 }));
  expect(judged(saving)).toBe('shown');
});

test('a big folder that is being copied into pb_hooks has five times as long', () => {
  const names = Array.from({ length: 50 }, (_, index) => `module-${String(index)}.js`);
  expect(judged(restarts(700, 180, names))).toBe('shown');
  expect(judged(restarts(1700, 180, names))).toBe('loop');
});

test('what cannot count any more is forgotten, and the verdict stays', () => {
  const old = restarts(50, 5000);
  expect(keptRestarts(old).length).toBeLessThan(5);
  const loop = restarts(340, 180);
  expect(keptRestarts(loop)).toEqual(loop);
  expect(keptRestarts([])).toEqual([]);
});
