import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OUTPUT_MISSING_AFTER_THIS } from '../../shared/words/output-words';
import { readEarlierOutput } from './earlier-output';

let folder: string;
let file: string;
beforeEach(() => {
  const scratch = resolve(import.meta.dirname, '../../.cache/tests');
  mkdirSync(scratch, { recursive: true });
  folder = mkdtempSync(join(scratch, 'earlier-'));
  file = join(folder, 'run-000003.log');
});
afterEach(() => rmSync(folder, { recursive: true }));

const part = (number: number): string => join(folder, `run-000003.${String(number)}.log`);
const TOKEN = `eyJhbGciOiJIUzI1NiJ9.${'a'.repeat(40)}.${'b'.repeat(40)}`;

test('when the file is short, the newest part comes before it, and older ones do not', () => {
  writeFileSync(part(9), 'old\n');
  writeFileSync(part(10), 'one\ntwo\n');
  writeFileSync(file, 'three\n');
  expect(readEarlierOutput(3, file)).toEqual({
    run: 3,
    lines: ['one', 'two', 'three'],
    place: { position: 6, insideLine: false },
  });
});

test('when the file is just begun anew, the newest part is all there is', () => {
  writeFileSync(part(1), 'one\ntwo\n');
  writeFileSync(file, '');
  expect(readEarlierOutput(3, file)).toMatchObject({
    lines: ['one', 'two'],
    place: { position: 0, insideLine: false },
  });
});

test('both together are 64 KiB at most, and begin with a whole line', () => {
  writeFileSync(part(1), `${'p'.repeat(99)}\n`.repeat(10_000));
  writeFileSync(file, `${'f'.repeat(99)}\n`.repeat(600));
  const { lines } = readEarlierOutput(3, file);
  expect(lines).toHaveLength(655);
  expect(new Set(lines)).toEqual(new Set(['p'.repeat(99), 'f'.repeat(99)]));
  appendFileSync(file, `${'f'.repeat(99)}\n`.repeat(600));
  expect(new Set(readEarlierOutput(3, file).lines)).toEqual(new Set(['f'.repeat(99)]));
});

test('where output is missing between the two, no half line is shown, nor half a secret', () => {
  writeFileSync(part(1), `one\nhalf ${TOKEN.slice(0, 40)}${OUTPUT_MISSING_AFTER_THIS}`);
  writeFileSync(file, `${TOKEN.slice(40)} half\ntwo\n`);
  const { lines } = readEarlierOutput(3, file);
  expect(lines).toEqual(['one', 'half [token removed]', OUTPUT_MISSING_AFTER_THIS, 'two']);

  // The app died before it could leave the mark.
  writeFileSync(part(1), `one\ntoken ${TOKEN.slice(0, 40)}`);
  expect(readEarlierOutput(3, file).lines).toEqual(['one', 'token [token removed]', 'two']);
});

test('an unfinished line is shown as far as it goes, and its place is where it begins', () => {
  writeFileSync(file, `one\n🙂 half ${TOKEN.slice(0, 30)}`);
  expect(readEarlierOutput(3, file)).toMatchObject({
    lines: ['one', '🙂 half [token removed]'],
    place: { position: 4, insideLine: false },
  });
});

test('within a line whose beginning is not known, the place is behind what is there', () => {
  writeFileSync(file, 'x'.repeat(100_000));
  expect(readEarlierOutput(3, file)).toMatchObject({ lines: [], place: { position: 100_000, insideLine: true } });
  writeFileSync(part(1), 'ends within a line');
  writeFileSync(file, 'x'.repeat(100));
  expect(readEarlierOutput(3, file)).toMatchObject({ place: { position: 100, insideLine: true } });
});

test('only lines that are kept are shown', () => {
  writeFileSync(file, 'y\n'.repeat(30_000));
  expect(readEarlierOutput(3, file).lines).toHaveLength(2000);
});
