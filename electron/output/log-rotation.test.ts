import {
  appendFileSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { setImmediate as oneTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OUTPUT_MISSING_AFTER_THIS, type BegunAnew } from '../../shared/words/output-words';
import { LOG_LIMITS, type LogLimits } from './log-files';
import { LogRotation, leaveSmall } from './log-rotation';
import { OutputTail } from './output-tail';

const LIMITS: LogLimits = { ...LOG_LIMITS, fileBytes: 1000, floodBytes: 2000, partsPerRun: 3 };

let folder: string;
let file: string;
let shown: string[];
let tail: OutputTail;
const listener = {
  onLines: (added: readonly string[]): void => void shown.push(...added),
  onNote: (text: string): void => void shown.push(text),
};
beforeEach(() => {
  const scratch = resolve(import.meta.dirname, '../../.cache/tests');
  mkdirSync(scratch, { recursive: true });
  folder = mkdtempSync(join(scratch, 'rotation-'));
  file = join(folder, 'run-000007.log');
  writeFileSync(file, '', { mode: 0o600 });
  shown = [];
  tail = new OutputTail(file, listener, LIMITS);
});
afterEach(() => {
  tail.close();
  rmSync(folder, { recursive: true, maxRetries: 20 });
});

const sizeOf = (path: string): number => statSync(path).size;
const parts = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.log') && name !== 'run-000007.log');
const numbered = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => `${String(from + i).padStart(9, '0')}\n`).join('');
const output = (): string[] => shown.filter((text) => !text.startsWith('…'));

test('a file that is half full is begun anew between two lines, without loss, doubling or a joint that shows', async () => {
  for (let at = 0; at < 600; at += 20) {
    appendFileSync(file, numbered(at, at + 20));
    tail.read();
    if (sizeOf(file) >= 500) await expect.poll(() => sizeOf(file)).toBe(0);
  }
  expect(output()).toEqual(numbered(0, 600).trimEnd().split('\n'));
  const kept = parts().sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  expect(kept).toEqual(['run-000007.8.log', 'run-000007.9.log', 'run-000007.10.log']);
  expect(kept.map((name) => readFileSync(join(folder, name), 'utf8')).join('')).toBe(numbered(420, 600));
  expect(shown).toContain(
    '… the log file was full and was restarted; what it held is in run-000007.1.log; a line written at that very moment may be missing …',
  );
});

test('S19: parts, as the file itself, are for this user only', async () => {
  appendFileSync(file, numbered(0, 60));
  tail.read();
  await expect.poll(() => sizeOf(file)).toBe(0);
  for (const name of readdirSync(folder)) expect((statSync(join(folder, name)).mode & 0o777).toString(8)).toBe('600');
});

test('in the middle of a line it waits, and the line is shown as a whole', async () => {
  appendFileSync(file, `${numbered(0, 60)}half`);
  tail.read();
  // The attempt is given up when the loop has turned and the line still has no end.
  for (let turn = 0; turn < 3; turn += 1) await oneTurn();
  appendFileSync(file, ` and half\n${numbered(60, 90)}`);
  await expect.poll(() => sizeOf(file)).toBe(0);
  expect(output()).toEqual(`${numbered(0, 60)}half and half\n${numbered(60, 90)}`.trimEnd().split('\n'));
});

test('a line that never ends does not keep the file from being begun anew; no half of it is shown', async () => {
  appendFileSync(file, `${numbered(0, 60)}password="first`);
  tail.read();
  appendFileSync(file, ` ${'x'.repeat(1500)}`);
  tail.read();
  await expect.poll(() => sizeOf(file)).toBe(0);
  await expect.poll(() => readFileSync(join(folder, parts()[0] ?? ''), 'utf8')).toContain(OUTPUT_MISSING_AFTER_THIS);
  appendFileSync(file, 'second"\nnext\n');
  await expect.poll(() => output().at(-1)).toBe('next');
  expect(output()).toEqual([...numbered(0, 60).trimEnd().split('\n'), 'next']);
  expect(shown.at(-2)).toMatch(/was restarted; .*; output is missing here …$/);
});

test('more than a part may hold: the newest is kept, and how much is not is said', async () => {
  appendFileSync(file, numbered(0, 1000));
  tail.read();
  await expect.poll(() => sizeOf(file)).toBe(0);
  appendFileSync(file, 'next\n');
  await expect.poll(() => output().at(-1)).toBe('next');
  expect(readFileSync(join(folder, 'run-000007.1.log'), 'utf8')).toBe(numbered(900, 1000));
  expect(shown.at(-2)).toContain('is in run-000007.1.log, except 9 kB that no file holds any more; ');
});

test('a copy that cannot be written does not let the file grow, and is said', async () => {
  tail.close();
  // With the number of a part the name is longer than the system allows.
  file = join(folder, `${'x'.repeat(251)}.log`);
  writeFileSync(file, numbered(0, 60));
  tail = new OutputTail(file, listener, LIMITS);
  tail.read();
  appendFileSync(file, numbered(60, 200));
  tail.read();
  await expect.poll(() => sizeOf(file)).toBe(0);
  appendFileSync(file, 'next\n');
  await expect.poll(() => shown.at(-1)).toBe('next');
  expect(shown.at(-2)).toContain('what it held could not be copied (ENAMETOOLONG) and is gone');
  expect(output()).toEqual([...numbered(0, 200).trimEnd().split('\n'), 'next']);
});

test('a file that cannot be emptied is left whole, no copy of it stays, and it is not tried at every look', async () => {
  writeFileSync(file, numbered(0, 100));
  const descriptor = openSync(file, 'r');
  try {
    const rotation = new LogRotation(file, descriptor, LIMITS);
    const emptied: BegunAnew[] = [];
    const reader = {
      isClosed: () => false,
      catchUp: (meanwhile = (): void => undefined) => {
        const size = sizeOf(file);
        meanwhile();
        return size;
      },
      isAtLineStart: () => true,
      onEmptied: (how: BegunAnew) => void emptied.push(how),
    };
    await expect(rotation.run(reader)).rejects.toThrow('EINVAL');
    expect(rotation.isDue(1999)).toBe(false);
    expect(rotation.isDue(2000)).toBe(true);
    expect(emptied).toEqual([]);
    expect(readFileSync(file, 'utf8')).toBe(numbered(0, 100));
  } finally {
    closeSync(descriptor);
  }
});

test('half full and never between two lines: left whole, no copy of it stays, tried again when it has grown', async () => {
  writeFileSync(file, numbered(0, 60));
  const descriptor = openSync(file, 'r+');
  try {
    const rotation = new LogRotation(file, descriptor, LIMITS);
    await rotation.run({
      isClosed: () => false,
      catchUp: () => sizeOf(file),
      isAtLineStart: () => false,
      onEmptied: () => expect.unreachable(),
    });
    expect([sizeOf(file), parts()]).toEqual([600, []]);
    expect([rotation.isDue(749), rotation.isDue(750)]).toEqual([false, true]);
  } finally {
    closeSync(descriptor);
  }
});

test('while a process writes without a pause nothing is copied in vain', async () => {
  writeFileSync(file, numbered(0, 60));
  const folderBefore = statSync(folder, { bigint: true }).mtimeNs;
  const descriptor = openSync(file, 'r+');
  try {
    await new LogRotation(file, descriptor, LIMITS).run({
      isClosed: () => false,
      catchUp: () => {
        const size = sizeOf(file);
        appendFileSync(file, 'more\n');
        return size;
      },
      isAtLineStart: () => true,
      onEmptied: () => expect.unreachable(),
    });
    // No part came and went.
    expect(statSync(folder, { bigint: true }).mtimeNs).toBe(folderBefore);
  } finally {
    closeSync(descriptor);
  }
});

test('a file that is large when its run ends is made smaller behind it', async () => {
  appendFileSync(file, numbered(0, 1000));
  tail.close();
  expect(output()).toHaveLength(1000);
  await expect.poll(() => sizeOf(file)).toBe(0);
  expect(readFileSync(join(folder, 'run-000007.1.log'), 'utf8')).toBe(numbered(900, 1000));
});

test('a small file, or none, is left as it is', async () => {
  appendFileSync(file, numbered(0, 99));
  await leaveSmall(file, LIMITS);
  await leaveSmall(join(folder, 'missing.log'), LIMITS);
  expect([sizeOf(file), parts()]).toEqual([990, []]);
});
