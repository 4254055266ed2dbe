import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { incidentExcerpt } from './incident-excerpt';
import { LOG_LIMITS, type LogLimits } from './log-files';
import { openRunLogs } from './run-logs';
import { RunOutput } from './run-output';

const LIMITS: LogLimits = { ...LOG_LIMITS, fileBytes: 4000, floodBytes: 8000, partsPerRun: 2 };
const TOKEN = `eyJhbGciOiJIUzI1NiJ9.${'a'.repeat(40)}.${'b'.repeat(40)}`;

let folder: string;
let opened: RunOutput[];
beforeEach(() => {
  const scratch = resolve(import.meta.dirname, '../../.cache/tests');
  mkdirSync(scratch, { recursive: true });
  folder = join(mkdtempSync(join(scratch, 'run-output-')), 'logs');
  opened = [];
});
afterEach(async () => {
  for (const output of opened) output.end({ code: 0, signal: null });
  // A rotation that was under way may still put a file there.
  await vi.waitFor(() => rmSync(resolve(folder, '..'), { recursive: true, force: true }), { timeout: 20_000 });
});

function open(limits: LogLimits = LIMITS): RunOutput {
  const output = new RunOutput(folder, [], limits);
  opened.push(output);
  return output;
}

/** The file of a run that an earlier life of the app began. */
const leaveBehind = (run: number): string => openRunLogs(folder).prepare(run);

const fileOf = (run: number): string => join(folder, `run-00000${String(run)}.log`);
const texts = (output: RunOutput): string[] => output.history.lines.map(({ text }) => text);
const numbered = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, i) => `line ${String(from + i)}`);
const written = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
/** The lines of an output without what Basekeeper says in between. */
const outputOf = (output: RunOutput): string[] =>
  output.history.lines.filter(({ kind }) => kind === 'output').map(({ text }) => text);

test('after its file was begun anew, the last lines of a run and the line that tells the cause are at hand', async () => {
  const output = open();
  output.begin(1, '0.40.6', 8090);
  const file = output.follow(1);
  appendFileSync(file, written(['panic: the cause', ...numbered(0, 500)]));
  await expect.poll(() => statSync(file).size).toBe(0);
  appendFileSync(file, written(numbered(500, 600)));
  const lines = output.linesOfRun(true);
  expect(lines.filter((line) => !line.startsWith('…'))).toEqual(['panic: the cause', ...numbered(0, 600)]);
  expect(lines.filter((line) => line.startsWith('…'))).toEqual([expect.stringContaining('was restarted')]);
  const excerpt = incidentExcerpt(lines, 'panic: the cause');
  expect(excerpt).toHaveLength(200);
  expect([excerpt[0], excerpt.at(-1)]).toEqual(['panic: the cause', 'line 599']);
});

test('F21: after a flood the last words are at hand, and a line says that others are missing', () => {
  const output = open();
  output.begin(1, '0.40.6', 8090);
  const file = output.follow(1);
  appendFileSync(file, written(numbered(0, 300_000)));
  appendFileSync(file, written(['panic: the cause', ...numbered(0, 100)]));
  const lines = output.linesOfRun(true);
  expect(lines).toHaveLength(2001);
  expect(lines[0]).toMatch(/^… [\d.]+ [kM]B of output are not shown here/);
  expect(lines.slice(-101)).toEqual(['panic: the cause', ...numbered(0, 100)]);
});

test('F21: files of one run stay below their limit, whatever it writes', async () => {
  const output = open();
  const file = output.follow(1);
  for (let round = 0; round < 10; round += 1) {
    appendFileSync(file, written(numbered(0, 1000)));
    await expect.poll(() => statSync(file).size).toBe(0);
    const logs = (): string[] => readdirSync(folder).filter((name) => /\.(?:log|part)$/.test(name));
    await expect.poll(() => logs().length).toBeLessThanOrEqual(3);
    // The mark at the end of a part may come on top.
    const bytes = logs().reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    expect(bytes).toBeLessThanOrEqual(2 * 4100);
  }
});

test('S19: planted secrets are in no line, wherever they are cut; the files are for this user only', async () => {
  const output = open();
  const file = output.follow(1);
  const secrets = [
    `Authorization: Bearer hunter22hunter22`,
    `{"password":"hunter22hunter22"}`,
    `http://127.0.0.1:8090/_/#/pbinstall/${TOKEN}`,
    `token ${TOKEN} and ${TOKEN}`,
    `smtp://me:hunter22hunter22@mail.example`,
  ];
  // Lines of all lengths, so that a secret lies across each limit there is.
  for (let round = 0; round < 40; round += 1)
    for (const secret of secrets) {
      const filler = `${'x'.repeat(round * 7)} `;
      appendFileSync(file, `${filler}${secret}\n`);
      if (round % 10 === 0) await expect.poll(() => statSync(file).size).toBeLessThan(4000);
    }
  for (const length of [3950, 16_300, 65_450])
    for (const secret of secrets) appendFileSync(file, `${'y'.repeat(length)} ${secret} ${'z'.repeat(70_000)}\n`);
  appendFileSync(file, `unfinished ${TOKEN.slice(0, 50)}`);
  output.end({ code: 0, signal: null });
  const again = open();
  for (const lines of [texts(output), texts(again), output.linesOfRun(true)]) {
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join('\n')).not.toMatch(/hunter|eyJ|a{6}|b{6}/);
  }
  expect((statSync(folder).mode & 0o777).toString(8)).toBe('700');
  for (const name of readdirSync(folder)) expect((statSync(join(folder, name)).mode & 0o777).toString(8)).toBe('600');
});

test('a run that an earlier life of the app began goes on: nothing twice, nothing lost, no line in two halves', () => {
  leaveBehind(4);
  appendFileSync(fileOf(4), `${written(numbered(0, 10))}half of `);
  const output = open();
  expect(output.lastRun).toBe(4);
  appendFileSync(fileOf(4), `a line\n${written(numbered(10, 12))}`);
  output.resume(4);
  appendFileSync(fileOf(4), written(numbered(12, 14)));
  const lines = output.linesOfRun(false);
  expect(lines).toEqual([
    'Earlier output',
    ...numbered(0, 10),
    'half of ',
    expect.stringMatching(/^Run 4 goes on · \d\d:\d\d:\d\d$/),
    'half of a line',
    ...numbered(10, 14),
  ]);
});

test('what it wrote since by itself arrives by itself', async () => {
  leaveBehind(4);
  const output = open();
  output.resume(4);
  appendFileSync(fileOf(4), 'by itself\n');
  await expect.poll(() => outputOf(output)).toEqual(['by itself']);
});

test('of a resumed run at most 64 KiB of before are shown, beginning with a whole line', () => {
  const previous = open(LOG_LIMITS);
  previous.follow(4);
  appendFileSync(fileOf(4), written(Array.from({ length: 2000 }, (_, i) => String(i).padStart(99, '0'))));
  previous.end({ code: 0, signal: null });
  const output = open(LOG_LIMITS);
  output.resume(4);
  expect(outputOf(output).map(Number)).toEqual(Array.from({ length: 655 }, (_, i) => 2000 - 655 + i));
});

test('a resumed run is kept small like any other', async () => {
  leaveBehind(4);
  writeFileSync(fileOf(4), written(numbered(0, 1000)));
  const output = open();
  output.resume(4);
  await expect.poll(() => statSync(fileOf(4)).size).toBe(0);
  appendFileSync(fileOf(4), 'next\n');
  await expect.poll(() => outputOf(output).at(-1)).toBe('next');
  expect(outputOf(output)).toEqual([...numbered(0, 1000), 'next']);
});

test('a run other than the newest can be resumed; only its lines count as its own', () => {
  const previous = open();
  previous.follow(4);
  appendFileSync(fileOf(4), 'four\n');
  previous.follow(5);
  appendFileSync(fileOf(5), 'five\n');
  const output = open();
  output.resume(4);
  expect(outputOf(output)).toEqual(['five', 'four']);
  expect(output.linesOfRun(false)).not.toContain('five');
  expect(output.linesOfRun(false)).toContain('four');
});

test('a run whose file is gone is resumed all the same, and its output says why nothing comes', () => {
  const output = open();
  output.resume(4);
  expect(texts(output)).toContain(`${fileOf(4)} cannot be read (ENOENT)`);
  expect(texts(output).at(-1)).toBe('… the output can no longer be read (ENOENT) …');
  output.end({ code: 0, signal: null });
});

test('what grew while the app was not there is made smaller when the next run begins', async () => {
  leaveBehind(4);
  writeFileSync(fileOf(4), written(numbered(0, 1000)));
  const output = open();
  output.follow(5);
  await expect.poll(() => statSync(fileOf(4)).size).toBe(0);
  expect(outputOf(output)).toEqual(numbered(0, 1000));
});

test('F20: a process that outlives the run it was started in writes to the file of that run and to no other', () => {
  const output = open();
  output.begin(1, '0.40.6', 8090);
  const first = output.follow(1);
  appendFileSync(first, 'mine\n');
  output.end({ code: 0, signal: null });
  output.begin(2, '0.40.6', 8090);
  appendFileSync(output.follow(2), 'second run\n');
  appendFileSync(first, 'from a grandchild that still holds the file\n');
  expect(output.linesOfRun(true)).toEqual(['second run']);
});
