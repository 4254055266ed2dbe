import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OUTPUT_LINES_KEPT } from '../../shared/output';
import type { LogLimits } from './log-files';
import { openRunLogs } from './run-logs';

let folder: string;
beforeEach(() => {
  const scratch = resolve(import.meta.dirname, '../../.cache/tests');
  mkdirSync(scratch, { recursive: true });
  folder = join(mkdtempSync(join(scratch, 'run-logs-')), 'logs');
});
afterEach(() => rmSync(resolve(folder, '..'), { recursive: true }));

test('before the first run there is nothing, and asking creates nothing', () => {
  const logs = openRunLogs(folder);
  expect(logs.lastRun()).toBe(0);
  expect(logs.earlierOutput().lines).toEqual([]);
  expect(() => statSync(folder)).toThrow('ENOENT');
});

test('each run has a file of its own that only this user can read', () => {
  const logs = openRunLogs(folder);
  const first = logs.prepare(1);
  appendFileSync(first, 'first run\n');
  const second = logs.prepare(2);
  appendFileSync(second, 'second run\n');
  expect(readFileSync(first, 'utf8')).toBe('first run\n');
  expect(logs.lastRun()).toBe(2);
  expect((statSync(folder).mode & 0o777).toString(8)).toBe('700');
  expect((statSync(second).mode & 0o777).toString(8)).toBe('600');
});

test('preparing a run again keeps what was written', () => {
  const logs = openRunLogs(folder);
  appendFileSync(logs.prepare(1), 'kept\n');
  expect(readFileSync(logs.prepare(1), 'utf8')).toBe('kept\n');
});

test('the newest 20 are kept, by number and not by name, and nothing else in the folder is touched', () => {
  const logs = openRunLogs(folder);
  mkdirSync(folder);
  for (const name of ['notes.txt', 'run-x.log', 'run-000001.log.bak']) writeFileSync(join(folder, name), 'mine');
  for (let run = 999_985; run <= 1_000_010; run += 1) logs.prepare(run);
  const kept = readdirSync(folder).flatMap((name) => /^run-(\d+)\.log$/.exec(name)?.[1] ?? []);
  expect(kept.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => 999_991 + i));
  expect(logs.lastRun()).toBe(1_000_010);
  expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
  expect(readdirSync(folder)).toHaveLength(23);
});

/** 20 KiB for all, of which 8 KiB are for the run that begins. */
const SMALL: LogLimits = { fileBytes: 2048, floodBytes: 4096, partsPerRun: 3, runs: 20, totalBytes: 20 * 1024 };

const fill = (...names: string[]): void => {
  mkdirSync(folder, { recursive: true });
  for (const name of names) writeFileSync(join(folder, name), 'x'.repeat(2000));
};

test('parts belong to their run: they count in bytes, and go with it', () => {
  fill('run-000001.1.log', 'run-000001.log', 'run-000002.9.log', 'run-000002.10.log', 'run-000002.11.log');
  fill('run-000002.log', 'run-000003.log', 'run-000004.log');
  openRunLogs(folder, SMALL).prepare(5);
  // Six files of 2000 bytes fit into the remaining 12 KiB.
  expect(readdirSync(folder).sort()).toEqual([
    'run-000002.10.log',
    'run-000002.11.log',
    'run-000002.9.log',
    'run-000002.log',
    'run-000003.log',
    'run-000004.log',
    'run-000005.log',
  ]);
  openRunLogs(folder, { ...SMALL, runs: 3 }).prepare(6);
  expect(readdirSync(folder).sort()).toEqual(['run-000004.log', 'run-000005.log', 'run-000006.log']);
});

test('however large, the newest file stays; what is older goes', () => {
  fill('run-000001.log', 'run-000002.1.log');
  writeFileSync(join(folder, 'run-000002.log'), 'x'.repeat(100_000));
  openRunLogs(folder, SMALL).prepare(3);
  expect(readdirSync(folder).sort()).toEqual(['run-000002.log', 'run-000003.log']);
});

test('a run of which only a part is left counts too', () => {
  fill('run-000007.2.log');
  expect(openRunLogs(folder).lastRun()).toBe(7);
});

test('run numbers go on where an earlier session left off', () => {
  openRunLogs(folder).prepare(41);
  expect(openRunLogs(folder).lastRun()).toBe(41);
});

test('of an earlier session the last lines of the newest run are shown, presentable, the unfinished one too', () => {
  const logs = openRunLogs(folder);
  appendFileSync(logs.prepare(1), 'older run\n');
  appendFileSync(logs.prepare(2), '\u001b[31mpassword=hunter22\u001b[0m\nlast words');
  expect(openRunLogs(folder).earlierOutput().lines).toEqual(['password=[removed]', 'last words']);
});

test('of a long output the last lines are shown, beginning with a whole one', () => {
  const logs = openRunLogs(folder);
  const file = logs.prepare(1);
  appendFileSync(file, Array.from({ length: 20_000 }, (_, i) => `${String(i).padStart(6, '0')} ü 🙂\n`).join(''));
  const { lines } = logs.earlierOutput();
  expect(lines.at(-1)).toBe('019999 ü 🙂');
  expect(lines[0]).toMatch(/^\d{6} ü 🙂$/);
  expect(lines).toHaveLength(OUTPUT_LINES_KEPT);
});

test('one endless line of an earlier session is not shown at all, for it may begin with half a secret', () => {
  const logs = openRunLogs(folder);
  writeFileSync(logs.prepare(1), 'x'.repeat(10_000_000));
  expect(logs.earlierOutput().lines).toEqual([]);
});

test('an empty file of an earlier session shows nothing', () => {
  const logs = openRunLogs(folder);
  logs.prepare(1);
  expect(logs.earlierOutput().lines).toEqual([]);
});

test('a folder that cannot be read counts as empty', () => {
  writeFileSync(folder, 'a file in the way');
  const logs = openRunLogs(folder);
  expect([logs.lastRun(), logs.earlierOutput().lines]).toEqual([0, []]);
  expect(() => logs.prepare(1)).toThrow(/EEXIST|ENOTDIR/);
});

test('a file of an earlier session that cannot be read is said in its place', () => {
  const file = join(folder, 'run-000001.log');
  mkdirSync(file, { recursive: true });
  expect(openRunLogs(folder).earlierOutput().lines).toEqual([`${file} cannot be read (EISDIR)`]);
});
