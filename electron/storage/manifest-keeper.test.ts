/** The second copy of an instance's record, in the instance's own folder. */
import {
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createStorageBench, type StorageBench } from '../testing/storage-bench';
import type { InstanceListFile } from './instance-list';
import { manifestPath } from './instance-manifest';
import { recordOnDisk, type SavedInstance } from './instance-record';

let bench: StorageBench;
let blog: SavedInstance;
let path: string;
beforeEach(async () => {
  bench = createStorageBench();
  blog = bench.record('blog');
  path = manifestPath(blog.folder);
  await bench.begin(blog);
});
afterEach(() => bench.dispose());

const stopped = (): SavedInstance => ({ ...blog, intent: { shouldRun: false, maintenance: null } });
const opened = async (): Promise<InstanceListFile> => {
  const list = bench.open();
  await list.copiesSettled();
  return list;
};
const filesOf = (folder: string): readonly string[] => readdirSync(folder).sort();

describe('the copy', () => {
  test('follows each change and is readable by this user only', async () => {
    expect(bench.readManifest(blog.folder)).toEqual({ schemaVersion: 1, instance: recordOnDisk(blog) });
    const list = await opened();
    for (let port = 9000; port < 9050; port += 1) list.save({ ...blog, port });
    list.save(stopped());
    await list.copiesSettled();
    expect(bench.readManifest(blog.folder)).toEqual({ schemaVersion: 1, instance: recordOnDisk(stopped()) });
    expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
    expect(filesOf(blog.folder)).toEqual(['basekeeper.json', 'pb_data']);
  });

  test('is made for an instance that has none, and not written when nothing changed', async () => {
    rmSync(path);
    await opened();
    expect(bench.readManifest(blog.folder)).toEqual({ schemaVersion: 1, instance: recordOnDisk(blog) });
    const { ino } = statSync(path);
    await opened();
    expect(statSync(path).ino).toBe(ino);
  });

  test('does not follow a change that was refused', async () => {
    const list = await opened();
    rmSync(bench.settings, { recursive: true });
    writeFileSync(bench.settings, 'in the way');
    expect(list.save(stopped()).ok).toBe(false);
    await list.copiesSettled();
    expect(bench.readManifest(blog.folder)).toMatchObject({ instance: recordOnDisk(blog) });
    // A stop is followed although the list cannot be written.
    expect(list.save(stopped(), true).ok).toBe(false);
    await list.copiesSettled();
    expect(bench.readManifest(blog.folder)).toMatchObject({ instance: recordOnDisk(stopped()) });
  });

  test('G15: what a kill left beside it is swept, and nothing else', async () => {
    const left = ['basekeeper.json.tmp-0123456789abcdef', 'basekeeper.json.tmp-fedcba9876543210'];
    const mine = ['basekeeper.json.tmp-mine', 'other.json.tmp-0123456789abcdef'];
    for (const name of [...left, ...mine]) writeFileSync(join(blog.folder, name), 'x');
    await opened();
    expect(filesOf(blog.folder)).toEqual(['basekeeper.json', ...mine, 'pb_data'].sort());
  });
});

describe('a copy that cannot be written is told once, and does not hold anything up', () => {
  const TOLD = `copy-${'blog'.padEnd(15, '0')}`;

  test('because the folder is gone, which is not made anew', async () => {
    renameSync(blog.folder, `${blog.folder} away`);
    const list = await opened();
    const told = `The second copy of “blog” could not be written: ${path}: the folder is not there.`;
    expect(bench.said(TOLD)).toContain(told);
    expect(filesOf(bench.instances)).toEqual([`${blog.id} away`]);

    // Dismissed, it stays away as long as nothing has become better.
    bench.dismissAll();
    expect(list.save(stopped()).ok).toBe(true);
    expect(list.writeUnsaved().ok).toBe(true);
    await list.copiesSettled();
    expect(bench.notices).toEqual([]);

    renameSync(`${blog.folder} away`, blog.folder);
    list.writeUnsaved();
    await list.copiesSettled();
    expect(bench.readManifest(blog.folder)).toMatchObject({ instance: recordOnDisk(stopped()) });
    renameSync(blog.folder, `${blog.folder} away`);
    list.save(blog);
    await list.copiesSettled();
    expect(bench.said(TOLD)).toContain(told);
    renameSync(`${blog.folder} away`, blog.folder);
    list.writeUnsaved();
    await list.copiesSettled();
    expect(bench.notices).toEqual([]);
  });

  test.each([
    ['a folder', () => mkdirSync(path, { recursive: true })],
    ['a link', (): void => symlinkSync(join(bench.home, 'settings', 'instances.json'), path)],
  ])('because %s has its name, which stays', async (_what, putInTheWay) => {
    rmSync(path);
    putInTheWay();
    const before = readFileSync(bench.listFile, 'utf8');
    await opened();
    expect(bench.said(TOLD)).toContain(`${path}: it is not a file. “blog” is not affected`);
    expect(readFileSync(bench.listFile, 'utf8')).toBe(before);
    expect(filesOf(blog.folder)).toEqual(['basekeeper.json', 'pb_data']);
  });

  test('because it is the copy of another instance, which is not written over', async () => {
    const other = bench.record('shop');
    bench.writeManifest(other, blog.folder);
    const list = await opened();
    const said = `The folder of “blog” names another instance: ${path} is the second copy of “shop” and was not written over.`;
    expect(bench.said(TOLD)).toContain(said);
    list.save(stopped());
    await list.copiesSettled();
    expect(bench.readManifest(blog.folder)).toMatchObject({ instance: recordOnDisk(other) });

    rmSync(path);
    list.writeUnsaved();
    await list.copiesSettled();
    expect(bench.readManifest(blog.folder)).toMatchObject({ instance: recordOnDisk(stopped()) });
    expect(bench.notices).toEqual([]);
  });

  test('because it is of another instance and from a newer version', async () => {
    const text = JSON.stringify({ schemaVersion: 2, instance: { id: 'shop', other: true } });
    writeFileSync(path, text);
    const list = await opened();
    expect(bench.said(TOLD)).toContain('is the second copy of “shop” and was not written over');
    list.remove(blog.id);
    await list.copiesSettled();
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
});

test.each([
  ['damaged', '{"schemaVersion":1', 'it is cut short or damaged', '.damaged-'],
  [
    'from a newer version',
    `{"schemaVersion":2,"instance":{"id":"${'blog'.padEnd(15, '0')}"}}`,
    'it is from a newer version of Basekeeper',
    '.newer-',
  ],
])('a copy that is %s is set aside, said, and written anew', async (_what, text, problem, sort) => {
  writeFileSync(path, text);
  await opened();
  expect(bench.readManifest(blog.folder)).toEqual({ schemaVersion: 1, instance: recordOnDisk(blog) });
  const [kept = ''] = filesOf(blog.folder).filter((name) => name.includes(sort));
  expect(readFileSync(join(blog.folder, kept), 'utf8')).toBe(text);
  expect(bench.said(`copy-replaced-${blog.id}`)).toContain(
    `The second copy of “blog” could not be read: ${path} cannot be used: ${problem}. It was kept as ${join(blog.folder, kept)}.`,
  );
});
