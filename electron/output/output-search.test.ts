import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OutputFound } from '../../shared/output';
import { errorWords } from '../../shared/words/error-words';
import { piecesOf } from '../pocketbase/redact';
import { orThrow } from '../testing/workbench';
import { measureOutput, type KeptOutput } from './kept-output';
import { OutputSearch, type OutputWish } from './output-search';

let folder: string;
let kept: KeptOutput;
let search: OutputSearch;
beforeEach(() => {
  const scratch = resolve(import.meta.dirname, '../../.cache/tests');
  mkdirSync(scratch, { recursive: true });
  folder = mkdtempSync(join(scratch, 'search-'));
  kept = { folder, secrets: () => piecesOf(['hunter2-secret']) };
  search = new OutputSearch();
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name: string): string => join(folder, `run-${name}.log`);
const numbered = (from: number, to: number, what = 'line'): string =>
  Array.from({ length: to - from + 1 }, (_, index) => `${what} ${String(from + index)}\n`).join('');
const find = async (text: string, rest: Partial<OutputWish> = {}): Promise<OutputFound> =>
  orThrow(await search.find({ instanceId: 'a', text, ...rest }, kept));
const texts = ({ passage }: OutputFound): readonly string[] => passage.map(({ text }) => text);

test('every run and every part is looked through, and the lines around a match go beyond its file', async () => {
  writeFileSync(file('000001'), 'Server started\nbye\n');
  writeFileSync(file('000002.1'), 'two begins\n');
  writeFileSync(file('000002.2'), 'two goes on\n');
  writeFileSync(file('000002'), 'Server STARTED again\n');
  const found = await find('server started');
  expect(found).toMatchObject({ matches: 2, match: 2, lines: 5, shortenedLines: 0, isComplete: true });
  expect(texts(found)).toEqual([
    'Run 1',
    'Server started',
    'bye',
    'Run 2',
    'two begins',
    'two goes on',
    'Server STARTED again',
  ]);
  expect(found.passage.map(({ line, match }) => [line, match])).toEqual([
    [1, null],
    [1, 1],
    [2, null],
    [3, null],
    [3, null],
    [4, null],
    [5, 2],
  ]);
  expect(texts(await find('server started', { onlyMatches: true }))).toEqual([
    'Run 1',
    'Server started',
    'Run 2',
    'Server STARTED again',
  ]);
});

test('each of many matches is found by its number, with lines before and after', async () => {
  writeFileSync(file('000001'), numbered(1, 60_000));
  expect(await find('line 1')).toMatchObject({ matches: 11_111, lines: 60_000 });
  const found = await find('7777');
  expect(found.matches).toBe(6);
  for (let match = 1; match <= found.matches; match += 1) {
    const { passage, match: answered } = await find('7777', { match });
    expect(answered).toBe(match);
    const place = passage.findIndex((line) => line.match === match);
    expect(passage[place]?.text).toContain('7777');
    expect(passage[place]?.text).toBe(`line ${String(passage[place]?.line)}`);
    expect(passage.length).toBeLessThanOrEqual(201);
    expect(place).toBeGreaterThan(90);
  }
  expect((await find('7777', { match: 999 })).match).toBe(6);
});

test('nothing found is said with how much was looked through', async () => {
  expect(await find('x')).toMatchObject({ matches: 0, match: null, lines: 0, passage: [] });
  writeFileSync(file('000001'), 'one\ntwo\n');
  expect(await find('three')).toMatchObject({ matches: 0, match: null, lines: 2, bytes: 8, passage: [] });
});

test('a secret is not found, and is not shown in the lines around a match', async () => {
  writeFileSync(file('000001'), 'key hunter2-secret\nhere it is\n');
  expect(await find('hunter2')).toMatchObject({ matches: 0 });
  expect(texts(await find('here'))).toEqual(['Run 1', 'key [secret removed]', 'here it is']);
});

test('half a line at the beginning of a part whose predecessor is gone is not shown, it may be half a secret', async () => {
  writeFileSync(file('000001.4'), 'secret\nwhole\n');
  writeFileSync(file('000001'), 'more\n');
  expect(await find('e')).toMatchObject({ matches: 2, lines: 2 });
});

test('an endless line is looked through at its beginning, in bounded memory', async () => {
  writeFileSync(file('000001'), `first\nbeginning ${'x'.repeat(3_000_000)} end\nlast\n`);
  expect(await find('beginning')).toMatchObject({ matches: 1, lines: 3, shortenedLines: 1 });
  expect(await find(' end')).toMatchObject({ matches: 0, shortenedLines: 1 });
  expect(texts(await find('last'))).toHaveLength(4);
});

test('what is written meanwhile is seen by the next search, and a match stays where it was', async () => {
  writeFileSync(file('000001'), numbered(1, 10));
  expect(await find('line 1')).toMatchObject({ matches: 2, lines: 10 });
  appendFileSync(file('000001'), 'line 100\n');
  expect(await find('line 1', { match: 1 })).toMatchObject({ matches: 2, match: 1, lines: 10 });
  expect(await find('line 1', { anew: true })).toMatchObject({ matches: 3, match: 3, lines: 11 });
});

test('files that were begun anew since are looked through again instead of showing another line', async () => {
  writeFileSync(file('000001'), numbered(1, 10));
  await find('line 1');
  truncateSync(file('000001'));
  writeFileSync(file('000001.1'), 'other\nline 1\n');
  const found = await find('line 1', { match: 2 });
  expect(found).toMatchObject({ matches: 1, match: 1, lines: 2 });
  expect(texts(found)).toEqual(['Run 1', 'other', 'line 1']);
});

test('a new search ends the one before it', async () => {
  writeFileSync(file('000001'), numbered(1, 100_000));
  const first = search.find({ instanceId: 'a', text: 'nowhere' }, kept);
  expect(await find('99999')).toMatchObject({ matches: 1 });
  expect(await first).toMatchObject({ ok: false, error: { code: 'search-replaced' } });
});

test.skipIf(process.getuid?.() === 0)('a file that cannot be read is named', async () => {
  writeFileSync(file('000001'), 'x\n');
  chmodSync(file('000001'), 0);
  const refused = await search.find({ instanceId: 'a', text: 'x' }, kept);
  if (refused.ok) throw new Error('was read');
  expect(errorWords(refused.error).text).toContain(`${file('000001')}: EACCES`);
});

test('a folder in the place of a file is said too', async () => {
  mkdirSync(file('000001'));
  const refused = await search.find({ instanceId: 'a', text: 'x' }, kept);
  expect(refused).toMatchObject({ ok: false, error: { code: 'output-not-read' } });
});

test('what is measured is what is looked through', async () => {
  writeFileSync(file('000001.2'), 'half\none\n');
  writeFileSync(file('000001'), `two\n${'x'.repeat(400_000)}\nunfinished`);
  const { lines, bytes } = await find('nowhere');
  expect(orThrow(await measureOutput(kept))).toEqual({ lines, bytes });
  expect({ lines, bytes }).toEqual({ lines: 4, bytes: 9 + 4 + 400_001 + 10 });
});

test('200,000 lines are looked through in little time, and nothing else waits for long', { retry: 3 }, async () => {
  const line = (index: number): string =>
    `2026/11/30 06:27:0${String(index % 10)} INFO request ${String(index)} GET /api/collections/posts/records?page=1 200 0.31ms user=abcdefghijk\n`;
  writeFileSync(file('000001'), Array.from({ length: 200_000 }, (_, index) => line(index)).join(''));
  let longestMs = 0;
  let last = performance.now();
  const turns = setInterval(() => {
    longestMs = Math.max(longestMs, performance.now() - last);
    last = performance.now();
  }, 0);
  const began = performance.now();
  const found = await find('request 199999 ');
  const tookMs = performance.now() - began;
  clearInterval(turns);
  expect(found).toMatchObject({ matches: 1, lines: 200_000 });
  expect(tookMs).toBeLessThan(1500);
  expect(longestMs).toBeLessThan(100);
});
