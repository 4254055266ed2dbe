import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACTIVITY_KEPT, type Activity } from '../../shared/activity';
import { openActivityFiles, type ActivityFiles } from './activity-files';

const ID = 'aaaaaaaaaaaaaaa';
const activity = (text: string): Activity => ({ kind: 'task', text });

let home: string;
let logged: string[];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'activity-'));
  logged = [];
});
afterEach(() => {
  rmSync(home, { recursive: true });
});

const open = (): ActivityFiles =>
  openActivityFiles({
    folder: join(home, 'activity'),
    now: () => new Date('2026-01-01T00:00:00.000Z'),
    log: (text) => logged.push(text),
  });
const path = (): string => join(home, 'activity', `${ID}.jsonl`);
const texts = (files: ActivityFiles): readonly string[] => files.load(ID).map(({ text }) => text);

test('what was added is there after another launch, in order and for this user only', () => {
  open().add(ID, [activity('a'), activity('b')]);
  open().add(ID, [activity('c')]);
  expect(open().load(ID)).toEqual([
    { sequence: 1, at: '2026-01-01T00:00:00.000Z', ...activity('a') },
    { sequence: 2, at: '2026-01-01T00:00:00.000Z', ...activity('b') },
    { sequence: 3, at: '2026-01-01T00:00:00.000Z', ...activity('c') },
  ]);
  expect(statSync(path()).mode & 0o777).toBe(0o600);
});

test('a line that was cut short or damaged is left out, and nothing else', () => {
  open().add(ID, [activity('a')]);
  appendFileSync(path(), 'null\n{"sequence":"x"}\n\u0000\n{"sequence":2,"at":"2026-');
  open().add(ID, [activity('b')]);
  expect(texts(open())).toEqual(['a', 'b']);
});

test('a long journal is shortened to its newest entries', () => {
  const files = open();
  for (let number = 0; number < 2 * ACTIVITY_KEPT + 7; number += 1) files.add(ID, [activity(String(number))]);
  expect(readFileSync(path(), 'utf8').split('\n').length).toBeLessThan(2 * ACTIVITY_KEPT);
  const found = texts(open());
  expect(found).toHaveLength(ACTIVITY_KEPT);
  expect(found.at(-1)).toBe(String(2 * ACTIVITY_KEPT + 6));
  expect(texts(files)).toEqual(found);
});

test('what cannot be written is told to the log, kept, and written with the next', () => {
  writeFileSync(join(home, 'activity'), 'in the way');
  const files = open();
  files.add(ID, [activity('a')]);
  expect(logged).toHaveLength(1);
  expect(logged[0]).toContain(`The journal of ${ID} could not be written: `);
  expect(texts(files)).toEqual(['a']);
  rmSync(join(home, 'activity'));
  files.add(ID, [activity('b')]);
  expect(texts(open())).toEqual(['a', 'b']);
});

test('one that is forgotten is written by nobody until it begins anew', () => {
  const files = open();
  files.add(ID, [activity('a')]);
  files.forget(ID);
  rmSync(path());
  expect(texts(files)).toEqual([]);
  mkdirSync(join(home, 'activity'), { recursive: true });
  files.add(ID, [activity('b')]);
  expect(texts(open())).toEqual(['b']);
});
