import { chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBackupBench, type BackupBench } from '../testing/backup-bench';
import { syncTree } from './sync';

const NOBODY = 65534;

let bench: BackupBench;
beforeEach(() => void (bench = createBackupBench()));
afterEach(() => bench.dispose());

test('a tree with links to a file, to a folder and to nothing is brought to the disk', async () => {
  bench.write('into/a/b/file', 'content');
  mkdirSync(join(bench.into, 'empty'));
  symlinkSync(join(bench.into, 'a/b/file'), join(bench.into, 'to-file'));
  symlinkSync(join(bench.into, 'a'), join(bench.into, 'to-folder'));
  symlinkSync(join(bench.home, 'nowhere'), join(bench.into, 'to-nothing'));
  await expect(syncTree(bench.into, () => undefined)).resolves.toBeUndefined();
});

test('it is ended by whoever is asked whether to go on', async () => {
  for (let n = 0; n < 40; n += 1) bench.write(`into/r${String(n)}/file`, 'content');
  let asked = 0;
  const goOn = (): void => {
    asked += 1;
    if (asked === 45) throw new Error('enough');
  };
  await expect(syncTree(bench.into, goOn)).rejects.toThrow('enough');
});

test('a file that its owner may only read, as git has many, is brought to the disk like any other', async () => {
  // The checkout may lie where nobody else can go.
  const folder = mkdtempSync(join(tmpdir(), 'basekeeper-sync-'));
  const file = join(folder, 'object');
  writeFileSync(file, 'content', { mode: 0o444 });
  // Root may write everything.
  const wasRoot = process.getuid?.() === 0;
  for (const path of wasRoot ? [file, folder] : []) chownSync(path, NOBODY, NOBODY);
  if (wasRoot) process.seteuid?.(NOBODY);
  try {
    await expect(syncTree(folder, () => undefined)).resolves.toBeUndefined();
  } finally {
    if (wasRoot) process.seteuid?.(0);
    rmSync(folder, { recursive: true, force: true });
  }
});
