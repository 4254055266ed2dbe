import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { needsCopyInstead, renamePatiently, renamePatientlyNow, triedUntil } from './rename';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'basekeeper-rename-'));
  writeFileSync(join(folder, 'file'), 'content');
});
afterEach(() => rmSync(folder, { recursive: true }));

const refusal = (code: string): NodeJS.ErrnoException => Object.assign(new Error(code), { code });

test('what can be renamed is', async () => {
  await renamePatiently(join(folder, 'file'), join(folder, 'other'));
  renamePatientlyNow(join(folder, 'other'), join(folder, 'third'));
  expect(existsSync(join(folder, 'third'))).toBe(true);
});

test('what is missing is an error at once', async () => {
  await expect(renamePatiently(join(folder, 'none'), join(folder, 'x'))).rejects.toMatchObject({ code: 'ENOENT' });
  expect(() => renamePatientlyNow(join(folder, 'none'), join(folder, 'x'))).toThrow('ENOENT');
});

/** Refuses so often, then does it. */
function refusing(code: string, times: number): { readonly attempt: () => Promise<void>; readonly made: () => number } {
  let made = 0;
  return {
    attempt: () => {
      made += 1;
      return made > times ? Promise.resolve() : Promise.reject(refusal(code));
    },
    made: () => made,
  };
}

test.each(['EPERM', 'EACCES', 'EBUSY'])('on Windows %s is tried again until it passes', async (code) => {
  const { attempt, made } = refusing(code, 3);
  await triedUntil(attempt, 60_000, 'win32');
  expect(made()).toBe(4);
});

test('it is tried no longer than there is patience, and then the refusal is told', async () => {
  const { attempt, made } = refusing('EPERM', Number.POSITIVE_INFINITY);
  await expect(triedUntil(attempt, 30, 'win32')).rejects.toMatchObject({ code: 'EPERM' });
  expect(made()).toBeGreaterThan(1);
});

test('elsewhere a refusal is final', async () => {
  const { attempt, made } = refusing('EPERM', 1);
  await expect(triedUntil(attempt, 60_000, 'linux')).rejects.toMatchObject({ code: 'EPERM' });
  expect(made()).toBe(1);
});

test.each([
  ['EXDEV', 'linux', true],
  ['EBUSY', 'linux', true],
  ['EPERM', 'linux', false],
  ['EACCES', 'darwin', false],
  ['EPERM', 'win32', true],
  ['EACCES', 'win32', true],
  ['ENOENT', 'win32', false],
] as const)('%s on %s: a copy instead is %s', (code, platform, instead) => {
  expect(needsCopyInstead(refusal(code), platform)).toBe(instead);
});
