/** What is done with an instance besides backups: checked, compacted, renamed, moved, cloned, deleted; and its superusers. */
import { join } from 'node:path';
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
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Instance } from '../../shared/instance';
import { openFolder } from '../instances/open-folder';
import { askApi, createCollection, storedNumbers, Writers } from '../testing/acknowledged-writes';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';
import type { Begun } from './operations';
import type { Result } from '../../shared/result';

const SUPERUSER = { email: 'admin@example.com', password: 'a password of this test' };

let bench: Workbench;
let instance: Instance;
const begin = async (version = '0.40.6', options: Parameters<typeof createWorkbench>[0] = {}): Promise<void> => {
  bench = createWorkbench(options);
  instance = await bench.create('blog', version, SUPERUSER);
  await bench.untilRunning(instance.id);
};
afterEach(() => bench.dispose());

async function write(count: number, port = instance.port): Promise<readonly number[]> {
  const writers = new Writers(port);
  await expect.poll(() => writers.acknowledged.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(count);
  await writers.end();
  return writers.acknowledged;
}

async function stop(): Promise<void> {
  orThrow(bench.instances.stop(instance.id));
  await bench.until(instance.id, 'stopped', ({ state }) => state.kind === 'stopped');
}

const ended = async (begun: Result<Begun> | Promise<Result<Begun>>): Promise<Result<string>> =>
  orThrow(await begun).ended;

async function login(port: number, { email, password } = SUPERUSER): Promise<number> {
  const path = '/api/collections/_superusers/auth-with-password';
  return (await askApi(port, 'POST', path, { identity: email, password })).status;
}

const leftBehind = (folder = instance.folder) => readdirSync(folder).filter((name) => name.startsWith('.'));

/** Overwrites the newest pages, those of a person's records, which PocketBase itself does not notice. */
function damage(path: string): void {
  const bytes = readFileSync(path);
  for (let page = bytes.length / 4096 - 4; page < bytes.length / 4096; page += 1) {
    bytes.fill(0x5a, page * 4096, page * 4096 + 400);
  }
  writeFileSync(path, bytes);
}

describe('the check of the data', () => {
  beforeEach(() => begin());

  test('says what is in order, of a running instance and of a stopped one, and leaves nothing behind', async () => {
    const text = 'data.db and auxiliary.db are in order.';
    expect(await ended(bench.operating.checkIntegrity(instance.id))).toEqual({ ok: true, value: text });
    expect(bench.now(instance.id).state.kind).toBe('running');
    await stop();
    expect(await ended(bench.operating.checkIntegrity(instance.id))).toEqual({ ok: true, value: text });
    expect(leftBehind()).toEqual([]);
    expect(bench.journal.load()).toEqual([]);
  });

  test('names the damaged file, with the first line that SQLite says', async () => {
    await createCollection(instance.port, SUPERUSER);
    await write(300);
    await stop();
    damage(join(instance.folder, 'pb_data/data.db'));
    const checked = await ended(bench.operating.checkIntegrity(instance.id));
    expect(checked).toMatchObject({ ok: false, error: { code: 'data-damaged', file: 'data.db' } });
    expect(JSON.stringify(checked)).toMatch(/Tree|malformed|Page|btree/);
    orThrow(bench.instances.start(instance.id));
    await bench.untilRunning(instance.id);
    const running = await ended(bench.operating.checkIntegrity(instance.id));
    expect(running).toMatchObject({ ok: false, error: { code: 'data-damaged', file: 'data.db' } });
    expect(leftBehind()).toEqual([]);
  });

  test('names a file that is no database at all', async () => {
    await stop();
    writeFileSync(join(instance.folder, 'pb_data/auxiliary.db'), 'no database');
    expect(await ended(bench.operating.checkIntegrity(instance.id))).toMatchObject({
      ok: false,
      error: { code: 'data-damaged', file: 'auxiliary.db', line: 'file is not a database' },
    });
  });
});

describe('compacting', () => {
  beforeEach(() => begin());

  test('gives room back, and the instance as it was found', async () => {
    await createCollection(instance.port, SUPERUSER);
    const numbers = await write(300);
    const compacted = await ended(bench.operating.compact(instance.id));
    expect(compacted).toMatchObject({
      ok: true,
      value: expect.stringMatching(/^\d.* won \(\d.* before, \d.* now\)\.$/) as string,
    });
    await bench.untilRunning(instance.id);
    expect((await storedNumbers(instance.port)).size).toBe(numbers.length);
    expect(bench.now(instance.id).incidents).toEqual([]);

    orThrow(bench.instances.setMaintenance(instance.id, true, 'window'));
    await bench.untilMaintenance(instance.id);
    orThrow(await ended(bench.operating.compact(instance.id)));
    expect(bench.now(instance.id)).toMatchObject({
      state: { kind: 'stopped' },
      intent: { run: true, maintenance: { reason: 'requested' } },
    });
    expect(bench.journal.load()).toEqual([]);
  });

  test('of what cannot be compacted says so, and gives the instance back', async () => {
    await stop();
    writeFileSync(join(instance.folder, 'pb_data/auxiliary.db'), 'no database');
    expect((await ended(bench.operating.compact(instance.id))).ok).toBe(false);
    expect(bench.now(instance.id).intent).toEqual({ run: false, maintenance: null });
    expect(bench.journal.load()).toEqual([]);
  });
});

test('sizes are those of the files', async () => {
  await begin();
  orThrow(await ended(bench.operating.backUp(instance.id, { reason: 'manual', label: '' })));
  await stop();
  const data = join(instance.folder, 'pb_data');
  mkdirSync(join(data, 'storage/x'), { recursive: true });
  writeFileSync(join(data, 'storage/x/picture.png'), Buffer.alloc(12_345));
  const sizes = orThrow(await bench.operating.sizes(instance.id));
  expect(sizes.databases).toBe(statSync(join(data, 'data.db')).size + statSync(join(data, 'auxiliary.db')).size);
  expect(sizes.files).toBe(12_345);
  expect(sizes.logs).toBeGreaterThan(0);
  expect(sizes.backups).toBeGreaterThan(1000);
});

test('renaming works while it runs, and refuses the name of another instance', async () => {
  await begin();
  const shop = await bench.create('shop', '0.40.6');
  orThrow(bench.operating.rename(instance.id, 'Blog'));
  expect(bench.now(instance.id)).toMatchObject({ name: 'Blog', state: { kind: 'running' } });
  expect(bench.operating.rename(shop.id, 'BLOG')).toEqual({
    ok: false,
    error: { code: 'name-in-use', name: 'BLOG' },
  });
  expect(bench.list.load().map(({ name }) => name)).toEqual(['Blog', 'shop']);
});

test('what is removed from the list stays on the disk, does not come back by itself, and can be opened again', async () => {
  await begin();
  expect(bench.operating.removeFromList(instance.id)).toMatchObject({ ok: false, error: { code: 'not-stopped' } });
  orThrow(await ended(bench.operating.backUp(instance.id, { reason: 'manual', label: '' })));
  await stop();
  expect(orThrow(bench.operating.removeFromList(instance.id))).toEqual({
    folder: instance.folder,
    backupsFolder: join(bench.home, 'backups', instance.id),
  });
  expect(existsSync(join(instance.folder, 'pb_data/data.db'))).toBe(true);
  expect(bench.store.snapshot().state.instances).toEqual([]);
  await bench.list.copiesSettled();
  rmSync(join(bench.home, 'settings/instances.json'));
  const again = bench.reopen();
  again.instances.resume();
  expect(again.store.snapshot().state.instances).toEqual([]);
  const { folder, port, version } = instance;
  const id = orThrow(await openFolder({ folder, port, version, name: 'blog' }, again.opening));
  // The same instance as before: its backups are its own.
  expect(id).toBe(instance.id);
  orThrow(await again.operating.listBackups(id));
  expect(again.store.snapshot().state.backups[0]?.backups).toHaveLength(1);
});

describe('deleting', () => {
  test('needs the exact name, backs up, and moves the folder to the trash', async () => {
    await begin();
    expect(bench.operating.deleteInstance(instance.id, { name: 'Blog', backUpFirst: true })).toEqual({
      ok: false,
      error: { code: 'name-not-matching', instanceName: 'blog' },
    });
    const deleted = await ended(bench.operating.deleteInstance(instance.id, { name: 'blog', backUpFirst: true }));
    expect(deleted).toMatchObject({ ok: true, value: expect.stringContaining('is in the trash') as string });
    expect(bench.store.snapshot().state.instances).toEqual([]);
    expect(existsSync(instance.folder)).toBe(false);
    expect(existsSync(join(bench.home, 'trash', instance.id, 'pb_data/data.db'))).toBe(true);
    expect(readdirSync(join(bench.home, 'backups', instance.id))).toHaveLength(1);
    expect(bench.journal.load()).toEqual([]);
    expect(bench.list.load()).toEqual([]);
  });

  test('changes nothing where there is no trash', async () => {
    await begin('0.40.6', { trash: () => Promise.reject(new Error('There is no trash on this drive')) });
    expect(await ended(bench.operating.deleteInstance(instance.id, { name: 'blog', backUpFirst: false }))).toEqual({
      ok: false,
      error: { code: 'not-trashed', path: instance.folder, detail: 'There is no trash on this drive' },
    });
    await bench.untilRunning(instance.id);
    expect(await login(instance.port)).toBe(200);
    expect(bench.journal.load()).toEqual([]);
  });

  test('does not take its backups along', async () => {
    await begin();
    orThrow(
      bench.instances.change(instance.id, {
        backups: { schedule: null, retention: null, folder: join(instance.folder, 'backups') },
      }),
    );
    expect(bench.operating.deleteInstance(instance.id, { name: 'blog', backUpFirst: true })).toMatchObject({
      ok: false,
      error: { code: 'folder-not-usable' },
    });
  });
});

describe('a clone', () => {
  beforeEach(() => begin());

  test('with its data has a port and a folder of its own, and does not run until it is told to', async () => {
    await createCollection(instance.port, SUPERUSER);
    const numbers = await write(50);
    writeFileSync(join(instance.folder, 'pb_hooks/main.pb.js'), '// of blog');
    orThrow(bench.instances.setOptions(instance.id, { muted: true }));
    const cloned = await ended(bench.operating.clone(instance.id, { name: 'blog 2', withData: true }));
    expect(cloned).toMatchObject({
      ok: true,
      value: expect.stringContaining('“blog 2” is a copy of “blog”') as string,
    });
    const clone = bench.store.snapshot().state.instances[1];
    if (clone === undefined) throw new Error('There is no clone');
    expect(clone).toMatchObject({ name: 'blog 2', muted: true, version: '0.40.6', state: { kind: 'stopped' } });
    expect(clone.port).not.toBe(instance.port);
    expect(clone.id).not.toBe(instance.id);
    expect(clone.folder).toBe(join(bench.home, 'instances', clone.id));
    expect(readFileSync(join(clone.folder, 'pb_hooks/main.pb.js'), 'utf8')).toBe('// of blog');
    orThrow(bench.instances.start(clone.id));
    await bench.untilRunning(clone.id);
    expect((await storedNumbers(clone.port)).size).toBe(numbers.length);
    await write(10, clone.port);
    expect((await storedNumbers(instance.port)).size).toBe(numbers.length);
    expect(bench.journal.load()).toEqual([]);
  });

  test('without data has the programs, the migrations, and a first superuser', async () => {
    await createCollection(instance.port, SUPERUSER);
    await write(10);
    writeFileSync(join(instance.folder, 'pb_public/index.html'), 'hello');
    const superuser = { email: 'new@example.com', password: 'another password' };
    orThrow(await ended(bench.operating.clone(instance.id, { name: 'empty', withData: false, superuser })));
    const clone = bench.store.snapshot().state.instances[1];
    if (clone === undefined) throw new Error('There is no clone');
    orThrow(bench.instances.start(clone.id));
    await bench.untilRunning(clone.id);
    expect(await login(clone.port, superuser)).toBe(200);
    expect(await login(clone.port)).toBe(400);
    // The collection was made by a migration that PocketBase wrote.
    expect((await storedNumbers(clone.port)).size).toBe(0);
    expect(readFileSync(join(clone.folder, 'pb_public/index.html'), 'utf8')).toBe('hello');
  });

  test('that fails leaves nothing behind', async () => {
    expect(bench.operating.clone(instance.id, { name: 'BLOG', withData: true })).toMatchObject({
      ok: false,
      error: { code: 'name-in-use' },
    });
    const folders = readdirSync(join(bench.home, 'instances'));
    bench.versions.missing.add('0.40.6');
    const superuser = { email: 'new@example.com', password: 'another password' };
    expect(await ended(bench.operating.clone(instance.id, { name: 'x', withData: false, superuser }))).toMatchObject({
      ok: false,
      error: { code: 'version-not-available' },
    });
    expect(readdirSync(join(bench.home, 'instances'))).toEqual(folders);
    expect(bench.store.snapshot().state.instances).toHaveLength(1);
    expect(bench.journal.load()).toEqual([]);
  });
});

/** Memory that is mounted as a drive nearly everywhere on Linux. */
const OTHER_DRIVE = '/dev/shm';
const hasOtherDrive = existsSync(OTHER_DRIVE) && statSync(OTHER_DRIVE).dev !== statSync('.').dev;

describe('moving', () => {
  let elsewhere = '';
  beforeEach(() => begin());
  afterEach(() => rmSync(elsewhere, { recursive: true, force: true }));

  async function expectMovedTo(target: string): Promise<void> {
    await createCollection(instance.port, SUPERUSER);
    const numbers = await write(50);
    writeFileSync(join(instance.folder, 'notes of my own.txt'), 'hello');
    const moved = await ended(bench.operating.move(instance.id, target));
    expect(moved).toEqual({ ok: true, value: `It is in ${target} now.` });
    await bench.untilRunning(instance.id);
    expect(bench.now(instance.id).folder).toBe(target);
    expect((await storedNumbers(instance.port)).size).toBe(numbers.length);
    expect(existsSync(instance.folder)).toBe(false);
    expect(readFileSync(join(target, 'notes of my own.txt'), 'utf8')).toBe('hello');
    await bench.list.copiesSettled();
    expect(JSON.parse(readFileSync(join(target, 'basekeeper.json'), 'utf8'))).toMatchObject({
      instance: { folder: target },
    });
    expect(leftBehind(target)).toEqual([]);
    expect(bench.journal.load()).toEqual([]);
  }

  test('on the same drive is a rename; folders above are made', () =>
    expectMovedTo(join(bench.home, 'another', 'place')));

  test.skipIf(!hasOtherDrive)('to another drive copies, compares, and removes the original', async () => {
    elsewhere = mkdtempSync(join(OTHER_DRIVE, 'basekeeper-'));
    await expectMovedTo(join(elsewhere, 'blog'));
  });

  test('into a folder that is not empty, or of an instance, is refused, and nothing is made', async () => {
    const full = join(bench.home, 'full');
    mkdirSync(full);
    writeFileSync(join(full, 'x'), '');
    expect(await bench.operating.move(instance.id, full)).toMatchObject({
      ok: false,
      error: { code: 'folder-not-usable', rule: 'is not empty' },
    });
    expect(await bench.operating.move(instance.id, join(instance.folder, 'inside'))).toMatchObject({
      ok: false,
      error: { code: 'folder-not-usable', rule: 'overlaps the folder of “blog”' },
    });
    expect(existsSync(join(instance.folder, 'inside'))).toBe(false);
    expect(bench.now(instance.id).state.kind).toBe('running');
  });
});
