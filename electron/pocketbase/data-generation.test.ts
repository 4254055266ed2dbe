import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, cpSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readDataGeneration } from './data-generation';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'generation-')), 'with # and %20');
  mkdirSync(folder);
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

function database(...files: readonly string[]): InstanceType<typeof DatabaseSync> {
  const made = new DatabaseSync(join(folder, 'data.db'));
  made.exec('PRAGMA journal_mode=WAL; CREATE TABLE _migrations (file TEXT PRIMARY KEY, applied INTEGER)');
  for (const file of files) made.prepare('INSERT INTO _migrations VALUES (?, 1)').run(file);
  return made;
}

const contents = (): readonly (readonly [string, string])[] =>
  readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('base64')]);

test('the markers are read, and nothing is made or changed in the folder', async () => {
  database('1640988000_init.go', '1717233556_v0.23_migrate.go').close();
  const before = contents();
  expect(await readDataGeneration(folder)).toEqual({ kind: 'at-least', version: '0.23.0' });
  expect(contents()).toEqual(before);
  expect(readdirSync(folder)).toEqual(['data.db']);
});

test('F44: what a crash left in the log beside the database counts, and stays as it is', async () => {
  const open = database('1640988000_init.go', '1717233556_v0.23_migrate.go');
  const crashed = `${folder} crashed`;
  cpSync(folder, crashed, { recursive: true });
  open.close();
  folder = crashed;
  const before = contents();
  expect(readdirSync(folder)).toContain('data.db-wal');
  expect(await readDataGeneration(folder)).toEqual({ kind: 'at-least', version: '0.23.0' });
  expect(contents()).toEqual(before);
});

test('a database of another program is not taken for old data', async () => {
  new DatabaseSync(join(folder, 'data.db')).exec('CREATE VIEW _migrations AS SELECT 1 AS file');
  expect(await readDataGeneration(folder)).toEqual({ kind: 'unreadable', detail: 'it has no table “_migrations”' });
});

test('F38: a damaged database is unreadable, and says why', async () => {
  database('1640988000_init.go').close();
  const bytes = readFileSync(join(folder, 'data.db'));
  writeFileSync(join(folder, 'data.db'), bytes.fill(0x55, 100));
  const generation = await readDataGeneration(folder);
  expect(generation.kind === 'unreadable' && generation.detail).toMatch(/malformed/);
});

test('no database is unreadable', async () => {
  expect(await readDataGeneration(folder)).toMatchObject({ kind: 'unreadable' });
});
