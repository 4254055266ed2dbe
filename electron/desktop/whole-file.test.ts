import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CAN_MOUNT, mountSmallDrive } from '../testing/small-drive';
import { stage, stagedBeside, takeStaged } from './whole-file';

let folder: string;
beforeEach(() => {
  const scratch = resolve(import.meta.dirname, '../../.cache/tests');
  mkdirSync(scratch, { recursive: true });
  folder = mkdtempSync(join(scratch, 'whole-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text, { mode: 0o750 });
  return path;
};

test('until the exchange the old file is there, then the new one; never neither, never a part', async () => {
  const own = put('Basekeeper.AppImage', '#!/bin/sh\necho old\n');
  await stage(put('download', '#!/bin/sh\necho new\n'), own);
  // A death here leaves the old version, which still starts.
  expect(execFileSync(own, { encoding: 'utf8' })).toBe('old\n');
  takeStaged(own);
  expect(execFileSync(own, { encoding: 'utf8' })).toBe('new\n');
  expect(statSync(own).mode & 0o777).toBe(0o750);
  expect(existsSync(stagedBeside(own))).toBe(false);
});

test('what a death between both has left gives way to the next try', async () => {
  const own = put('Basekeeper.AppImage', 'old');
  put('.Basekeeper.AppImage.update', 'half of an earlier one that was long');
  await stage(put('download', 'new'), own);
  takeStaged(own);
  expect(readFileSync(own, 'utf8')).toBe('new');
});

test('where it cannot be put beside it, that is said before anything is stopped, and nothing is left', async () => {
  await expect(stage(join(folder, 'gone'), put('Basekeeper.AppImage', 'old'))).rejects.toThrow(
    /^The new version could not be put beside .*Basekeeper\.AppImage \(ENOENT.*\)\. Check free space and permissions/,
  );
  expect(readdirSync(folder)).toEqual(['Basekeeper.AppImage']);
});

test.skipIf(!CAN_MOUNT)('on a full disk the old version stays whole', async () => {
  const drive = join(folder, 'drive');
  const { unmount } = mountSmallDrive(drive);
  try {
    const own = join(drive, 'Basekeeper.AppImage');
    writeFileSync(own, 'old', { mode: 0o700 });
    await expect(stage(put('download', 'x'.repeat(1024 * 1024)), own)).rejects.toThrow(/ENOSPC/);
    expect(readFileSync(own, 'utf8')).toBe('old');
    expect(readdirSync(drive)).toEqual(['Basekeeper.AppImage']);
  } finally {
    unmount();
  }
});

test('the new version starts when this process is gone, however it went, and not before', async () => {
  const started = join(folder, 'started');
  const program = put('next', `#!/bin/sh\necho "$1" >${started}\n`);
  const script = `
    import { startWhenGone } from ${JSON.stringify(resolve(import.meta.dirname, 'whole-file.ts'))};
    startWhenGone(${JSON.stringify(program)}, ['word']);
    process.stdout.write('waits');
    setInterval(() => undefined, 1000);
  `;
  const app = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: resolve(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(app.stdout, 'data');
  expect(existsSync(started)).toBe(false);
  app.kill('SIGKILL');
  await vi.waitFor(() => expect(readFileSync(started, 'utf8')).toBe('word\n'), { timeout: 20_000 });
});
