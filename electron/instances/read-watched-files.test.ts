import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readWatchedFiles } from './read-watched-files';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'basekeeper-watched-'));
  for (const name of ['pb_hooks', 'pb_public']) mkdirSync(join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a hook that is a link is known by what it leads to', async () => {
  const elsewhere = join(folder, 'serve.js');
  writeFileSync(elsewhere, '1');
  symlinkSync(elsewhere, join(folder, 'pb_hooks', 'serve.pb.js'));
  const before = await readWatchedFiles(folder);
  writeFileSync(elsewhere, '2');
  const after = await readWatchedFiles(folder);
  expect(after.files.map(({ path }) => path)).toEqual(['serve.pb.js']);
  expect(after.files[0]?.mark).not.toBe(before.files[0]?.mark);
  expect(after.partlyRead).toEqual([]);
});

test('what is not read is said: too many files, and folders behind a link', async () => {
  for (let file = 0; file <= 3000; file += 1) writeFileSync(join(folder, 'pb_public', `${String(file)}.html`), '');
  symlinkSync(folder, join(folder, 'pb_hooks', 'shared'));
  const { files, partlyRead } = await readWatchedFiles(folder);
  expect(files).toHaveLength(3000);
  expect(partlyRead).toEqual(['pb_hooks', 'pb_public']);
});
