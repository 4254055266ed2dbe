import { closeSync, ftruncateSync, mkdirSync, openSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newScratch } from '../testing/after-operations';
import { orThrow } from '../testing/workbench';
import { roomForCopy } from './room-for-copy';

let folder: string;
beforeEach(() => void (folder = newScratch('room-')));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const MEGABYTE = 1_000_000;
function plant(path: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), Buffer.alloc(MEGABYTE, 7));
}
const room = async (names: readonly string[] | null): Promise<number> =>
  Math.round(orThrow(await roomForCopy({ folder, names }, () => undefined)).bytes / MEGABYTE);

test('room is needed for what will be copied, in blocks: not for holes, own backups, or the rest of a project', async () => {
  for (const path of ['pb_data/data.db', 'pb_data/storage/a/b', 'pb_hooks/main.pb.js']) plant(path);
  for (const path of ['pb_data/backups/x.zip', 'node_modules/x', '.git/x', `.basekeeper-${'a'.repeat(15)}/x`])
    plant(path);
  const sparse = openSync(join(folder, 'pb_data/storage/sparse'), 'w');
  ftruncateSync(sparse, 5000 * MEGABYTE);
  closeSync(sparse);
  expect(await room(null)).toBe(3);
  expect(await room(['.git', 'node_modules', 'pb_hooks'])).toBe(3);
  expect(await room(['is not there'])).toBe(0);
});

test('uploads behind a link are copied, so they count', async () => {
  for (const path of ['elsewhere/a/b', 'pb_data/data.db']) plant(path);
  symlinkSync('../elsewhere', join(folder, 'pb_data/storage'));
  expect(await room(null)).toBe(2);
});
