/** Zips that are no backup or break their own promises, and what is refused on our own side (B30 to B32). */
import { readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { archiveProblemWords } from '../../shared/words/archive-words';
import {
  backupEntries,
  createBackupBench,
  GENEROUS_LIMITS,
  manifestOf,
  treeOf,
  type BackupBench,
} from '../testing/backup-bench';
import { DATABASE, FINE, named, tryToUse, type Outcome } from '../testing/hostile-archives';
import { zipArchive, type ZipEntry } from '../testing/zip-archive';
import type { ArchiveLimits } from './limits';
import { readArchive } from './read-archive';
import { unpackArchive } from './unpack-archive';

let bench: BackupBench;
beforeEach(() => void (bench = createBackupBench()));
afterEach(() => bench.dispose());
const tryIt = (bytes: Buffer, limits?: ArchiveLimits): Promise<Outcome> => tryToUse(bench, bytes, limits);

describe('B30, B31: what has to be in a backup, and what is left out', () => {
  test.each<readonly [string, readonly ZipEntry[]]>([
    ['no database', [{ name: 'notes.txt', content: 'x' }]],
    ['a folder called data.db', [{ name: 'data.db/', content: '' }]],
    ['one that only macOS put there', [{ name: '__MACOSX/data.db', content: 'SQLite format 3\0' }]],
  ])('%s', async (_name, entries) => {
    expect((await tryIt(zipArchive(entries))).sentence).toContain(
      'There is no data.db in it, so it is no backup of a PocketBase instance.',
    );
  });

  const web = '<!doctype html><title>Sign in</title>'.repeat(20);
  test.each<readonly [string, readonly ZipEntry[]]>([
    ['data.db', [{ name: 'data.db', content: 'x' }]],
    ['data.db', [{ name: 'data.db', content: '' }]],
    ['data.db', [{ name: 'data.db', content: 'SQLite format 3' }]],
    ['data.db', [{ name: 'data.db', content: web, deflate: true }]],
    // It would grow a thousandfold; only its beginning is looked at.
    ['data.db', [{ name: 'data.db', content: Buffer.alloc(4_000_000), deflate: true }]],
    ['pb_data/data.db', [{ name: 'pb_data/data.db', content: web }]],
    ['blog/pb_data/data.db', [{ name: 'blog/pb_data/data.db', content: web }]],
    ['a/b/pb_data/data.db', [{ name: 'a/b/pb_data/data.db', content: 'x' }]],
    ['pb_data/data.db', backupEntries({ 'pb_data/data.db': web })],
  ])('a data.db that is no database is found before anything waits for it (%s, %#)', async (name, entries) => {
    const outcome = await tryIt(zipArchive(entries));
    expect(outcome.sentence).toContain(
      `“${name}” in it is not an SQLite database, so it is no backup of a PocketBase instance.`,
    );
    expect(outcome.step).toBe('reading');
  });

  test('a database that is packed is known by its beginning', async () => {
    const content = `SQLite format 3\0${'rows '.repeat(20_000)}`;
    expect((await tryIt(zipArchive([{ name: 'data.db', content, deflate: true }]))).step).toBe('done');
  });

  test('is left out and told', async () => {
    const left = ['backups/old.zip', '.pb_temp_to_delete/x', '.notify', '.autocert_cache/x', 'data.db-shm'];
    const more = ['__MACOSX/._x', 'storage/.DS_Store'];
    const kept = [
      DATABASE,
      { name: 'data.db-wal', content: 'w' },
      { name: 'storage/backups/x', content: 'x' },
      { name: 'lost+found/x', content: 'x' },
      { name: 'notes-shm', content: 'of a person' },
    ];
    const bytes = zipArchive([...kept, ...[...left, ...more].map((name) => ({ name, content: '' }))]);
    const path = bench.write('left.zip', bytes);
    const listing = await readArchive(path, GENEROUS_LIMITS);
    expect(listing).toMatchObject({ ok: true, value: { ignored: { count: 7, names: [...left, ...more] } } });
    await tryIt(bytes);
    expect(Object.keys(treeOf(bench.into)).sort()).toEqual(
      [
        '',
        '/data.db',
        '/data.db-wal',
        '/lost+found',
        '/lost+found/x',
        '/notes-shm',
        '/storage',
        '/storage/backups',
        '/storage/backups/x',
      ].map((p) => `pb_data${p}`),
    );
  });
});

describe('B32: space', () => {
  test('more than may be used', async () => {
    const outcome = await tryIt(FINE, { ...GENEROUS_LIMITS, spaceBytes: 100 });
    expect(outcome.sentence).toBe(
      'Unpacked it needs 525 bytes, and 100 bytes may be used on this drive. Nothing was unpacked and nothing was changed. Free some space, then try again.',
    );
  });

  test('more than any backup has', async () => {
    const outcome = await tryIt(FINE, { ...GENEROUS_LIMITS, unpackedBytes: 200 });
    expect(outcome.sentence).toContain('Unpacked it would have 525 bytes where 200 bytes are allowed.');
  });
});

describe('a manifest of our own format that promises something else', () => {
  const ROWS = 'SQLite format 3\0 and rows';
  const FILES = { 'pb_data/data.db': ROWS, 'pb_hooks/main.pb.js': '// hook' };
  const truth = manifestOf(FILES);
  const [database, hook] = truth.files;
  const nested = JSON.stringify(truth).replace('"instance":{', '"instance":{"__proto__":{"name":"x"},');

  test.each<readonly [string, readonly ZipEntry[], string]>([
    ['not JSON', backupEntries(FILES, '{"format":'), 'Its basekeeper-backup.json is damaged.'],
    ['empty', backupEntries(FILES, ''), 'Its basekeeper-backup.json is damaged.'],
    ['null', backupEntries(FILES, 'null'), 'Its basekeeper-backup.json is not what it should be.'],
    [
      'newer',
      backupEntries(FILES, { ...truth, formatVersion: 3 }),
      'made by a newer Basekeeper (format 3; this one knows 2)',
    ],
    ['another format', backupEntries(FILES, { ...truth, format: 'x' }), '“format” must be “basekeeper-backup”'],
    ['__proto__', backupEntries(FILES, nested), 'holds “__proto__”, which Basekeeper never writes'],
    [
      'a label with a line break',
      backupEntries(FILES, { ...truth, label: 'a\nb' }),
      '“label” must not contain line breaks',
    ],
    ['a long label', backupEntries(FILES, { ...truth, label: 'ä'.repeat(600) }), '“label” must have at most 1 kB'],
    [
      'a path that leads elsewhere',
      backupEntries(FILES, { ...truth, files: [{ ...database, path: 'pb_data/../../x' }, hook] }),
      '“files.0.path” must be a file of an instance',
    ],
    [
      'wrong SHA-256',
      backupEntries(FILES, { ...truth, files: [database, { ...hook, sha256: 'a'.repeat(64) }] }),
      '“pb_hooks/main.pb.js” is not the file that was backed up: its SHA-256 is another.',
    ],
    [
      'wrong size',
      backupEntries(FILES, { ...truth, files: [database, { ...hook, sizeBytes: 1 }] }),
      '“pb_hooks/main.pb.js” is larger than the 1 bytes stated for it.',
    ],
    [
      'a file too many',
      backupEntries({ ...FILES, 'pb_data/extra': 'x' }, truth),
      '“pb_data/extra” is in it without being listed in basekeeper-backup.json.',
    ],
    ['a file of no part', [...backupEntries(FILES), { name: 'x', content: 'x' }], '“x” is in it without being listed'],
    [
      'a file too few',
      backupEntries({ 'pb_data/data.db': ROWS }, truth),
      '“pb_hooks/main.pb.js” is listed in basekeeper-backup.json and is not there.',
    ],
    ['not first', [...backupEntries(FILES)].reverse(), 'is not at the beginning, where Basekeeper writes it'],
    ['twice', [...backupEntries(FILES), { name: 'basekeeper-backup.json', content: '{}' }], 'is in it twice'],
    ['no database', backupEntries({ 'pb_hooks/x.pb.js': 'x' }), 'There is no data.db in it'],
    ['a huge one', backupEntries(FILES, 'x'.repeat(5_000_000)), 'has 5.0 MB where 4.2 MB are allowed'],
    [
      'one that is a bomb',
      [{ name: 'basekeeper-backup.json', content: Buffer.alloc(50_000_000), deflate: true }],
      '“basekeeper-backup.json” would grow from',
    ],
  ])('%s', async (_name, entries, sentence) => {
    const { sentence: said } = await tryIt(zipArchive(entries));
    expect(said).toContain(sentence);
  });

  test('without one, it is a backup of another kind, in which nothing is promised', async () => {
    const path = bench.write('x.zip', zipArchive(backupEntries(FILES).slice(1)));
    expect(await readArchive(path, GENEROUS_LIMITS)).toMatchObject({
      ok: true,
      value: { kind: 'pockethost', manifest: null },
    });
  });
});

describe('our own side', () => {
  const unpack = async (into: string): Promise<string> => {
    const path = bench.write('x.zip', FINE);
    const listing = await readArchive(path, GENEROUS_LIMITS);
    if (!listing.ok) throw new Error(listing.error.kind);
    const unpacked = await unpackArchive(path, listing.value, { into, parts: ['pb_data'], limits: GENEROUS_LIMITS });
    return unpacked.ok ? 'unpacked' : archiveProblemWords(unpacked.error, 'unpacking').text;
  };

  test('a folder that is a link, holds something, is a file or is not there', async () => {
    const link = join(bench.home, 'link');
    symlinkSync(bench.into, link);
    expect(await unpack(link)).toContain('cannot be unpacked into: it is not a folder.');
    bench.write('full/file', 'x');
    expect(await unpack(join(bench.home, 'full'))).toContain('cannot be unpacked into: it is not empty.');
    expect(await unpack(join(bench.home, 'full/file'))).toContain('it is not a folder.');
    expect(await unpack(join(bench.home, 'none'))).toContain('it is not there.');
    expect(readdirSync(join(bench.home, 'full'))).toEqual(['file']);
  });

  test('an archive that was exchanged after it had been read', async () => {
    const path = bench.write('x.zip', FINE);
    const listing = await readArchive(path, GENEROUS_LIMITS);
    if (!listing.ok) throw new Error(listing.error.kind);
    bench.write('x.zip', named('other'));
    const options = { into: bench.into, parts: ['pb_data'] as const, limits: GENEROUS_LIMITS };
    const unpacked = await unpackArchive(path, listing.value, options);
    expect(unpacked).toEqual({ ok: false, error: { kind: 'archive-changed' } });
  });

  test('what is no file is not opened', async () => {
    expect(await readArchive(bench.home, GENEROUS_LIMITS)).toMatchObject({ ok: false, error: { kind: 'unreadable' } });
    const gone = join(bench.home, 'gone.zip');
    expect(await readArchive(gone, GENEROUS_LIMITS)).toEqual({
      ok: false,
      error: { kind: 'unreadable', path: gone, detail: 'ENOENT' },
    });
  });
});
