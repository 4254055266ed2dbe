import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  WHOLE_OUTPUT,
  type OutputFilter,
  type OutputFound,
  type OutputPage,
  type PagePlace,
} from '../../shared/output';
import { errorWords } from '../../shared/words/error-words';
import { piecesOf } from '../pocketbase/redact';
import { orThrow } from '../testing/workbench';
import type { KeptOutput } from './kept-output';
import { OutputReader, type SearchWish } from './output-reader';

const INSTANCE = 'a'.repeat(15);
const NEWEST: PagePlace = { kind: 'newest' };
const SECRETS = piecesOf(['hunter2-secret']);

let folder: string;
let kept: KeptOutput;
let reader: OutputReader;
beforeEach(() => {
  const scratch = resolve(import.meta.dirname, '../../.cache/tests');
  mkdirSync(scratch, { recursive: true });
  folder = mkdtempSync(join(scratch, 'reader-'));
  kept = { folder, secrets: () => SECRETS };
  reader = new OutputReader();
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name: string): string => join(folder, `run-${name}.log`);
const numbered = (from: number, to: number, what = 'line'): string =>
  Array.from({ length: to - from + 1 }, (_, index) => `${what} ${String(from + index)}\n`).join('');
const wish = (text: string, rest: Partial<SearchWish> = {}): SearchWish => ({
  instanceId: INSTANCE,
  filter: WHOLE_OUTPUT,
  text,
  ...rest,
});
const find = async (text: string, rest: Partial<SearchWish> = {}): Promise<OutputFound> =>
  orThrow(await reader.find(wish(text, rest), kept));
const read = async (place: PagePlace = NEWEST, filter: Partial<OutputFilter> = {}, count = 400): Promise<OutputPage> =>
  orThrow(await reader.read({ instanceId: INSTANCE, filter: { ...WHOLE_OUTPUT, ...filter }, place, count }, kept));
const texts = ({ lines }: OutputPage): readonly string[] => lines.map(({ text }) => text);

test('every run and every part is read in order, and each line says its run and its number', async () => {
  writeFileSync(file('000001'), 'Server started\nbye\n');
  writeFileSync(file('000002.1'), 'two begins\n');
  writeFileSync(file('000002.2'), 'two goes on\n');
  writeFileSync(file('000002'), 'Server STARTED again\nunfinished');
  const page = await read();
  expect(page).toMatchObject({ firstRow: 0, endRow: 6, kept: { lines: 6 }, lastLine: 6 });
  expect(page.lines.map(({ run, line, row, text }) => [run, line, row, text])).toEqual([
    [1, 1, 0, 'Server started'],
    [1, 2, 1, 'bye'],
    [2, 3, 2, 'two begins'],
    [2, 4, 3, 'two goes on'],
    [2, 5, 4, 'Server STARTED again'],
    [2, 6, 5, 'unfinished'],
  ]);
  expect(page.runs.map(({ run }) => run)).toEqual([1, 2]);
  expect(await find('server started')).toMatchObject({ matches: 2, match: 2, lines: 6, line: { row: 4, line: 5 } });
  expect(await find('server started', { match: 1 })).toMatchObject({
    match: 1,
    line: { row: 0, text: 'Server started' },
  });
});

test('any page of many lines is read where it is asked for', async () => {
  writeFileSync(file('000001'), numbered(1, 60_000));
  expect((await read(NEWEST, {}, 3)).lines.map(({ row, text }) => [row, text])).toEqual([
    [59_997, 'line 59998'],
    [59_998, 'line 59999'],
    [59_999, 'line 60000'],
  ]);
  for (const row of [0, 1, 14_999, 31_234, 59_999]) {
    const { lines } = await read({ kind: 'row', row }, {}, 300);
    expect(lines[0]).toMatchObject({ row, line: row + 1, text: `line ${String(row + 1)}` });
    expect(lines).toHaveLength(Math.min(300, 60_000 - row));
    expect(lines.every((line, index) => line.row === row + index && line.text === `line ${String(line.line)}`)).toBe(
      true,
    );
  }
  const around = await read({ kind: 'line', line: 30_000 }, {}, 100);
  expect(around.lines[50]).toMatchObject({ line: 30_000 });
});

test('each of many matches is found by its number, also while only matches are shown', async () => {
  writeFileSync(file('000001'), numbered(1, 60_000));
  expect(await find('line 1')).toMatchObject({ matches: 11_111, lines: 60_000, searched: 60_000 });
  const found = await find('7777');
  expect(found.matches).toBe(6);
  for (let match = 1; match <= found.matches; match += 1) {
    const { line, match: answered } = await find('7777', { match });
    expect(answered).toBe(match);
    expect(line).toMatchObject({ text: `line ${String(line?.line)}`, row: (line?.line ?? 0) - 1 });
    expect(line?.text).toContain('7777');
  }
  expect((await find('7777', { match: 999 })).match).toBe(6);
  const only = { ...WHOLE_OUTPUT, text: '7777' };
  expect(await read(NEWEST, only)).toMatchObject({ endRow: 6, kept: { lines: 60_000 } });
  expect((await find('7777', { match: 2, filter: only })).line).toMatchObject({ row: 1, text: 'line 17777' });
});

test('levels and runs are filtered, what belongs to a line goes with it, and nothing is shown of our own questions', async () => {
  const own = 'INFO GET /api/health?basekeeper\n';
  writeFileSync(file('000001'), `${own}ERROR GET /a\n└─ Not found.\n${own}plain\nWARN slow\n`);
  writeFileSync(file('000002'), `DEBUG x\n[0.12ms] SELECT 1\n${own.repeat(3)}INFO GET /b\n`);
  expect(texts(await read())).toEqual([
    ...['ERROR GET /a', '└─ Not found.', 'plain', 'WARN slow'],
    ...['DEBUG x', '[0.12ms] SELECT 1', 'INFO GET /b'],
  ]);
  expect(await read(NEWEST, { ownQuestions: true })).toMatchObject({ endRow: 12, ownQuestions: 5 });
  expect(texts(await read(NEWEST, { levels: 'errors' }))).toEqual(['ERROR GET /a', '└─ Not found.']);
  expect(texts(await read(NEWEST, { levels: 'warnings', run: 1 }))).toHaveLength(3);
  expect(texts(await read(NEWEST, { levels: 'no-debug', run: 2 }))).toEqual(['INFO GET /b']);
  expect(await find('get', { filter: { ...WHOLE_OUTPUT, levels: 'errors' } })).toMatchObject({
    matches: 1,
    searched: 2,
  });
  expect((await read()).lines[0]).toMatchObject({ level: 'error' });
});

test('a cleared view shows what comes after it, and only that is searched', async () => {
  writeFileSync(file('000001'), numbered(1, 30_000));
  const { lastLine } = await read();
  appendFileSync(file('000001'), 'line new\n');
  const cleared = { ...WHOLE_OUTPUT, afterLine: lastLine };
  expect(texts(await read(NEWEST, cleared))).toEqual(['line new']);
  expect(await find('line', { filter: cleared })).toMatchObject({ matches: 1, searched: 1, line: { row: 0 } });
});

test('nothing found is said with how much was looked through', async () => {
  expect(await find('x')).toMatchObject({ matches: 0, match: null, lines: 0, line: null });
  writeFileSync(file('000001'), 'one\ntwo\n');
  expect(await find('three')).toMatchObject({ matches: 0, match: null, lines: 2, bytes: 8 });
});

test('a secret is neither shown nor found', async () => {
  writeFileSync(file('000001'), 'key hunter2-secret\nhere it is\n');
  expect(await find('hunter2')).toMatchObject({ matches: 0 });
  expect(texts(await read())).toEqual(['key [secret removed]', 'here it is']);
});

test('colours are kept, other control sequences are not', async () => {
  writeFileSync(file('000001'), '\u001b]0;title\u0007\u001b[31mred\u001b[0m \u001b[2Jtext\n');
  const [line] = (await read()).lines;
  expect(line?.text).toBe('red text');
  expect(line?.styles).toMatchObject([{ start: 0, end: 3, colour: 'red' }]);
});

test('half a line at the beginning of a part whose predecessor is gone is not shown, it may be half a secret', async () => {
  writeFileSync(file('000001.4'), 'secret\nwhole\n');
  writeFileSync(file('000001'), 'more\n');
  expect(texts(await read())).toEqual(['whole', 'more']);
  expect(await find('e')).toMatchObject({ matches: 2, lines: 2 });
});

test('an endless line is looked through at its beginning, in bounded memory', async () => {
  writeFileSync(file('000001'), `first\nbeginning ${'x'.repeat(3_000_000)} end\nlast\n`);
  expect(await find('beginning')).toMatchObject({ matches: 1, lines: 3, shortenedLines: 1 });
  expect(await find(' end')).toMatchObject({ matches: 0, shortenedLines: 1 });
  expect((await read()).lines[2]).toMatchObject({ text: 'last', line: 3 });
});

test('what is written meanwhile is seen by the next page and the next search, and rows keep their numbers', async () => {
  writeFileSync(file('000001'), `${numbered(1, 20_000)}unfin`);
  const before = await read();
  expect(before.lines.at(-1)).toMatchObject({ text: 'unfin', row: 20_000 });
  expect(await find('line 1')).toMatchObject({ matches: 11_111 });
  appendFileSync(file('000001'), `ished\n${numbered(20_001, 40_000)}`);
  writeFileSync(file('000002'), 'line 1 of run 2\n');
  const after = await read({ kind: 'row', row: 19_999 });
  expect(after.generation).toBe(before.generation);
  expect(texts(after).slice(0, 3)).toEqual(['line 20000', 'unfinished', 'line 20001']);
  expect(after.endRow).toBe(40_002);
  expect(await find('line 1')).toMatchObject({ matches: 11_112, match: 11_112, line: { row: 40_001, run: 2 } });
});

test('rows and lines keep their numbers when the oldest are deleted', async () => {
  writeFileSync(file('000001'), numbered(1, 10));
  writeFileSync(file('000002'), numbered(11, 20));
  const before = await read(NEWEST, { text: '5' });
  expect(before.lines.map(({ row, line }) => [row, line])).toEqual([
    [0, 5],
    [1, 15],
  ]);
  rmSync(file('000001'));
  const after = await read(NEWEST, { text: '5' });
  expect(after).toMatchObject({ generation: before.generation, firstRow: 1, endRow: 2, kept: { lines: 10 } });
  expect(after.lines).toMatchObject([{ row: 1, line: 15, text: 'line 15' }]);
});

test('a file that was emptied, its content beside it, gives the same rows in another generation', async () => {
  writeFileSync(file('000001'), numbered(1, 10));
  const before = await read();
  writeFileSync(file('000001.1'), numbered(1, 10));
  truncateSync(file('000001'));
  appendFileSync(file('000001'), numbered(11, 30));
  const after = await read();
  expect(after.generation).not.toBe(before.generation);
  expect(after.lines.map(({ line }) => line)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  expect(texts(after)).toEqual(numbered(1, 30).trimEnd().split('\n'));
});

test('a file that was emptied and has grown beyond what it was is not taken for the same', async () => {
  writeFileSync(file('000001'), numbered(1, 10, 'old'));
  await read();
  writeFileSync(file('000001'), numbered(1, 50, 'new'));
  expect(texts(await read())).toEqual(numbered(1, 50, 'new').trimEnd().split('\n'));
});

test('a new search ends the one before it', async () => {
  writeFileSync(file('000001'), numbered(1, 100_000));
  const first = reader.find(wish('nowhere'), kept);
  expect(await find('99999')).toMatchObject({ matches: 1 });
  expect(await first).toMatchObject({ ok: false, error: { code: 'search-replaced' } });
});

test.skipIf(process.getuid?.() === 0)('a file that cannot be read is named', async () => {
  writeFileSync(file('000001'), 'x\n');
  chmodSync(file('000001'), 0);
  const refused = await reader.find(wish('x'), kept);
  if (refused.ok) throw new Error('was read');
  expect(errorWords(refused.error).text).toContain(`${file('000001')}: EACCES`);
});

test('a folder in the place of a file is said too', async () => {
  mkdirSync(file('000001'));
  expect(await reader.find(wish('x'), kept)).toMatchObject({ ok: false, error: { code: 'output-not-read' } });
  const page = { instanceId: INSTANCE, filter: WHOLE_OUTPUT, place: NEWEST, count: 1 };
  expect(await reader.read(page, kept)).toMatchObject({ ok: false, error: { code: 'output-not-read' } });
});

test('while 200,000 lines are looked through, everything else has its turn again and again', async () => {
  const line = (index: number): string =>
    `2026/11/30 06:27:0${String(index % 10)} INFO request ${String(index)} GET /api/collections/posts/records?page=1 200 0.31ms user=abcdefghijk\n`;
  writeFileSync(file('000001'), Array.from({ length: 200_000 }, (_, index) => line(index)).join(''));
  let turns = 0;
  const counting = setInterval(() => (turns += 1), 0);
  const found = await find('request 199999 ');
  clearInterval(counting);
  expect(found).toMatchObject({ matches: 1, lines: 200_000 });
  expect(turns).toBeGreaterThan(20);
  const { lines } = await read({ kind: 'row', row: 100_000 }, {}, 200);
  expect(lines).toHaveLength(200);
});
