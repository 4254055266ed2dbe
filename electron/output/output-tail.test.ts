import { appendFileSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OUTPUT_LINES_KEPT } from '../../shared/output';
import { OutputHistory } from './output-history';
import { OutputTail } from './output-tail';

let folder: string;
let file: string;
let lines: string[];
/** What Basekeeper says, each with the number of lines before it. */
let notes: [number, string][];
let tail: OutputTail;
const listener = {
  onLines: (added: readonly string[]): void => void lines.push(...added),
  onNote: (text: string): void => void notes.push([lines.length, text]),
};
beforeEach(() => {
  const scratch = resolve(import.meta.dirname, '../../.cache/tests');
  mkdirSync(scratch, { recursive: true });
  folder = mkdtempSync(join(scratch, 'tail-'));
  file = join(folder, 'run.log');
  writeFileSync(file, '');
  lines = [];
  notes = [];
  tail = new OutputTail(file, listener);
});
afterEach(() => {
  tail.close();
  // A file that grew large may still be made smaller.
  rmSync(folder, { recursive: true, maxRetries: 20 });
});

test('what is appended arrives by itself', async () => {
  appendFileSync(file, 'one\ntwo\n');
  await expect.poll(() => lines).toEqual(['one', 'two']);
});

test('a line is shown once it is whole, and the last one also without an end', () => {
  appendFileSync(file, 'hal');
  tail.read();
  expect(lines).toEqual([]);
  appendFileSync(file, 'f\nrest');
  tail.read();
  expect(lines).toEqual(['half']);
  tail.close();
  expect(lines).toEqual(['half', 'rest']);
});

test('a character that arrives in two pieces is not broken, and one that is broken does no harm', () => {
  const smile = Buffer.from('🙂\n');
  appendFileSync(file, smile.subarray(0, 2));
  tail.read();
  appendFileSync(file, smile.subarray(2));
  appendFileSync(file, Buffer.from([0xff, 0xfe, 0x0a]));
  tail.read();
  expect(lines).toEqual(['🙂', '��']);
});

test('F21: of a flood the newest lines are shown, and it is said how much is not', () => {
  appendFileSync(file, Array.from({ length: 100_000 }, (_, i) => `${String(i).padStart(99, '0')}\n`).join(''));
  tail.read();
  // The 512 KiB that are read begin within a line, which is counted only in bytes.
  expect(notes).toEqual([[0, '… 9.8 MB of output are not shown here (at least 3242 lines): too much at once …']]);
  expect(lines).toHaveLength(OUTPUT_LINES_KEPT);
  expect(lines.map(Number)).toEqual(Array.from({ length: OUTPUT_LINES_KEPT }, (_, i) => 98_000 + i));
  appendFileSync(file, 'after\n');
  tail.read();
  expect(lines.at(-1)).toBe('after');
  expect(notes).toHaveLength(1);
});

test.each([250_000, 2_000_000])(
  'F21: of a line of 50 MB, in pieces of %d bytes, only the beginning is shown',
  (size) => {
    appendFileSync(file, 'beginning ');
    for (let bytes = 0; bytes < 50_000_000; bytes += size) {
      appendFileSync(file, 'y'.repeat(size));
      tail.read();
    }
    appendFileSync(file, 'end\nnext\n');
    tail.read();
    expect(lines).toEqual([`beginning ${'y'.repeat(3990)} … (line shortened)`, 'next']);
  },
);

test('F21: a secret across the place where an endless line is cut is not shown, neither half of it', () => {
  const token = `eyJhbGciOiJIUzI1NiJ9.${'a'.repeat(40)}.${'b'.repeat(40)}`;
  for (const before of [3980, 16_350, 64 * 1024 - 50]) {
    appendFileSync(file, `${'x'.repeat(before)} password="${'c'.repeat(40)}" ${token} ${'z'.repeat(100_000)}\n`);
    tail.read();
  }
  expect(lines).toHaveLength(3);
  expect(lines.join()).not.toMatch(/a{5}|b{5}|c{5}|eyJ/);
});

test('a file that was emptied is read from its beginning', () => {
  appendFileSync(file, 'old lines\n');
  tail.read();
  truncateSync(file);
  appendFileSync(file, 'new\n');
  tail.read();
  expect(lines).toEqual(['old lines', 'new']);
});

test('a file that was emptied in the middle of a line does not join the two halves', () => {
  appendFileSync(file, Buffer.concat([Buffer.from('old half'), Buffer.from('🙂').subarray(0, 2)]));
  tail.read();
  truncateSync(file);
  appendFileSync(file, 'new\n');
  tail.read();
  expect(lines).toEqual(['new']);
});

test('after a flood the first line shown is a whole one, so that no half of a secret is', () => {
  const token = `eyJhbGciOiJIUzI1NiJ9.${'a'.repeat(40)}.${'b'.repeat(40)}`;
  appendFileSync(file, 'half');
  tail.read();
  // What is skipped ends somewhere within the token.
  const rest = ` end\n${'x'.repeat(1023)}\n`.concat(`${'x'.repeat(1023)}\n`.repeat(510));
  appendFileSync(file, `${'y'.repeat(2_000_000)} ${token}${rest}${'x'.repeat(512 * 1024 - rest.length - 21)}\n`);
  tail.read();
  expect(notes).toEqual([[1, expect.stringContaining('not shown here') as string]]);
  expect(lines[0]).toMatch(/^halfy{3996} … \(line shortened\)$/);
  expect(lines[1]).toBe('x'.repeat(1023));
  expect(lines.join()).not.toMatch(/a{5}|b{5}/);
});

test('lines are presentable', () => {
  appendFileSync(file, '\u001b[31mpassword=hunter22\u001b[0m\n');
  tail.read();
  expect(lines).toEqual(['password=[removed]']);
});

test('closing twice, or reading after it, does no harm', () => {
  appendFileSync(file, 'one');
  tail.close();
  tail.close();
  tail.read();
  expect(lines).toEqual(['one']);
});

test('a file that is not there is said at once', () => {
  expect(() => new OutputTail(join(folder, 'missing'), listener)).toThrow('ENOENT');
});

test('history keeps the newest lines, numbered without gaps, and tells what was added', () => {
  const history = new OutputHistory();
  const added: number[] = [];
  const stop = history.subscribe((batch) => added.push(batch.length));
  for (let batch = 0; batch < 50; batch += 1)
    history.add(
      'output',
      Array.from({ length: 100 }, (_, i) => `${String(batch)}.${String(i)}`),
    );
  stop();
  history.add('mark', ['the end']);
  history.add('output', []);
  expect(added).toEqual(Array.from({ length: 50 }, () => 100));
  const kept = history.last(OUTPUT_LINES_KEPT);
  expect(kept).toHaveLength(OUTPUT_LINES_KEPT);
  expect(kept.at(-1)).toEqual({ kind: 'mark', text: 'the end', sequence: 5001 });
  expect(kept.map(({ sequence }) => sequence)).toEqual(
    Array.from({ length: OUTPUT_LINES_KEPT }, (_, i) => 5001 - OUTPUT_LINES_KEPT + 1 + i),
  );
  expect(history.lines.length).toBeLessThanOrEqual(2 * OUTPUT_LINES_KEPT);
});
