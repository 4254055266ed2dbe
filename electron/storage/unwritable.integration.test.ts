/** F57: settings that cannot be written. Everything is still known, it is said, and written as soon as that works. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Result } from '../../shared/result';
import { CAN_MOUNT, mountSmallDrive, type SmallDrive } from '../testing/small-drive';
import { createStorageBench, IN_MAINTENANCE, listOf, type StorageBench } from '../testing/storage-bench';
import { manifestPath } from './instance-manifest';
import { recordOnDisk } from './instance-record';

let bench: StorageBench;
const drives: SmallDrive[] = [];
beforeEach(() => {
  bench = createStorageBench();
});
afterEach(async () => {
  for (const drive of drives.splice(0)) {
    drive.setReadOnly(false);
    drive.unmount();
  }
  await bench.dispose();
});

const mount = (folder: string): SmallDrive => {
  const drive = mountSmallDrive(folder);
  drives.push(drive);
  return drive;
};
const problemOf = (outcome: Result<undefined>): string =>
  outcome.ok ? 'none' : outcome.error.code === 'state-not-saved' ? outcome.error.detail : outcome.error.code;
const NOT_WRITABLE = 'list-not-writable';

describe.skipIf(!CAN_MOUNT)('F57: on a full drive', () => {
  test('it is known before a start, and neither list nor wish is lost', async () => {
    const drive = mount(bench.settings);
    const blog = bench.record('blog');
    await bench.begin(blog);
    const list = bench.open();
    expect(list.checkWritable()).toEqual({ ok: true, value: undefined });
    const before = readFileSync(bench.listFile);

    drive.fill();
    expect(problemOf(list.checkWritable())).toBe('the drive is full');
    expect(problemOf(list.save({ ...blog, muted: true }))).toBe('the drive is full');
    expect(list.load()).toEqual([blog]);
    // A stop is followed, and kept in memory.
    const stopped = { ...blog, intent: IN_MAINTENANCE };
    expect(problemOf(list.save(stopped, true))).toBe('the drive is full');
    expect(list.load()).toEqual([stopped]);
    expect(readFileSync(bench.listFile).equals(before)).toBe(true);
    await expect.poll(() => bench.settingsFiles('.tmp-')).toEqual([]);

    drive.makeRoom();
    expect(list.writeUnsaved().ok).toBe(true);
    expect(bench.open().load()).toEqual([stopped]);
    expect(bench.notices).toEqual([]);
  });

  test('a start of the app says so, whether there are instances or not', async () => {
    const drive = mount(bench.settings);
    drive.fill();
    const first = bench.open();
    expect(bench.said(NOT_WRITABLE)).toContain(
      `Basekeeper cannot save anything: ${bench.listFile} cannot be written: the drive is full. Basekeeper starts no instance it could lose track of.`,
    );
    expect(problemOf(first.writeUnsaved())).toBe('the drive is full');
    drive.makeRoom();
    expect(first.writeUnsaved().ok).toBe(true);

    const blog = bench.record('blog');
    await bench.begin(blog);
    drive.fill();
    const list = bench.open();
    expect(list.load()).toEqual([blog]);
    expect(bench.said(NOT_WRITABLE)).toContain('Basekeeper starts no instance it could lose track of.');
    expect(problemOf(list.writeUnsaved())).toBe('the drive is full');
    drive.makeRoom();
    expect(list.writeUnsaved().ok).toBe(true);
  });

  test('the copy of a record is told to be missing, and the list is not held up', async () => {
    const blog = bench.record('blog');
    const drive = mount(blog.folder);
    mkdirSync(join(blog.folder, 'pb_data'));
    drive.fill();
    await bench.begin(blog);
    expect(bench.said(`copy-${blog.id}`)).toContain(`${manifestPath(blog.folder)}: the drive is full.`);
    expect(readdirSync(blog.folder).filter((name) => name.startsWith('basekeeper'))).toEqual([]);
    expect(bench.readList()).toEqual([blog].map(recordOnDisk));
  });
});

describe.skipIf(!CAN_MOUNT)('F57: on a read-only drive', () => {
  test('everything is known, and it is said what cannot be done', async () => {
    const drive = mount(bench.settings);
    const blog = bench.record('blog');
    await bench.begin(blog);
    drive.setReadOnly(true);
    const list = bench.open();
    expect(list.load()).toEqual([blog]);
    expect(bench.notices.map(({ id }) => id)).toEqual([NOT_WRITABLE]);
    expect(bench.said(NOT_WRITABLE)).toContain('cannot be written: the drive is read-only.');
    expect(problemOf(list.checkWritable())).toBe('the drive is read-only');
    expect(problemOf(list.remove(blog.id))).toBe('the drive is read-only');
    expect(list.load()).toEqual([blog]);
    drive.setReadOnly(false);
    expect(list.writeUnsaved().ok).toBe(true);
    expect(bench.open().load()).toEqual([blog]);
  });

  test('a damaged list stays where it is, and is set aside when that becomes possible', async () => {
    const drive = mount(bench.settings);
    const blog = bench.record('blog');
    await bench.begin(blog);
    writeFileSync(bench.listFile, 'damaged');
    drive.setReadOnly(true);
    const list = bench.open();
    expect(list.load()).toEqual([blog]);
    expect(bench.said('list-rebuilt')).toContain(
      'It could not be renamed, and nothing is written over it. Found again',
    );
    expect(list.save({ ...blog, muted: true }).ok).toBe(false);
    expect(readFileSync(bench.listFile, 'utf8')).toBe('damaged');

    drive.setReadOnly(false);
    expect(list.writeUnsaved().ok).toBe(true);
    expect(bench.readList()).toEqual([blog].map(recordOnDisk));
    const [kept = ''] = bench.settingsFiles('.damaged-');
    expect(readFileSync(join(bench.settings, kept), 'utf8')).toBe('damaged');
    expect(bench.said(`set-aside-${bench.listFile}`)).toContain(`It was kept as ${join(bench.settings, kept)}.`);
  });

  test('a list damaged in part is not written over before it was kept', async () => {
    const drive = mount(bench.settings);
    const [blog, crm, shop] = await bench.beginWithThree();
    const text = listOf([{ ...blog, port: 0 }, crm, shop].map(recordOnDisk));
    writeFileSync(bench.listFile, text);
    drive.setReadOnly(true);
    const list = bench.open();
    expect(list.load()).toEqual([crm, shop, blog]);
    expect(readFileSync(bench.listFile, 'utf8')).toBe(text);
    drive.setReadOnly(false);
    expect(list.writeUnsaved().ok).toBe(true);
    expect(bench.readList()).toEqual([crm, shop, blog].map(recordOnDisk));
    const [kept = ''] = bench.settingsFiles('.damaged-');
    expect(readFileSync(join(bench.settings, kept), 'utf8')).toBe(text);
  });

  test('a copy in the folder of an instance is told to be missing', async () => {
    const blog = bench.record('blog');
    const drive = mount(blog.folder);
    mkdirSync(join(blog.folder, 'pb_data'));
    await bench.begin(blog);
    drive.setReadOnly(true);
    const list = bench.open();
    expect(list.save({ ...blog, muted: true }).ok).toBe(true);
    await list.copiesSettled();
    expect(bench.said(`copy-${blog.id}`)).toContain(`${manifestPath(blog.folder)}: the drive is read-only.`);
    bench.dismissAll();
    expect(list.remove(blog.id).ok).toBe(true);
    await list.copiesSettled();
    expect(bench.said(`copy-${blog.id}`)).toContain('A file of “blog” was left behind');
    drive.setReadOnly(false);
    list.writeUnsaved();
    await list.copiesSettled();
    expect(bench.notices).toEqual([]);
    expect(JSON.parse(readFileSync(manifestPath(blog.folder), 'utf8'))).toMatchObject({ offList: true });
  });
});

describe('F57: a settings folder that is not there', () => {
  test('because a file is in its place: instances are known by their copies', async () => {
    const [blog, crm] = await bench.beginWithThree();
    renameSync(bench.settings, `${bench.settings} away`);
    writeFileSync(bench.settings, 'in the way');
    const list = bench.open();
    expect(list.load()).toEqual([blog, crm]);
    expect(bench.said('list-rebuilt')).toContain('The list of instances was missing');
    expect(bench.said(NOT_WRITABLE)).toContain('Basekeeper cannot save anything');
    expect(list.checkWritable().ok).toBe(false);
    expect(readFileSync(bench.settings, 'utf8')).toBe('in the way');
    rmSync(bench.settings);
    expect(list.writeUnsaved().ok).toBe(true);
    expect(bench.readList()).toEqual([blog, crm].map(recordOnDisk));
  });

  test('and is there later, with a list in it: that list is not written over', async () => {
    await bench.beginWithThree();
    const text = readFileSync(bench.listFile, 'utf8');
    renameSync(bench.settings, `${bench.settings} away`);
    writeFileSync(bench.settings, '');
    const list = bench.open();
    rmSync(bench.settings);
    renameSync(`${bench.settings} away`, bench.settings);
    expect(list.writeUnsaved().ok).toBe(true);
    const [kept = ''] = bench.settingsFiles('instances.json.damaged-');
    expect(readFileSync(join(bench.settings, kept), 'utf8')).toBe(text);
    expect(bench.said(`set-aside-${bench.listFile}`)).toContain(`It was kept as ${join(bench.settings, kept)}.`);
  });

  test('and comes back by itself with the next change', async () => {
    const blog = bench.record('blog');
    await bench.begin(blog);
    const list = bench.open();
    rmSync(bench.settings, { recursive: true });
    expect(list.save({ ...blog, muted: true }).ok).toBe(true);
    expect(bench.open().load()).toEqual([{ ...blog, muted: true }]);
  });
});
