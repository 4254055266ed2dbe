import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Instance } from '../../shared/instance';
import { createCollection, storedNumbers } from '../testing/acknowledged-writes';
import { endOf, leftBehindIn, login, SUPERUSER, writeRecords } from '../testing/served-records';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

let bench: Workbench;
let instance: Instance;
beforeEach(async () => {
  bench = createWorkbench();
  instance = await bench.create('blog', '0.40.6', SUPERUSER);
  await bench.untilRunning(instance.id);
});
afterEach(() => bench.dispose());

describe('a clone', () => {
  test('with its data has a port and a folder of its own, and does not run until it is told to', async () => {
    await createCollection(instance.port, SUPERUSER);
    const numbers = await writeRecords(instance.port, 50);
    writeFileSync(join(instance.folder, 'pb_hooks/main.pb.js'), '// of blog');
    orThrow(bench.instances.setOptions(instance.id, { muted: true }));
    const cloned = await endOf(bench.operating.clone(instance.id, { name: 'blog 2', withData: true }));
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
    await writeRecords(clone.port, 10);
    expect((await storedNumbers(instance.port)).size).toBe(numbers.length);
    expect(bench.journal.load()).toEqual([]);
  });

  test('tells what is not in it, as a backup does', async () => {
    symlinkSync('/etc/hostname', join(instance.folder, 'pb_public/host'));
    execFileSync('mkfifo', [join(instance.folder, 'pb_data/queue')]);
    mkdirSync(join(instance.folder, 'pb_data/backups'), { recursive: true });
    const untold = orThrow(await endOf(bench.operating.clone(instance.id, { name: 'blog 2', withData: true })));
    expect(untold).toContain(
      'It is not running yet. Not in it: 1 link that leads elsewhere (pb_public/host); 1 pipe (pb_data/queue).',
    );
    writeFileSync(join(instance.folder, 'pb_data/backups/mine.zip'), 'of PocketBase');
    for (const told of [
      orThrow(await endOf(bench.operating.clone(instance.id, { name: 'blog 3', withData: true }))),
      orThrow(await endOf(bench.operating.backUp(instance.id, { reason: 'manual', label: '' }))),
    ]) {
      expect(told).toContain(' Not in it: PocketBase’s own backups (pb_data/backups); 1 link that leads elsewhere');
    }
  });

  test('without data has the programs, the migrations, and a first superuser', async () => {
    await createCollection(instance.port, SUPERUSER);
    await writeRecords(instance.port, 10);
    writeFileSync(join(instance.folder, 'pb_public/index.html'), 'hello');
    const superuser = { email: 'new@example.com', password: 'another password' };
    orThrow(await endOf(bench.operating.clone(instance.id, { name: 'empty', withData: false, superuser })));
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
    expect(await endOf(bench.operating.clone(instance.id, { name: 'x', withData: false, superuser }))).toMatchObject({
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
  afterEach(() => rmSync(elsewhere, { recursive: true, force: true }));

  async function expectMovedTo(target: string, isOnOtherDrive = false): Promise<void> {
    await createCollection(instance.port, SUPERUSER);
    const numbers = await writeRecords(instance.port, 50);
    writeFileSync(join(instance.folder, 'notes of my own.txt'), 'hello');
    execFileSync('mkfifo', [join(instance.folder, 'pb_data/queue')]);
    const moved = await endOf(bench.operating.move(instance.id, target, true));
    const notMoved = isOnOtherDrive ? ' Not in it: 1 pipe (pb_data/queue).' : '';
    expect(moved).toEqual({ ok: true, value: `Moved to ${target}.${notMoved}` });
    await bench.untilRunning(instance.id);
    expect(bench.now(instance.id).folder).toBe(target);
    expect((await storedNumbers(instance.port)).size).toBe(numbers.length);
    expect(existsSync(instance.folder)).toBe(false);
    expect(readFileSync(join(target, 'notes of my own.txt'), 'utf8')).toBe('hello');
    await bench.list.copiesSettled();
    expect(JSON.parse(readFileSync(join(target, 'basekeeper.json'), 'utf8'))).toMatchObject({
      instance: { folder: target },
    });
    expect(leftBehindIn(target)).toEqual([]);
    expect(bench.journal.load()).toEqual([]);
  }

  test('on the same drive is a rename; folders above are made', () =>
    expectMovedTo(join(bench.home, 'another', 'place')));

  test.skipIf(!hasOtherDrive)('to another drive copies, compares, and removes the original', async () => {
    elsewhere = mkdtempSync(join(OTHER_DRIVE, 'basekeeper-'));
    await expectMovedTo(join(elsewhere, 'blog'), true);
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
