/** What is kept in the list of instances, entry by entry. */
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SETTINGS } from '../../shared/settings';
import { createStorageBench, IN_MAINTENANCE, listOf, type StorageBench } from '../testing/storage-bench';
import { manifestPath } from './instance-manifest';
import { recordOnDisk, type SavedInstance } from './instance-record';

let bench: StorageBench;
beforeEach(() => {
  bench = createStorageBench();
});
afterEach(() => bench.dispose());

const REBUILT = 'list-rebuilt';

describe('what was saved', () => {
  test('is there again, readable by this user only', async () => {
    const [blog, crm] = await bench.beginWithThree();
    const list = bench.open();
    expect(list.save({ ...blog, intent: IN_MAINTENANCE })).toEqual({ ok: true, value: undefined });
    expect(list.remove(bench.record('shop').id).ok).toBe(true);
    expect(bench.open().load()).toEqual([{ ...blog, intent: IN_MAINTENANCE }, crm]);
    expect(bench.notices).toEqual([]);
    for (const file of ['instances.json', 'folders.json']) {
      expect((statSync(join(bench.settings, file)).mode & 0o777).toString(8)).toBe('600');
    }
  });

  test('keeps the order a person gave it, with what is not named at the end', async () => {
    const [blog, crm, shop] = await bench.beginWithThree();
    expect(bench.open().order([shop.id, 'gone', blog.id]).ok).toBe(true);
    expect(
      bench
        .open()
        .load()
        .map(({ id }) => id),
    ).toEqual([shop.id, blog.id, crm.id]);
  });

  test('does not contain the state of a process', async () => {
    const blog = bench.record('blog');
    await bench.begin({ ...blog, state: { kind: 'stopped' }, incidents: [] } as never);
    expect(readFileSync(bench.listFile, 'utf8')).not.toMatch(/state"|incidents/);
    expect(JSON.stringify(bench.readManifest(blog.folder))).not.toMatch(/state"|incidents/);
  });

  test('has the default of a field that an older version did not write', async () => {
    const blog = bench.record('blog');
    await bench.begin(blog);
    const isSetting = (field: string): boolean => field in SETTINGS;
    const older = Object.fromEntries(Object.entries(recordOnDisk(blog)).filter(([field]) => !isSetting(field)));
    writeFileSync(bench.listFile, listOf([older]));
    expect(bench.open().load()).toEqual([blog]);
    expect(bench.notices).toEqual([]);

    writeFileSync(manifestPath(blog.folder), JSON.stringify({ schemaVersion: 1, instance: older }));
    rmSync(bench.listFile);
    expect(bench.open().load()).toEqual([blog]);
  });

  test('keeps a reason for maintenance that only a newer version knows', async () => {
    const maintenance = { reason: 'moon-phase', since: '2026-01-01T00:00:00.000Z', setBy: 'robot', incidentId: null };
    const newer = { ...bench.record('blog'), intent: { shouldRun: true, maintenance } };
    await bench.begin(newer as unknown as SavedInstance);
    const list = bench.open();
    expect(bench.notices).toEqual([]);
    expect(list.load()).toEqual([newer]);
    expect(list.save({ ...(newer as unknown as SavedInstance), muted: true }).ok).toBe(true);
    expect(bench.readList()).toEqual([{ ...recordOnDisk(newer as unknown as SavedInstance), muted: true }]);
    writeFileSync(bench.listFile, '');
    await list.copiesSettled();
    expect(bench.open().load()[0]?.intent.maintenance).toEqual(maintenance);
  });

  test('F59: comes back as it is, however wrong the clock was', async () => {
    const early = bench.record('early', { createdAt: '1970-01-01T00:00:00.000Z' });
    const late = bench.record('late', { createdAt: '2199-01-01T00:00:00.000Z', intent: IN_MAINTENANCE });
    await bench.begin(late, early);
    expect(bench.open().load()).toEqual([late, early]);
    // Of two copies the one at home counts, not the one that looks newer.
    bench.writeManifest(
      { ...late, createdAt: '2299-01-01T00:00:00.000Z', intent: { shouldRun: true, maintenance: null } },
      join(bench.instances, 'copy'),
    );
    writeFileSync(bench.listFile, 'damaged');
    expect(
      bench
        .open()
        .load()
        .find(({ name }) => name === 'late'),
    ).toEqual(late);
  });
});

describe('F56: entries of the list that cannot be used', () => {
  type Spoil = (record: ReturnType<typeof recordOnDisk>) => unknown;
  const spoils: readonly (readonly [string, Spoil])[] = [
    ['a path as id', (record) => ({ ...record, id: '../../../etc' })],
    ['a port out of range', (record) => ({ ...record, port: 99999 })],
    ['no intent', ({ intent: _intent, ...rest }) => rest],
    ['B41: a folder of another system', (record) => ({ ...record, folder: 'C:\\Users\\me\\blog' })],
    ['a relative folder', (record) => ({ ...record, folder: 'blog' })],
    [
      'B35: a prototype',
      (record) => JSON.parse(JSON.stringify(record).replace('{', '{"__proto__":{"a":1},')) as unknown,
    ],
    [
      'B35: a prototype further in',
      (record) => JSON.parse(JSON.stringify(record).replace('"run"', '"constructor":{},"run"')) as unknown,
    ],
    ['nothing', () => null],
    ['text', () => 'blog'],
  ];
  test.each(spoils)('%s: the others stay, it comes from its copy', async (_what, spoil) => {
    const [blog, crm, shop] = await bench.beginWithThree();
    // The copy may not be what the list said last; the good entries are not taken from theirs.
    const text = listOf([spoil(recordOnDisk(blog)), { ...recordOnDisk(crm), name: 'renamed' }, recordOnDisk(shop)]);
    writeFileSync(bench.listFile, text);
    const list = bench.open();
    const expected = [{ ...crm, name: 'renamed' }, shop, blog];
    expect(list.load()).toEqual(expected);
    expect(bench.readList()).toEqual(expected.map(recordOnDisk));
    const [kept = ''] = bench.settingsFiles('.damaged-');
    expect(readFileSync(join(bench.settings, kept), 'utf8')).toBe(text);
    const said = bench.said(REBUILT);
    expect(said).toContain('A part of the list of instances could not be read');
    expect(said).toContain('Found again from the copies in their folders: “blog”.');
    expect(said).not.toContain('Not found again');
    expect(bench.notices).toHaveLength(1);
  });

  test('what is found nowhere is named, and what its entry said is kept', async () => {
    const [blog, crm, shop] = await bench.beginWithThree();
    rmSync(blog.folder, { recursive: true });
    writeFileSync(bench.listFile, listOf([{ ...recordOnDisk(blog), port: 0 }, null, ...[crm, shop].map(recordOnDisk)]));
    expect(bench.open().load()).toEqual([crm, shop]);
    const said = bench.said(REBUILT);
    expect(said).toContain('No instance was found again. Not found again: “blog”, “an entry without a name”.');
    expect(said).toContain(`No usable basekeeper.json in ${blog.folder} (it is not there).`);
    expect(bench.settingsFiles('.damaged-')).toHaveLength(1);
    bench.open();
    expect(bench.notices).toEqual([]);
  });

  test('one id twice: the entry whose folder says so is taken', async () => {
    const [blog, crm, shop] = await bench.beginWithThree();
    const stranger = { ...blog, folder: join(bench.home, 'elsewhere'), name: 'stranger' };
    writeFileSync(bench.listFile, listOf([stranger, blog, crm, shop].map(recordOnDisk)));
    expect(bench.open().load()).toEqual([crm, shop, blog]);
    expect(bench.said(REBUILT)).toContain('“instances” in it names one of them twice');
  });

  test('one folder twice: the entry whose copy is in it is taken', async () => {
    const [blog, crm, shop] = await bench.beginWithThree();
    writeFileSync(
      bench.listFile,
      listOf([{ ...blog, id: 'x'.repeat(15), name: 'stranger' }, blog, crm, shop].map(recordOnDisk)),
    );
    expect(bench.open().load()).toEqual([crm, shop, blog]);
  });

  test('one id twice and no copy anywhere: the first is kept', async () => {
    const [blog, crm, shop] = await bench.beginWithThree();
    rmSync(manifestPath(blog.folder));
    writeFileSync(bench.listFile, listOf([blog, { ...blog, name: 'second' }, crm, shop].map(recordOnDisk)));
    expect(bench.open().load()).toEqual([crm, shop, blog]);
    expect(bench.said(REBUILT)).not.toContain('No usable');
  });

  test('a second crash between the copy of the list and its new one loses nothing', async () => {
    const [blog, crm, shop] = await bench.beginWithThree();
    // Shop has no copy of its own: only the list knows it.
    rmSync(manifestPath(shop.folder));
    writeFileSync(bench.listFile, listOf([{ ...blog, port: 0 }, crm, shop].map(recordOnDisk)));
    cpSync(bench.listFile, `${bench.listFile}.damaged-before`);
    expect(bench.open().load()).toEqual([crm, shop, blog]);
  });
});

describe('where instances are', () => {
  const folders = (): unknown =>
    (JSON.parse(readFileSync(join(bench.settings, 'folders.json'), 'utf8')) as { folders: unknown }).folders;

  test('is noted when one is added, and forgotten when it is removed', async () => {
    const records = await bench.beginWithThree();
    expect(folders()).toEqual(records.map(({ folder }) => folder));
    const list = bench.open();
    const { id, folder } = records[2];
    expect(list.remove(id).ok).toBe(true);
    expect(folders()).toEqual(records.slice(0, 2).map((record) => record.folder));
    await list.copiesSettled();
    // It stays the same instance, should a person open the folder again.
    expect(bench.readManifest(folder)).toEqual({ schemaVersion: 1, offList: true, instance: recordOnDisk(records[2]) });
    expect(statSync(join(folder, 'pb_data')).isDirectory()).toBe(true);

    writeFileSync(bench.listFile, '');
    expect(bench.open().load()).toEqual(records.slice(0, 2));
  });

  test('one that was taken off the list does not come back with a lost list, wherever it lies', async () => {
    const [blog, ...others] = await bench.beginWithThree();
    const list = bench.open();
    expect(list.remove(blog.id).ok).toBe(true);
    await list.copiesSettled();
    rmSync(bench.listFile);
    rmSync(join(bench.settings, 'folders.json'));
    const again = bench.open();
    expect(again.load().map(({ name }) => name)).not.toContain('blog');
    expect(bench.said('list-rebuilt')).not.toContain('blog');

    expect(again.save(blog).ok).toBe(true);
    await again.copiesSettled();
    expect(bench.readManifest(blog.folder)).toEqual({ schemaVersion: 1, instance: recordOnDisk(blog) });
    expect(others).toHaveLength(2);
  });

  test('follows an instance that moves', async () => {
    const [blog] = await bench.beginWithThree();
    const folder = join(bench.home, 'new home');
    renameSync(blog.folder, folder);
    const list = bench.open();
    expect(list.save({ ...blog, folder }).ok).toBe(true);
    expect(folders()).not.toContain(blog.folder);
    expect(folders()).toContain(folder);
  });

  test.each([
    ['damaged', '{'],
    ['gone', null],
    ['naming places that are none', '{"schemaVersion":1,"folders":["../x"]}'],
  ])('is written anew from the list when it is %s', async (what, content) => {
    const records = await bench.beginWithThree();
    const path = join(bench.settings, 'folders.json');
    if (content === null) rmSync(path);
    else writeFileSync(path, content);
    expect(bench.open().load()).toEqual(records);
    expect(folders()).toEqual(records.map(({ folder }) => folder));
    const said = bench.said(`set-aside-${path}`);
    if (what === 'gone') expect(said).toBe('nothing');
    else expect(said).toContain(`${path} cannot be used`);
  });

  test('cannot be noted: it is said once, and made up for', async () => {
    const [blog] = await bench.beginWithThree();
    const path = join(bench.settings, 'folders.json');
    const list = bench.open();
    rmSync(path);
    mkdirSync(path);
    const more = bench.record('more');
    mkdirSync(more.folder);
    expect(list.save(more).ok).toBe(true);
    expect(bench.said('folders-not-noted')).toContain(`Where your instances are could not be noted: ${path}`);
    expect(list.load()).toHaveLength(4);
    rmSync(path, { recursive: true });
    expect(list.writeUnsaved().ok).toBe(true);
    expect(bench.said('folders-not-noted')).toBe('nothing');
    expect(folders()).toContain(more.folder);
    expect(folders()).toContain(blog.folder);
  });
});
