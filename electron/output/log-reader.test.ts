import {
  appendFileSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LineSplitter } from './line-splitter';
import { LogReader } from './log-reader';

let folder: string;
let file: string;
let descriptor: number;
let splitter: LineSplitter;
let reader: LogReader;
beforeEach(() => {
  const scratch = resolve(import.meta.dirname, '../../.cache/tests');
  mkdirSync(scratch, { recursive: true });
  folder = mkdtempSync(join(scratch, 'reader-'));
  file = join(folder, 'run.log');
  writeFileSync(file, '');
  descriptor = openSync(file, 'r');
  splitter = new LineSplitter(100);
  reader = new LogReader(descriptor, splitter, () => undefined, { position: 0, insideLine: false });
});
afterEach(() => {
  closeSync(descriptor);
  rmSync(folder, { recursive: true });
});

test('what was read before the file was emptied is not lost, also when emptying fails', () => {
  appendFileSync(file, 'one\n');
  expect(reader.catchUp(() => truncateSync(file))).toBe(true);
  appendFileSync(file, 'two\n');
  reader.beginAnew(false);
  const failing = (): void => {
    throw new Error('cannot be emptied');
  };
  expect(() => reader.catchUp(failing)).toThrow('cannot be emptied');
  expect(reader.catchUp()).toBe(false);
  expect(splitter.take().lines).toEqual(['one', 'two']);
});

test('begun anew within a line, the rest of that line is left out', () => {
  appendFileSync(file, 'one\nfirst half');
  reader.catchUp(() => truncateSync(file));
  appendFileSync(file, 'second half\ntwo\n');
  reader.beginAnew(true);
  reader.catchUp();
  expect(splitter.take().lines).toEqual(['one', 'two']);
});
