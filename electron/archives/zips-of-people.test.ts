/** Zips that people have: by Windows, by macOS, of a whole project, with several places that could be the data. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { archiveProblemWords } from '../../shared/words/archive-words';
import {
  backupEntries,
  createBackupBench,
  GENEROUS_LIMITS,
  manifestOf,
  treeOf,
  type BackupBench,
} from '../testing/backup-bench';
import { zipArchive, type ZipEntry } from '../testing/zip-archive';
import type { ArchiveListing } from './inspect-archive';
import { readArchive } from './read-archive';
import { unpackArchive } from './unpack-archive';

let bench: BackupBench;
beforeEach(() => void (bench = createBackupBench()));
afterEach(() => bench.dispose());

const SQLITE = 'SQLite format 3\0';
const file = (name: string | Buffer, more: Partial<ZipEntry> = {}): ZipEntry => ({ name, content: 'x', ...more });
const database = (name: string, more: Partial<ZipEntry> = {}): ZipEntry => ({ name, content: SQLITE + name, ...more });
const link = (name: string, target: string, more: Partial<ZipEntry> = {}): ZipEntry => ({
  name,
  content: target,
  mode: 0o120777,
  ...more,
});

async function read(entries: readonly ZipEntry[], place: string | null = null): Promise<ArchiveListing | string> {
  const path = bench.write('of-people.zip', zipArchive(entries));
  const listing = await readArchive(path, GENEROUS_LIMITS, { place });
  return listing.ok ? listing.value : archiveProblemWords(listing.error, 'reading').text;
}

async function unpack(entries: readonly ZipEntry[], place: string | null = null): Promise<ArchiveListing> {
  const listing = await read(entries, place);
  if (typeof listing === 'string') throw new Error(listing);
  const parts = listing.parts.map(({ part }) => part);
  const options = { into: bench.into, parts, place, limits: GENEROUS_LIMITS };
  const unpacked = await unpackArchive(join(bench.home, 'of-people.zip'), listing, options);
  if (!unpacked.ok) throw new Error(unpacked.error.kind);
  return listing;
}

const namesIn = (folder = bench.into): readonly string[] => Object.keys(treeOf(folder)).sort();

test.each([
  ['pocketbase', ['data.db', 'auxiliary.db', 'storage/c/r/photo.jpg', 'types.d.ts', 'pb_hooks/x.pb.js']],
  ['pocketbase', ['my data/data.db', 'my data/storage/c/r/photo.jpg', 'my data/pb_hooks/x.pb.js', '__MACOSX/._x']],
  [
    'pockethost',
    ['pb_data/data.db', 'pb_data/logs.db', 'pb_data/storage/c/r/photo.jpg', 'pb_hooks/x.pb.js', 'readme.md'],
  ],
  ['pockethost', ['site/pb_data/data.db', 'site/pb_data/storage/c/r/photo.jpg', 'site/pb_hooks/x.pb.js', '__MACOSX/x']],
])('a zip by %s of %j', async (kind, names) => {
  const listing = await unpack(names.map((name) => database(name)));
  expect(listing).toMatchObject({ kind, manifest: null });
  expect(listing.parts.map(({ part }) => part)).toEqual(['pb_data', 'pb_hooks']);
  expect(readFileSync(join(bench.into, 'pb_data/data.db'), 'utf8')).toContain('data.db');
  expect(namesIn()).toContain('pb_data/storage/c/r/photo.jpg');
  expect(readdirSync(join(bench.into, 'pb_hooks'))).toEqual(['x.pb.js']);
});

test('PowerShell 5.1 writes backslashes between folders', async () => {
  const entries = ['site\\pb_data\\storage\\c\\photo.jpg', 'site\\pb_hooks\\main.pb.js'];
  const listing = await unpack([
    database('site\\pb_data\\data.db', { madeOn: 0 }),
    ...entries.map((name) => file(name, { madeOn: 0 })),
  ]);
  expect(listing).toMatchObject({ kind: 'pockethost', ignored: { count: 0 } });
  expect(namesIn()).toEqual(
    expect.arrayContaining(['pb_data/data.db', 'pb_data/storage/c/photo.jpg', 'pb_hooks/main.pb.js']),
  );
});

test('Finder adds folders of its own and writes UTF-8 without saying so', async () => {
  const listing = await unpack([
    database('blog/pb_data/data.db'),
    file(Buffer.from('blog/pb_data/storage/grüße 🎉.txt'), { flags: 0 }),
    file('blog/.DS_Store'),
    file('blog/pb_data/.DS_Store'),
    file('__MACOSX/blog/pb_data/._data.db'),
  ]);
  expect(namesIn()).toContain('pb_data/storage/grüße 🎉.txt');
  expect(listing.ignored).toEqual({
    count: 3,
    names: ['blog/.DS_Store', 'blog/pb_data/.DS_Store', '__MACOSX/blog/pb_data/._data.db'],
  });
});

test('an old program for Windows writes code page 437', async () => {
  await unpack([database('data.db'), file(Buffer.from([0x63, 0x61, 0x66, 0x82]), { flags: 0, madeOn: 0 })]);
  expect(namesIn()).toContain('pb_data/café');
});

test('a zip of a whole project: its data two folders down, and the rest told by its folders', async () => {
  const modules = Array.from({ length: 30 }, (_, n) => file(`work/shop/node_modules/p${n}/index.js`));
  const listing = await unpack([
    database('work/shop/pb_data/data.db'),
    file('work/shop/pb_data/data.db-shm'),
    file('work/shop/pb_public/index.html'),
    link('work/shop/node_modules/.bin/tool', '/usr/bin/tool'),
    ...modules,
    file('work/shop/src/main.ts'),
    file('work/README.md'),
  ]);
  expect(listing).toMatchObject({ kind: 'pockethost', places: [] });
  expect(listing.ignored).toEqual({
    count: 34,
    // Never a folder of which something is taken.
    names: ['work/shop/pb_data/data.db-shm', 'work/shop/node_modules/', 'work/shop/src/', 'work/README.md'],
  });
  expect(namesIn()).toEqual(['pb_data', 'pb_data/data.db', 'pb_public', 'pb_public/index.html']);
});

test('several places could be the data: the person chooses', async () => {
  const entries = [
    database('shop/pb_data/data.db'),
    database('shop/pb_data/old/data.db'),
    database('blog/pb_data/data.db'),
    file('blog/pb_hooks/main.pb.js'),
    file('notes/data.db', { content: 'no database' }),
  ];
  expect(await read(entries)).toMatchObject({ parts: [], places: ['shop/pb_data', 'blog/pb_data'] });
  const listing = await unpack(entries, 'blog/pb_data');
  expect(listing.parts.map(({ part }) => part)).toEqual(['pb_data', 'pb_hooks']);
  expect(readFileSync(join(bench.into, 'pb_data/data.db'), 'utf8')).toBe(`${SQLITE}blog/pb_data/data.db`);
  expect(await read(entries, 'elsewhere')).toContain('There is no data.db in it');
});

test('a link that stays inside and leads to something is kept', async () => {
  const made = link('pb_public/a/current', '../b/index.html');
  await unpack([database('pb_data/data.db'), file('pb_public/b/index.html'), made]);
  expect(readlinkSync(join(bench.into, 'pb_public/a/current'))).toBe('../b/index.html');
});

test.each([
  ['to nothing', 'missing'],
  ['out of its part', '../../pb_data/data.db'],
  ['out by a folder that could be a link', 'b/../../../x'],
  ['to an absolute path', '/etc/passwd'],
])('a link %s in a part refuses the zip', async (_name, target) => {
  const entries = [database('pb_data/data.db'), file('pb_public/b/index.html'), link('pb_public/a/x', target)];
  expect(await read(entries)).toContain(
    '“pb_public/a/x” is a link, and only those to something in the same folder are kept.',
  );
});

test('PocketBase packs the file that a link leads to, and gets it back as that file', async () => {
  await unpack([database('data.db'), link('storage/x', 'the content', { deflate: true, descriptor: 'true' })]);
  expect(readFileSync(join(bench.into, 'pb_data/storage/x'), 'utf8')).toBe('the content');
});

test('a name that is no text, as PocketBase writes it, comes back byte for byte', async () => {
  const name = Buffer.concat([Buffer.from('storage/caf'), Buffer.from([0xe9, 0xff])]);
  await unpack([database('data.db'), file(name, { flags: 0 })]);
  const names = readdirSync(join(bench.into, 'pb_data/storage'), { encoding: 'buffer' });
  expect(names).toEqual([name.subarray('storage/'.length)]);
});

const FILES = { 'pb_data/data.db': SQLITE, 'pb_public/index.html': 'x' };

test('a backup of format 1 is read as before', async () => {
  const { folders: _1, links: _2, leftOut: _3, ...one } = manifestOf(FILES);
  const listing = await unpack(backupEntries(FILES, { ...one, formatVersion: 1 }));
  expect(listing).toMatchObject({ kind: 'basekeeper', manifest: { formatVersion: 1 } });
  expect(treeOf(bench.into)['pb_public/index.html']).toMatch(/ 600$/);
});

test.each<readonly [string, string, string]>([
  ['that leaves', '../../x', '“pb_public/l” is a link'],
  ['to an absolute path', '/etc/passwd', '“pb_public/l” is a link'],
  ['that leads elsewhere than the manifest says', 'other', 'its SHA-256 is another'],
])('one of ours with a link %s is refused', async (_name, target, sentence) => {
  const listed = target === 'other' ? 'index.html' : target;
  const manifest = { ...manifestOf(FILES), links: [{ path: 'pb_public/l', target: listed }] };
  const path = bench.write('x.zip', zipArchive([...backupEntries(FILES, manifest), link('pb_public/l', target)]));
  const listing = await readArchive(path, GENEROUS_LIMITS);
  const parts = ['pb_data', 'pb_public'] as const;
  const unpacked = listing.ok
    ? await unpackArchive(path, listing.value, { into: bench.into, parts, limits: GENEROUS_LIMITS })
    : listing;
  expect(unpacked.ok ? 'unpacked' : archiveProblemWords(unpacked.error, 'unpacking').text).toContain(sentence);
  expect(readdirSync(bench.into)).toEqual([]);
});

test('one of ours that takes more room than its manifest says is stopped there', async () => {
  const content = Buffer.alloc(1024 ** 2, 'x');
  const files = { ...FILES, 'pb_data/storage/big': content };
  const manifest = manifestOf(files);
  const lying = manifest.files.map((one) => (one.sizeBytes === content.length ? { ...one, denseBytes: 65536 } : one));
  const path = bench.write('x.zip', zipArchive(backupEntries(files, { ...manifest, files: lying })));
  const listing = await readArchive(path, GENEROUS_LIMITS);
  if (!listing.ok) throw new Error(listing.error.kind);
  const options = { into: bench.into, parts: ['pb_data'] as const, limits: GENEROUS_LIMITS };
  expect(await unpackArchive(path, listing.value, options)).toMatchObject({
    ok: false,
    error: { kind: 'wrong-size', entry: 'pb_data/storage/big', statedBytes: 65536 },
  });
  expect(readdirSync(bench.into)).toEqual([]);
});
