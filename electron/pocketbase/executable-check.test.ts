import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { printingProgram, waitingProgram, writeProgram } from '../testing/tiny-program';
import { askVersion, inspectExecutable } from './executable-check';

const LINUX = { platform: 'linux', arch: 'x64' } as const;
const never = new AbortController().signal;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'basekeeper-check-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (content: Buffer | string): string => {
  const path = join(folder, 'candidate');
  writeFileSync(path, content, { mode: 0o755 });
  return path;
};
const rule = async (path: string, target: Parameters<typeof inspectExecutable>[1] = LINUX): Promise<string> => {
  const inspected = await inspectExecutable(path, target);
  return inspected.ok ? 'accepted' : inspected.error.rule;
};

describe('inspectExecutable', () => {
  it('accepts a program for this machine', async () => {
    expect(await rule(file(printingProgram('')))).toBe('accepted');
  });

  it('refuses what is not there, folders, texts and empty files', async () => {
    expect(await rule(join(folder, 'missing'))).toBe('does not exist');
    mkdirSync(join(folder, 'folder'));
    expect(await rule(join(folder, 'folder'))).toBe('is not a regular file');
    expect(await rule(file('#!/bin/sh\necho pocketbase version 0.40.6\n'))).toBe('is not a program');
    expect(await rule(file(''))).toBe('is not a program');
  });

  it('refuses a symbolic link and names the file behind it', async () => {
    const real = file(printingProgram(''));
    symlinkSync(real, join(folder, 'link'));
    expect(await rule(join(folder, 'link'))).toBe(`is a symbolic link; choose the file it points to, ${real}`);
    symlinkSync(join(folder, 'nowhere'), join(folder, 'broken'));
    expect(await rule(join(folder, 'broken'))).toBe('is a symbolic link');
  });

  it('refuses a program for another machine', async () => {
    const path = file(printingProgram(''));
    expect(await rule(path, { platform: 'linux', arch: 'arm64' })).toBe(
      'is a program for linux on x64, and this machine is linux on arm64',
    );
    expect(await rule(path, { platform: 'darwin', arch: 'x64' })).toBe(
      'is a program for linux on x64, and this machine is darwin on x64',
    );
  });

  it('refuses a file above 200 MB', async () => {
    const path = file(printingProgram(''));
    truncateSync(path, 200_000_001);
    expect(await rule(path)).toBe('is larger than 200 MB');
  });
});

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('askVersion', () => {
  const ask = async (program: Buffer, timeoutMs?: number) => {
    const path = writeProgram(join(folder, 'pocketbase'), program);
    const empty = join(folder, 'empty');
    mkdirSync(empty, { recursive: true });
    return askVersion(path, empty, never, timeoutMs);
  };

  it.each([
    ['pocketbase version 0.40.6\n', '0.40.6'],
    ['my-build version v0.23.12\n', '0.23.12'],
    ['pocketbase version 0.41.0-rc.1\n', '0.41.0-rc.1'],
  ])('understands %j', async (answer, version) => {
    expect(await ask(printingProgram(answer))).toEqual({ ok: true, value: version });
  });

  it.each([
    [
      'pocketbase version (untracked)\n',
      0,
      'does not tell a PocketBase version (it answered “pocketbase version (untracked)”)',
    ],
    ['v20.20.2\n', 0, 'does not tell a PocketBase version (it answered “v20.20.2”)'],
    ['pocketbase version 0.40.6\n', 3, 'does not tell a PocketBase version (it answered “pocketbase version 0.40.6”)'],
    ['', 0, 'does not tell a PocketBase version (it answered “”)'],
  ])('refuses the answer %j with exit code %i', async (answer, exitCode, expected) => {
    const isUntold = exitCode === 0 ? { isUntold: true } : {};
    expect(await ask(printingProgram(answer, exitCode))).toEqual({ ok: false, error: { rule: expected, ...isUntold } });
  });

  it('does not wait for ever', async () => {
    expect(await ask(waitingProgram(), 300)).toEqual({
      ok: false,
      error: { rule: 'did not tell its version within 0.3 seconds' },
    });
  });

  it('tells that a damaged program cannot be run', async () => {
    const headerOnly = printingProgram('pocketbase version 0.40.6\n').subarray(0, 120);
    expect(await ask(headerOnly)).toMatchObject({
      ok: false,
      error: { rule: expect.stringContaining('could not be run') as string },
    });
  });
});
