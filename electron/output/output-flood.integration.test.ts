/** Real processes that write as fast as they can. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Exit } from '../../shared/incident';
import { startChild } from '../process/child-process';
import { LOG_LIMITS } from './log-files';
import { RunOutput } from './run-output';
import type { RunProcess } from '../process/run-process';

const MEBIBYTE = 1024 * 1024;
/** Up to 20 ms were measured with a core to spare. Where others work too it takes longer, and perhaps another try. */
const LOOP_DELAY_P99_MS = 50;
const TRIES = { retry: 3 };

let folder: string;
let output: RunOutput;
/** Every line that was ever shown, also those that are not kept. */
let shown: string[];
let notes: string[];
beforeEach(() => {
  const scratch = resolve(import.meta.dirname, '../../.cache/tests');
  mkdirSync(scratch, { recursive: true });
  folder = mkdtempSync(join(scratch, 'flood-'));
  output = new RunOutput(folder);
  shown = [];
  notes = [];
  output.history.subscribe((lines) => {
    for (const { kind, text } of lines) (kind === 'output' ? shown : notes).push(text);
  });
});
afterEach(() => {
  output.end({ code: 0, signal: null });
  rmSync(folder, { recursive: true, maxRetries: 20 });
});

function start(script: string): { readonly pid: number; readonly exited: Promise<Exit> } {
  const outputFile = output.follow(1);
  const environment = { PATH: process.env['PATH'] ?? '' };
  let child: RunProcess | null = null;
  const exited = new Promise<Exit>((resolveExit, reject) => {
    const options = {
      executable: '/bin/sh',
      arguments: ['-c', script],
      workingFolder: folder,
      environment,
      outputFile,
    };
    child = startChild(options, { onRefused: reject, onExited: resolveExit });
  });
  return { pid: (child as RunProcess | null)?.pid ?? 0, exited };
}

const bytesOnDisk = (): number =>
  readdirSync(folder).reduce(
    (sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );

test(
  'F21: a flood of numbered lines is followed in bounded memory and time; no line is mixed up, and gaps are said',
  TRIES,
  async () => {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const memoryBefore = process.memoryUsage().rss;
    let memoryMost = memoryBefore;
    const sampling = setInterval(() => (memoryMost = Math.max(memoryMost, process.memoryUsage().rss)), 10);
    delay.enable();
    const exit = await start('seq 1 20000000').exited;
    output.linesOfRun(true);
    delay.disable();
    clearInterval(sampling);

    expect(exit.code).toBe(0);
    let last = 0;
    for (const line of shown) {
      const number = Number(line);
      if (!(number > last) || String(number) !== line) expect.unreachable(`${line} after ${String(last)}`);
      last = number;
    }
    // Only in the very moment in which a file is emptied can last words get lost, and then it is said behind the last line.
    if (last !== 20_000_000) expect(output.history.lines.at(-1)?.text).toContain('output is missing here');
    expect(shown.length).toBeGreaterThan(2000);
    expect(shown.length).toBeLessThan(20_000_000);
    expect(notes.join('\n')).toMatch(/[kM]B of output are not shown here/);
    expect(notes.join('\n')).toMatch(/the log file was full and was restarted/);
    expect((memoryMost - memoryBefore) / MEBIBYTE).toBeLessThan(64);
    expect(delay.percentile(99) / 1e6).toBeLessThan(LOOP_DELAY_P99_MS);
    const limit = (LOG_LIMITS.partsPerRun + 1) * (LOG_LIMITS.fileBytes + 1024);
    await expect.poll(bytesOnDisk, { timeout: 10_000 }).toBeLessThan(limit);
  },
);

test('F21: one line of 50 MB is followed in bounded memory; its beginning is shown, and what comes after it', async () => {
  const memoryBefore = process.memoryUsage().rss;
  await start("printf 'beginning '; head -c 50000000 /dev/zero | tr '\\0' x; echo; echo 'last words'").exited;
  expect(output.linesOfRun(true).at(-1)).toBe('last words');
  expect(shown[0]).toBe(`beginning ${'x'.repeat(3990)} … (line shortened)`);
  expect(shown.slice(1)).toEqual(['last words']);
  expect((process.memoryUsage().rss - memoryBefore) / MEBIBYTE).toBeLessThan(64);
});

test('F20: the end is seen and the last words are there although a grandchild holds the output', async () => {
  const { pid, exited } = start('sleep 600 & echo last words; exit 3');
  try {
    expect(await exited).toEqual({ code: 3, signal: null });
    expect(output.linesOfRun(true)).toEqual(['last words']);
  } finally {
    process.kill(-pid, 'SIGKILL');
  }
});
