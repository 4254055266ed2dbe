import { spawn, type ChildProcess } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { findByRunId, identify, isStillThere, recognise, type ProcessMarks } from './process-identity';
import { entryFromStat } from './process-table';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** A process that looks like one of ours: its mark on the command line, its run id in the environment. */
async function started(runId: string): Promise<ProcessMarks> {
  const child = spawn('sleep', ['60'], { env: { ...process.env, BASEKEEPER_RUN: runId } });
  children.push(child);
  const pid = child.pid ?? 0;
  await expect.poll(() => identify(pid)).not.toBeNull();
  const identity = identify(pid);
  if (identity === null) throw new Error('not alive');
  return { ...identity, executable: readlinkSync(`/proc/${String(pid)}/exe`), dataArgument: '60', runId };
}

const ended = (child: ChildProcess | undefined): Promise<void> =>
  new Promise((resolve) => {
    child?.once('exit', () => resolve());
    child?.kill('SIGKILL');
  });

describe.skipIf(process.platform !== 'linux')('on Linux', () => {
  test('a process is the same as long as it lives, and found by its run id', async () => {
    const marks = await started('run-one');
    expect(recognise(marks)).toBe('same');
    expect(findByRunId('run-one', '60')).toMatchObject({ pid: marks.pid, startedAt: marks.startedAt });
    await ended(children[0]);
    expect(recognise(marks)).toBe('gone');
    expect(isStillThere(marks)).toBe(false);
    expect(findByRunId('run-one', '60')).toBeNull();
  });

  test('F31: another process with the same pid and the same start time is not ours', async () => {
    const marks = await started('run-of-another');
    expect(recognise({ ...marks, runId: 'ours' })).toBe('gone');
  });

  test('what differs in its program or its data folder is not certain, and is left alone', async () => {
    const marks = await started('ours');
    expect(recognise({ ...marks, executable: '/x/pocketbase' })).toBe('uncertain');
    expect(recognise({ ...marks, dataArgument: '--dir=/other' })).toBe('uncertain');
  });

  test('another start time or another start of the computer is another process', async () => {
    const marks = await started('ours');
    expect(recognise({ ...marks, startedAt: '1' })).toBe('gone');
    expect(recognise({ ...marks, bootId: 'another' })).toBe('gone');
  });

  test('a process of another user shows too little to be sure', () => {
    // The first process of the machine belongs to root; as root everything is shown.
    if (process.getuid?.() === 0) return;
    const identity = identify(1);
    if (identity === null) throw new Error('no first process');
    expect(recognise({ ...identity, executable: '/x', dataArgument: '--dir=/x', runId: 'ours' })).toBe('uncertain');
  });
});

test.each([
  ['42 (pocketbase) S 1 42 42 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 9 0 123456 1 2', '123456'],
  ['42 (a) b) (c) R 1 42 42 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 9 0 777 1 2', '777'],
  ['42 (pocketbase) Z 1 42 42 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 9 0 123456 1 2', null],
  ['42 (pocketbase) X 1 42 42 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 9 0 123456 1 2', null],
  ['', null],
])('the start time in “%s” is %s: a zombie has none', (stat, startTime) => {
  expect(entryFromStat(42, stat)?.startedAt ?? null).toBe(startTime);
});
