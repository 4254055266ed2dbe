/** An instance in the folder of a project: what is not its own stays, unless a person wants it otherwise. */
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
import { NO_BACKUP_OPTIONS } from '../../shared/backup';
import type { Instance } from '../../shared/instance';
import { openFolder } from '../new-instance/open-folder';
import { textOf } from '../testing/after-operations';
import { endOf, login, SUPERUSER } from '../testing/served-records';
import { moveToTrash } from '../testing/trash-folder';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

const VERSION = '0.40.6';
const OF_THE_PROJECT = ['.git', 'package.json', 'src'];

let bench: Workbench;
let instance: Instance;
let trash: (path: string) => Promise<void>;
const cleanUp: string[] = [];
/** As people have it: `pb_*` at the root of a repository, opened where it is. */
beforeEach(async () => {
  bench = createWorkbench({ trash: (path) => trash(path) });
  trash = (path) => moveToTrash(join(bench.home, 'trash'), path);
  const created = await bench.untilRunning((await bench.create('made', VERSION, SUPERUSER)).id);
  orThrow(bench.instances.enterMaintenance(created.id, 'window'));
  await bench.untilMaintenance(created.id);
  const folder = join(bench.home, 'repository');
  for (const name of ['.git', 'src']) mkdirSync(join(folder, name), { recursive: true });
  for (const name of ['.git/HEAD', 'src/main.ts', 'package.json']) writeFileSync(join(folder, name), name);
  for (const name of ['pb_data', 'pb_hooks', 'pb_migrations', 'pb_public']) {
    orThrow(await bench.runJob('copy-tree', { from: created.folder, to: folder, names: [name] }));
  }
  const id = orThrow(
    await openFolder(
      { folder, name: 'shop', port: 8190, version: VERSION },
      bench.opening,
      (instanceId, to, tryFirst) => bench.operating.changeVersion(instanceId, to, tryFirst),
    ),
  );
  instance = await bench.untilRunning(id);
});
afterEach(async () => {
  await bench.dispose();
  for (const folder of cleanUp.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const inFolder = (...names: readonly string[]): string => join(instance.folder, ...names);
const deleteIt = (everything?: boolean) =>
  endOf(bench.operating.deleteInstance(instance.id, { name: 'shop', backUpFirst: true, everything }));
const moveTo = (folder: string, everything?: boolean) => endOf(bench.operating.move(instance.id, folder, everything));

function expectProject(folder: string): void {
  for (const name of ['.git/HEAD', 'src/main.ts', 'package.json']) {
    expect(readFileSync(join(folder, name), 'utf8')).toBe(name);
  }
}

test('what is its own and what is not is told before', async () => {
  await bench.list.copiesSettled();
  expect(orThrow(await bench.operating.lookIntoFolder(instance.id))).toEqual({
    own: ['basekeeper.json', 'pb_data', 'pb_hooks', 'pb_migrations', 'pb_public'],
    others: OF_THE_PROJECT,
  });
});

describe('a deletion', () => {
  test('puts what is its own into the trash, as one thing, and nothing else', async () => {
    const deleted = orThrow(await deleteIt());
    expect(deleted).toContain(
      `The instance’s files are in the trash, as shop-${instance.id}; everything else is still in ${instance.folder}.`,
    );
    expectProject(instance.folder);
    await bench.list.copiesSettled();
    expect(readdirSync(instance.folder).sort()).toEqual(OF_THE_PROJECT);
    const [thrown = '', ...more] = readdirSync(join(bench.home, 'trash'));
    expect(more).toEqual([]);
    expect(existsSync(join(bench.home, 'trash', thrown, 'pb_data/data.db'))).toBe(true);
    expect(readdirSync(join(bench.home, 'backups', instance.id))).toHaveLength(1);
    expect(bench.store.snapshot().state.instances.map(({ name }) => name)).toEqual(['made']);
    expect(bench.journal.load()).toEqual([]);
  });

  test('takes everything where that is wanted', async () => {
    expect(orThrow(await deleteIt(true))).toContain(`${instance.folder} is in the trash.`);
    expect(existsSync(instance.folder)).toBe(false);
    expectProject(join(bench.home, 'trash/repository'));
  });

  test('that finds no trash changes nothing', async () => {
    trash = () => Promise.reject(new Error('There is no trash on this drive'));
    const before = readdirSync(instance.folder).filter((name) => !name.startsWith('basekeeper.json'));
    expect(textOf(await deleteIt())).toContain('There is no trash on this drive');
    const after = readdirSync(instance.folder).filter((name) => !name.startsWith('basekeeper.json'));
    expect(after).toEqual(before);
    await bench.untilRunning(instance.id);
    expect(await login(8190)).toBe(200);
  });

  test('leaves backups that are kept in the project there', async () => {
    const backups = { ...NO_BACKUP_OPTIONS, folder: inFolder('backups') };
    orThrow(bench.instances.change(instance.id, { backups }));
    mkdirSync(inFolder('backups'));
    orThrow(await deleteIt());
    expect(readdirSync(inFolder('backups'))).toHaveLength(1);
  });
});

const OTHER_DRIVE = '/dev/shm';
const hasOtherDrive = existsSync(OTHER_DRIVE) && statSync(OTHER_DRIVE).dev !== statSync('.').dev;

describe('a move', () => {
  async function expectMoved(target: string): Promise<void> {
    const moved = await moveTo(target);
    expect(textOf(moved)).toBe('no error');
    expect(orThrow(moved)).toBe(`Moved to ${target}. Everything else is still in ${instance.folder}.`);
    await bench.untilRunning(instance.id);
    expect(await login(8190)).toBe(200);
    await bench.list.copiesSettled();
    expect(readdirSync(target).sort()).toEqual([
      'basekeeper.json',
      'pb_data',
      'pb_hooks',
      'pb_migrations',
      'pb_public',
    ]);
    expectProject(instance.folder);
    expect(readdirSync(instance.folder).sort()).toEqual(OF_THE_PROJECT);
    expect(bench.now(instance.id).folder).toBe(target);
    expect(bench.journal.load()).toEqual([]);
  }

  test('takes what is its own, and nothing else', () => expectMoved(join(bench.home, 'another/place')));

  test.skipIf(!hasOtherDrive)('to another drive does the same', async () => {
    const elsewhere = mkdtempSync(join(OTHER_DRIVE, 'basekeeper-'));
    cleanUp.push(elsewhere);
    await expectMoved(join(elsewhere, 'shop'));
  });

  test('takes everything where that is wanted', async () => {
    const target = join(bench.home, 'another');
    expect(orThrow(await moveTo(target, true))).toBe(`Moved to ${target}.`);
    expectProject(target);
    expect(existsSync(instance.folder)).toBe(false);
  });

  test('of uploads behind a link that would lead elsewhere then is refused before anything stops', async () => {
    orThrow(bench.instances.enterMaintenance(instance.id, 'window'));
    await bench.untilMaintenance(instance.id);
    mkdirSync(join(bench.home, 'large'));
    rmSync(inFolder('pb_data/storage'), { recursive: true, force: true });
    symlinkSync('../../large', inFolder('pb_data/storage'));
    expect(textOf(await bench.operating.move(instance.id, join(bench.home, 'one/two/three')))).toBe(
      `${inFolder('pb_data/storage')} is a link to ../../large, which leads elsewhere from another folder. Make it a link to an absolute path first. Nothing was changed.`,
    );
    expect(existsSync(join(bench.home, 'one'))).toBe(false);
  });
});

test('a clone takes what is its own, and nothing else', async () => {
  orThrow(await endOf(bench.operating.clone(instance.id, { name: 'copy', withData: true })));
  const clone = bench.store.snapshot().state.instances.find(({ name }) => name === 'copy');
  await bench.list.copiesSettled();
  expect(readdirSync(clone?.folder ?? '').sort()).toEqual([
    'basekeeper.json',
    'pb_data',
    'pb_hooks',
    'pb_migrations',
    'pb_public',
  ]);
});
