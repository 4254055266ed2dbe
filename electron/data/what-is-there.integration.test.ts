/** Kinds of files, copies and databases of a person's own, files that change meanwhile: what becomes of each in a backup. */
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  closeSync,
  copyFileSync,
  cpSync,
  existsSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { leftOutInWords } from '../../shared/words/left-out-words';
import { backUpAndRestore, performHere, type RestoredTree } from '../testing/tree-jobs';
import { createWorkbench, type Workbench } from '../testing/workbench';

/** Of a file with holes. */
const SPARSE_BYTES = Number(process.env['BASEKEEPER_SPARSE_MB'] ?? 128) * 1024 ** 2;

let bench: Workbench;
/** What PocketBase itself has made. */
let template: string;
let home: string;
let from: string;
beforeAll(async () => {
  bench = createWorkbench();
  const { id, folder } = await bench.create('kinds', '0.40.6');
  await bench.untilRunning(id);
  template = join(bench.home, 'template');
  await performHere('copy-instance', { from: folder, to: template, inUse: true, files: 'copy', sync: false });
});
afterAll(() => bench.dispose());
beforeEach(() => {
  home = mkdtempSync(join(bench.home, 'kind-'));
  from = join(home, 'from');
  cpSync(template, from, { recursive: true });
});

const put = (path: string, content: string | Buffer, mode = 0o600): string => {
  const at = join(from, path);
  mkdirSync(join(at, '..'), { recursive: true });
  writeFileSync(at, content);
  chmodSync(at, mode);
  return at;
};
const backUp = (inUse: boolean): Promise<RestoredTree> => backUpAndRestore({ from, home, inUse });

test.each([true, false])('a person’s own copies in pb_data come back (in use: %s)', async (inUse) => {
  const names = [
    'data.db-before-cleanup',
    'data.db-2026-01-01.bak',
    'auxiliary.db-old',
    'lost+found/#1234',
    '.DS_Store',
    '__MACOSX/._data.db',
    'notes-shm',
  ];
  for (const name of names) put(`pb_data/${name}`, name);
  put('pb_data/backups/old.zip', 'of PocketBase');
  const { into, leftOut } = await backUp(inUse);
  for (const name of names) expect(readFileSync(join(into, 'pb_data', name), 'utf8')).toBe(name);
  expect(leftOut.filter(({ path }) => path.startsWith('pb_data/backups'))).toEqual([
    { path: 'pb_data/backups', why: 'of-pocketbase' },
  ]);
  expect(existsSync(join(into, 'pb_data/backups'))).toBe(false);
});

test('pipes, sockets, devices and links that leave are listed by their right word and never waited for', async () => {
  const folder = join(from, 'pb_data/queue');
  mkdirSync(folder);
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  symlinkSync('/etc/hostname', join(folder, 'link'));
  symlinkSync('../../pb_public/x', join(folder, 'out'));
  const server = createServer().listen(join(folder, 'socket'));
  try {
    const { into, leftOut } = await backUp(true);
    expect(leftOutInWords(leftOut)).toBe(
      'Not in it: 2 links that lead elsewhere (pb_data/queue/link, pb_data/queue/out); 1 pipe (pb_data/queue/pipe); ' +
        '1 socket (pb_data/queue/socket).',
    );
    expect(lstatSync(join(into, 'pb_data/queue')).isDirectory()).toBe(true);
  } finally {
    server.close();
  }
});

test('links that stay inside are kept, an absolute one so that it still leads there', async () => {
  put('pb_public/releases/1/index.html', 'one');
  symlinkSync('releases/1', join(from, 'pb_public/current'));
  symlinkSync(join(from, 'pb_public/releases/1/index.html'), join(from, 'pb_public/releases/page'));
  const { into, leftOut } = await backUp(false);
  expect(leftOutInWords(leftOut)).toBe('');
  expect(readlinkSync(join(into, 'pb_public/current'))).toBe('releases/1');
  expect(readlinkSync(join(into, 'pb_public/releases/page'))).toBe('1/index.html');
  expect(readFileSync(join(into, 'pb_public/releases/page'), 'utf8')).toBe('one');
});

test('who may read and run a file comes back, set-user-id bits do not', async () => {
  put('pb_hooks/convert.sh', '#!/bin/sh\n', 0o755);
  put('pb_public/index.html', 'page', 0o644);
  put('pb_public/read-only', 'x', 0o444);
  put('pb_data/tool', 'x', 0o4755);
  chmodSync(join(from, 'pb_public'), 0o755);
  const { into } = await backUp(false);
  const modes = ['pb_hooks/convert.sh', 'pb_public/index.html', 'pb_public/read-only', 'pb_data/tool', 'pb_public'];
  expect(modes.map((path) => (statSync(join(into, path)).mode & 0o7777).toString(8))).toEqual([
    '755',
    '644',
    '444',
    '755',
    '755',
  ]);
});

test('a database that a hook has open is copied as it is at one moment, wherever in pb_data it lies', async () => {
  const open = ['events.db', 'storage/deep/caches.sqlite'].map((name) => {
    const path = put(`pb_data/${name}`, '');
    // Another program's user reads it.
    chmodSync(path, 0o644);
    const database = new DatabaseSync(path);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE events (number)');
    for (let number = 0; number < 100; number += 1) database.exec(`INSERT INTO events VALUES (${String(number)})`);
    return { name, database };
  });
  try {
    const { into, leftOut } = await backUp(true);
    expect(leftOutInWords(leftOut)).toBe('');
    for (const { name } of open) {
      const restored = new DatabaseSync(join(into, 'pb_data', name));
      expect(restored.prepare('SELECT count(*) AS rows FROM events').get()).toEqual({ rows: 100 });
      restored.close();
      expect(statSync(join(into, 'pb_data', name)).mode & 0o777).toBe(0o644);
    }
  } finally {
    for (const { database } of open) database.close();
  }
});

test('a database that nobody has open comes back byte for byte, with what a crash left beside it', async () => {
  const path = put('pb_data/idle.db', '');
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = WAL; CREATE TABLE events (number); INSERT INTO events VALUES (7)');
  // As they are while it is open, which is how a power cut leaves them.
  for (const ending of ['', '-wal', '-shm'])
    copyFileSync(`${path}${ending}`, join(from, `pb_data/crashed.db${ending}`));
  database.close();
  const { into } = await backUp(false);
  for (const name of ['idle.db', 'crashed.db', 'crashed.db-wal']) {
    expect(readFileSync(join(into, 'pb_data', name)).equals(readFileSync(join(from, 'pb_data', name)))).toBe(true);
  }
  expect(existsSync(join(into, 'pb_data/crashed.db-shm'))).toBe(false);
});

test('an upload that is a database is not changed by being backed up while the instance runs', async () => {
  const path = put('pb_data/storage/c/r/upload.db', '');
  const database = new DatabaseSync(path);
  database.exec('CREATE TABLE events (number); INSERT INTO events VALUES (7)');
  database.close();
  const { into } = await backUp(true);
  expect(readFileSync(join(into, 'pb_data/storage/c/r/upload.db')).equals(readFileSync(path))).toBe(true);
});

test(
  'a file with holes stays small in the backup and after it',
  { timeout: 30_000 + SPARSE_BYTES / 10_000 },
  async () => {
    const descriptor = openSync(put('pb_data/storage/c/r/disk.img', ''), 'r+');
    ftruncateSync(descriptor, SPARSE_BYTES);
    writeSync(descriptor, Buffer.from('in the middle'), 0, 13, SPARSE_BYTES / 2 + 5);
    closeSync(descriptor);
    const { into, zip } = await backUp(false);
    expect(statSync(zip).size).toBeLessThan(SPARSE_BYTES / 150 + 2_000_000);
    const { blocks, size } = statSync(join(into, 'pb_data/storage/c/r/disk.img'));
    expect(size).toBe(SPARSE_BYTES);
    expect(blocks * 512).toBeLessThan(1024 ** 2);
    const clone = join(home, 'clone');
    await performHere('copy-instance', { from, to: clone, inUse: false, files: 'copy', sync: false });
    expect(statSync(join(clone, 'pb_data/storage/c/r/disk.img')).blocks * 512).toBeLessThan(1024 ** 2);
  },
);

test('logs that grow all the time, and an upload that is written over, end no backup', async () => {
  const logs = ['pb_data/app.log', 'pb_data/storage/app.log', 'pb_hooks/hooks.log'].map((name) => put(name, 'begin '));
  const rewritten = put('pb_data/storage/state.json', 'x'.repeat(500_000));
  let round = 0;
  const onProgress = (): void => {
    for (const path of logs) appendFileSync(path, 'more '.repeat(1000));
    round += 1;
    writeFileSync(rewritten, String(round % 10).repeat(500_000));
  };
  const { into } = await backUpAndRestore({ from, home, inUse: true, onProgress });
  for (const name of ['pb_data/app.log', 'pb_data/storage/app.log', 'pb_hooks/hooks.log']) {
    expect(readFileSync(join(into, name), 'utf8')).toMatch(/^begin (?:more )*$/);
  }
  expect(readFileSync(join(into, 'pb_data/storage/state.json'), 'utf8')).toMatch(/^(.)\1{499999}$/);
  expect(round).toBeGreaterThan(5);
});
