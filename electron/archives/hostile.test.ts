/**
 * Backup files made to do harm, or broken by accident (B22 to B32). Each is refused with its sentence, before a byte is
 * unpacked or with all of it gone again, and nothing beside the folder ever changes.
 */
import { readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BackupPart } from '../../shared/backup-layout';
import { archiveProblemWords } from '../../shared/words/archive-words';
import {
  backupEntries,
  createBackupBench,
  GENEROUS_LIMITS,
  manifestOf,
  treeOf,
  type BackupBench,
} from '../testing/backup-bench';
import { descriptor, zip64Extra, zipArchive, type ZipEntry } from '../testing/zip-archive';
import type { ArchiveLimits } from './limits';
import { readArchive } from './read-archive';
import { unpackArchive } from './unpack-archive';
import { verifyArchive } from './verify-archive';

let bench: BackupBench;
beforeEach(() => void (bench = createBackupBench()));
afterEach(() => bench.dispose());

const DATABASE: ZipEntry = { name: 'data.db', content: 'SQLite format 3\0 and rows' };
/** A PocketBase zip with one more entry. */
const withEntry = (...entries: readonly ZipEntry[]): Buffer => zipArchive([DATABASE, ...entries]);
const named = (name: string | Buffer): Buffer => withEntry({ name, content: 'x' });

interface Outcome {
  /** Null: everything went well. */
  readonly sentence: string | null;
  /** At which step it ended. */
  readonly step: 'reading' | 'unpacking' | 'done';
}

/** Reads, then unpacks everything; asserts what has to hold whatever comes out. */
async function tryToUse(bytes: Buffer, limits: ArchiveLimits = GENEROUS_LIMITS): Promise<Outcome> {
  const path = bench.write('archive.zip', bytes);
  bench.write('neighbour/file', 'untouched');
  const before = treeOf(bench.home);
  const read = await readArchive(path, limits);
  const verified = await verifyArchive(path, limits);
  expect(treeOf(bench.home)).toEqual(before);
  if (!read.ok) {
    expect(verified).toEqual(read);
    const words = archiveProblemWords(read.error, 'reading');
    expect(words.text).toContain('Nothing was unpacked and nothing was changed.');
    return { sentence: words.text, step: 'reading' };
  }
  const parts: readonly BackupPart[] = read.value.parts.map(({ part }) => part);
  const unpacked = await unpackArchive(path, read.value, { into: bench.into, parts, limits });
  const after = treeOf(bench.home);
  const outside = Object.fromEntries(Object.entries(after).filter(([name]) => !name.startsWith('into/')));
  expect(outside).toEqual(before);
  expect(verified.ok).toBe(unpacked.ok);
  if (unpacked.ok) return { sentence: null, step: 'done' };
  expect(readdirSync(bench.into)).toEqual([]);
  if (!verified.ok) expect(verified.error).toEqual(unpacked.error);
  return { sentence: archiveProblemWords(unpacked.error, 'unpacking').text, step: 'unpacking' };
}

const FINE = withEntry({ name: 'storage/a/b.txt', content: 'hello'.repeat(100), deflate: true });
const CENTRAL = FINE.indexOf('PK\x01\x02');

describe('B22: not a whole zip file', () => {
  test.each<readonly [string, Buffer, string]>([
    ['zero bytes', Buffer.alloc(0), 'The file is empty.'],
    ['cut in the first header', FINE.subarray(0, 20), 'The file is cut short: its end is missing.'],
    ['cut in a content', FINE.subarray(0, 60), 'The file is cut short: its end is missing.'],
    ['cut in the list of contents', FINE.subarray(0, CENTRAL + 30), 'The file is cut short: its end is missing.'],
    ['cut in the end', FINE.subarray(0, -10), 'The file is cut short: its end is missing.'],
    ['cut by one byte', FINE.subarray(0, -1), 'The file is cut short: its end is missing.'],
    ['its beginning is missing', FINE.subarray(40), 'The file is cut short: its end is missing.'],
    ['a web page', Buffer.from('<!DOCTYPE html><p>404'), 'It is not a zip file but a web page.'],
    ['gzip', gzipSync('data'), 'It is not a zip file but a gzip file.'],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n0000', 'latin1'), 'It is not a zip file but a picture.'],
    ['a database', Buffer.from('SQLite format 3\0'.padEnd(4096, '\0')), 'It is not a zip file but a database.'],
    ['one byte', Buffer.from('x'), 'It is not a zip file.'],
    ['nothing but zeros', Buffer.alloc(100_000), 'It is not a zip file.'],
    ['encrypted', withEntry({ name: 'a', content: 'x'.repeat(13), flags: 0x801 }), '“a” in it is encrypted.'],
    ['strongly encrypted', withEntry({ name: 'a', content: 'x', flags: 0x841 }), 'It is encrypted.'],
    ['one of several disks', zipArchive([DATABASE], { disk: 1 }), 'The file is one piece of a zip that was split.'],
    ['the first of several disks', Buffer.from('PK\x07\x08....'), 'The file is one piece of a zip that was split.'],
    ['no entries', zipArchive([]), 'There is no data.db in it'],
    ['bytes after the end', Buffer.concat([FINE, Buffer.from('more')]), 'The zip file is damaged'],
  ])('%s', async (_name, bytes, sentence) => {
    const outcome = await tryToUse(bytes);
    if (_name !== 'its beginning is missing') expect(outcome.sentence).toContain(sentence);
    expect(outcome.step).toBe('reading');
  });
});

describe('B23: names that lead elsewhere', () => {
  test.each([
    ['../x', 'The name “../x” has “..” as a part and could leave the folder.'],
    ['a/../../x', 'The name “a/../../x” has “..” as a part and could leave the folder.'],
    ['storage/..', 'The name “storage/..” has “..” as a part and could leave the folder.'],
    ['/etc/passwd', 'The name “/etc/passwd” begins with a slash and could leave the folder.'],
    ['C:\\x', 'The name “C:\\x” begins with a drive letter and could leave the folder.'],
    ['C:/x', 'The name “C:/x” begins with a drive letter and could leave the folder.'],
    ['a\\b', 'The name “a\\b” has a backslash, which means different things on different systems.'],
    ['..\\x', 'The name “..\\x” has a backslash, which means different things on different systems.'],
    ['\\\\server\\share\\x', 'has a backslash'],
  ])('%s', async (name, sentence) => {
    const outcome = await tryToUse(named(name));
    expect(outcome.sentence).toContain(sentence);
    expect(outcome.step).toBe('reading');
  });
});

describe('B24: entries that are no plain files', () => {
  const special = (mode: number): Buffer => withEntry({ name: 'x', content: '/etc/passwd', mode });
  test.each<readonly [string, Buffer, string]>([
    ['symbolic link', special(0o120777), '“x” is a link, and a backup holds only files and folders.'],
    ['block device', special(0o060666), '“x” is a device'],
    ['character device', special(0o020666), '“x” is a device'],
    ['pipe', special(0o010666), '“x” is a pipe'],
    ['socket', special(0o140666), '“x” is a socket'],
    ['a link that is a folder', withEntry({ name: 'x/', content: '', mode: 0o120777 }), '“x/” is a link'],
    ['a folder that is called a file', special(0o040755), '“x” is neither file nor folder'],
    [
      'a folder with content',
      withEntry({ name: 'x/', content: 'x' }),
      '“x/” in it is damaged (a folder with content).',
    ],
    [
      'a file through a link',
      withEntry({ name: 'x', content: '..', mode: 0o120777 }, { name: 'x/y', content: 'x' }),
      '“x” is a link',
    ],
  ])('%s', async (_name, bytes, sentence) => {
    const outcome = await tryToUse(bytes);
    expect(outcome.sentence).toContain(sentence);
    expect(outcome.step).toBe('reading');
  });

  test('setuid, setgid and world-writable files arrive as files of this user only', async () => {
    const outcome = await tryToUse(
      withEntry({ name: 'storage/x', content: 'x', mode: 0o106777 }, { name: 'y', content: 'y', mode: 0o100000 }),
    );
    expect(outcome.step).toBe('done');
    const modes = Object.values(treeOf(bench.into)).map((value) => value.split(' ')[1]);
    expect(modes.sort()).toEqual(['600', '600', '600', '700', '700']);
  });
});

describe('B25: names that are not the same file on every system', () => {
  test.each<readonly [string | Buffer, string]>([
    ['nul\0l', 'The name “nul�l” has a control character.'],
    ['a\nb', 'The name “a�b” has a control character.'],
    ['\u001b[31m', 'The name “�[31m” has a control character.'],
    ['a:b', 'has one of < > : " | ? *'],
    ['ab:stream', 'has one of < > : " | ? *'],
    ['what?', 'has one of < > : " | ? *'],
    ['CON', 'The name “CON” is reserved on Windows.'],
    ['storage/con.txt', 'The name “storage/con.txt” is reserved on Windows.'],
    ['LPT1', 'is reserved on Windows'],
    ['aux.tar.gz', 'is reserved on Windows'],
    ['COM¹', 'is reserved on Windows'],
    ['a./b', 'has a part that ends with a dot or a space'],
    ['a.', 'has a part that ends with a dot or a space'],
    ['a ', 'has a part that ends with a dot or a space'],
    ['...', 'has a part that ends with a dot or a space'],
    ['', 'The name “” has an empty part.'],
    ['a//b', 'has an empty part'],
    ['./a', 'has “.” as a part'],
    ['a/./b', 'has “.” as a part'],
    [Buffer.from([0x61, 0xff, 0xfe]), ''],
  ])('%j', async (name, sentence) => {
    const broken = typeof name !== 'string';
    const bytes = broken ? withEntry({ name, content: 'x', flags: 0x800 }) : named(name);
    const outcome = await tryToUse(bytes);
    expect(outcome.sentence).toContain(broken ? 'is not readable text' : sentence);
    expect(outcome.step).toBe('reading');
  });
});

describe('B26: two entries for one file', () => {
  const both = (a: string, b: string): Buffer => withEntry({ name: a, content: 'a' }, { name: b, content: 'b' });
  test.each<readonly [string, Buffer, string]>([
    ['twice the same', both('a', 'a'), '“a” is in it twice.'],
    ['twice the database', withEntry(DATABASE), '“data.db” is in it twice.'],
    ['letter case', both('a/B', 'a/b'), '“a/b” and “a/B” would be the same file on some systems.'],
    ['letter case of a folder', both('A/x', 'a/y'), '“a/y” and “A/” would be the same file on some systems.'],
    ['letter case of ß', both('straße', 'STRASSE'), 'would be the same file on some systems.'],
    ['forms of accents', both('caf\u00e9', 'cafe\u0301'), 'would be the same file on some systems.'],
    ['a file that is a folder', both('a', 'a/b'), '“a” is in it both as a file and as a folder.'],
    ['a folder that is a file', both('a/b', 'a'), '“a” is in it both as a file and as a folder.'],
    ['a folder that is a file in other case', both('a/b', 'A'), '“A” is in it both as a file and as a folder.'],
  ])('%s', async (_name, bytes, sentence) => {
    const outcome = await tryToUse(bytes);
    expect(outcome.sentence).toContain(sentence);
    expect(outcome.step).toBe('reading');
  });

  test('a folder that is named twice is one folder', async () => {
    const bytes = withEntry({ name: 'a/', content: '' }, { name: 'a/b', content: 'b' }, { name: 'a/', content: '' });
    expect((await tryToUse(bytes)).step).toBe('done');
  });
});

describe('B27, B28: contents that are not what is stated', () => {
  const text = 'hello '.repeat(1000);
  const packed = (entry: Partial<ZipEntry>): Buffer =>
    withEntry({ name: 'pad', content: Buffer.alloc(9000, 'p') }, { name: 'x', content: text, deflate: true, ...entry });
  test.each<readonly [string, Buffer, string]>([
    ['wrong CRC, packed', packed({ crc: 1 }), '“x” in it is damaged: its checksum is wrong.'],
    [
      'wrong CRC, stored',
      withEntry({ name: 'x', content: 'x', crc: 1 }),
      '“x” in it is damaged: its checksum is wrong.',
    ],
    ['wrong CRC of nothing', withEntry({ name: 'x', content: '', crc: 1 }), 'its checksum is wrong'],
    ['larger than stated', packed({ unpackedBytes: 5 }), '“x” is larger than the 5 bytes stated for it.'],
    ['smaller than stated', packed({ unpackedBytes: 7000 }), '“x” has 6.0 kB where 7.0 kB are stated.'],
    ['packed part cut', packed({ packedBytes: 10 }), ''],
    [
      'stored with two sizes',
      withEntry({ name: 'x', content: 'xyz', unpackedBytes: 9 }),
      '“x” has 3 bytes where 9 bytes are',
    ],
    ['no deflate stream', withEntry({ name: 'x', content: '\x07\x07\x07', method: 8 }), '“x” in it is damaged'],
    ['a method nobody knows', withEntry({ name: 'x', content: 'x', method: 99 }), 'does not know (method 99)'],
    ['bzip2', withEntry({ name: 'x', content: 'x', method: 12 }), 'does not know (method 12)'],
    [
      'other name in front',
      withEntry({ name: 'x', content: 'x', localName: 'y' }),
      'contradicts itself about “x” (name)',
    ],
    [
      'other checksum in front',
      withEntry({ name: 'x', content: 'x', localCrc: 7 }),
      'contradicts itself about “x” (checksum)',
    ],
    [
      'descriptor lies',
      withEntry({ name: 'x', content: 'x', descriptor: descriptor({ crc: 1, packedBytes: 1, unpackedBytes: 1 }) }),
      'contradicts itself about “x” (size)',
    ],
    ['descriptor is missing', withEntry({ name: 'x', content: 'x', descriptor: Buffer.alloc(0) }), '“x” (size)'],
    ['fewer entries stated', zipArchive([DATABASE, { name: 'x', content: 'x' }], { entryCount: 1 }), 'is damaged'],
    ['more entries stated', zipArchive([DATABASE], { entryCount: 2 }), 'cut short'],
    ['list of contents elsewhere', zipArchive([DATABASE], { directoryShift: -5 }), 'is damaged'],
    ['header elsewhere', withEntry({ name: 'x', content: 'x', offset: 3 }), 'is damaged'],
    ['header beyond the end', withEntry({ name: 'x', content: 'x', offset: 0x7fffffff }), 'cut short'],
  ])('%s', async (_name, bytes, sentence) => {
    const { sentence: said } = await tryToUse(bytes);
    expect(said).toContain(sentence);
  });

  test('a descriptor that tells the truth is fine', async () => {
    expect((await tryToUse(withEntry({ name: 'x', content: text, deflate: true, descriptor: 'true' }))).step).toBe(
      'done',
    );
  });
});

describe('B29: bombs and floods', () => {
  const MIB = 1024 ** 2;
  const zeros = (mebibytes: number): Buffer => Buffer.alloc(mebibytes * MIB);

  test('50 MB from 50 kB', async () => {
    const outcome = await tryToUse(withEntry({ name: 'x', content: Buffer.alloc(50_000_000), deflate: true }));
    expect(outcome.sentence).toMatch(/“x” would grow from \d\d kB to 50 MB, as no real backup does\./);
    expect(outcome.step).toBe('reading');
  });

  test('many of which each is small enough', async () => {
    const each = { content: zeros(15), deflate: true };
    const outcome = await tryToUse(withEntry(...[1, 2, 3, 4, 5, 6].map((n) => ({ ...each, name: `storage/${n}` }))));
    expect(outcome.sentence).toMatch(/^It would grow from \d\d kB to 94 MB, as no real backup does\./);
  });

  test('one that lies about its size is stopped there, before a byte more is written', async () => {
    const bytes = withEntry({ name: 'x', content: zeros(100), deflate: true, unpackedBytes: MIB });
    const outcome = await tryToUse(bytes);
    expect(outcome.sentence).toContain('“x” is larger than the 1.0 MB stated for it.');
    expect(outcome.step).toBe('unpacking');
  });

  test('a database of which 40 % are empty pages is none', async () => {
    const page = (n: number): Buffer => Buffer.from(`{"name":"Customer ${n}","total":${n * 37}} `.repeat(100));
    const full = Buffer.concat(Array.from({ length: 3000 }, (_, n) => page(n)));
    const content = Buffer.concat([full, Buffer.alloc(Math.floor((full.length * 4) / 6))]);
    expect(content.length).toBeGreaterThan(15 * MIB);
    expect((await tryToUse(zipArchive([{ name: 'data.db', content, deflate: true }]))).step).toBe('done');
  });

  test('overlapping: one content, many names', async () => {
    const bytes = withEntry(
      { name: 'x', content: 'x'.repeat(1000) },
      { name: 'x2', content: 'x'.repeat(1000), offset: zipArchive([DATABASE]).indexOf('PK\x01\x02') },
    );
    expect((await tryToUse(bytes)).sentence).toContain('contradicts itself about “x2” (name)');
  });

  test('overlapping: the same header used twice', async () => {
    const shared = zipArchive([DATABASE]).indexOf('PK\x01\x02');
    const bytes = withEntry({ name: 'x', content: 'x' }, { name: 'X2', content: 'x', localName: 'x', offset: shared });
    expect((await tryToUse(bytes)).step).toBe('reading');
  });

  test('overlapping: a header within the content of another', async () => {
    const inner = zipArchive([{ name: 'inner', content: 'boom' }]);
    const outer: ZipEntry = { name: 'x', content: inner };
    const offset = withEntry(outer).indexOf(inner);
    const bytes = withEntry(outer, { name: 'inner', content: 'boom', offset });
    expect((await tryToUse(bytes)).sentence).toContain('“x” and “inner” use the same bytes of the zip file.');
  });

  test('a content that runs into the list of contents', async () => {
    const bytes = withEntry({ name: 'x', content: 'x', packedBytes: 20, unpackedBytes: 20 });
    expect((await tryToUse(bytes)).sentence).toContain('“x” runs into the list of contents.');
  });

  test('too many entries', async () => {
    const many = Array.from({ length: 12 }, (_, n) => ({ name: `storage/${n}`, content: '' }));
    const outcome = await tryToUse(withEntry(...many), { ...GENEROUS_LIMITS, entries: 10 });
    expect(outcome.sentence).toContain('It has 13 entries where 10 are allowed.');
  });

  test('too deep', async () => {
    expect((await tryToUse(named(`${'a/'.repeat(40)}x`))).sentence).toContain(
      'lies 41 levels deep where 32 are allowed.',
    );
  });

  test('names too long', async () => {
    expect((await tryToUse(named('ä'.repeat(128)))).sentence).toContain('is 256 bytes long where 255 are allowed.');
    const long = Array.from({ length: 8 }, () => 'x'.repeat(200)).join('/');
    expect((await tryToUse(named(long))).sentence).toContain('is 1607 bytes long where 1024 are allowed.');
  });

  test('a zip in a zip stays a file', async () => {
    expect((await tryToUse(withEntry({ name: 'storage/x.zip', content: FINE }))).step).toBe('done');
    expect(readdirSync(join(bench.into, 'pb_data/storage'))).toEqual(['x.zip']);
  });

  test('a comment of 64 kB is nothing bad; one with an end of its own is', async () => {
    expect((await tryToUse(zipArchive([DATABASE], { comment: Buffer.alloc(0xffff, '.') }))).step).toBe('done');
    const comment = Buffer.concat([Buffer.from('..PK\x05\x06'), Buffer.alloc(40)]);
    expect((await tryToUse(zipArchive([DATABASE], { comment }))).sentence).toContain('The zip file is damaged');
  });

  test('numbers of 8 bytes that lie', async () => {
    const count = zipArchive([DATABASE], { zip64EntryCount: 2n ** 40n });
    expect((await tryToUse(count)).sentence).toContain('It has 1099511627776 entries where 1000000 are allowed.');
    const huge = { name: 'x', content: 'x', method: 8, unpackedBytes: 0xffffffff };
    expect((await tryToUse(withEntry({ ...huge, extra: zip64Extra([2n ** 50n]) }))).sentence).toContain(
      '“x” would grow from 1 bytes to 1.1 PB',
    );
    expect((await tryToUse(withEntry({ ...huge, extra: zip64Extra([2n ** 63n]) }))).sentence).toContain(
      'impossible sizes',
    );
    expect((await tryToUse(withEntry({ ...huge, extra: Buffer.from([1, 0, 200, 0]) }))).sentence).toContain('damaged');
    expect((await tryToUse(zipArchive([DATABASE], { zip64EntryCount: 1n }))).step).toBe('done');
  });
});

describe('B30, B31: what has to be in a backup, and what is left out', () => {
  test.each<readonly [string, readonly ZipEntry[]]>([
    ['no database', [{ name: 'notes.txt', content: 'x' }]],
    ['a database too deep', [{ name: 'a/b/pb_data/data.db', content: 'x' }]],
    ['a folder called data.db', [{ name: 'data.db/', content: '' }]],
    [
      'other things beside the one folder',
      [
        { name: 'a/data.db', content: 'x' },
        { name: 'b/x', content: 'x' },
      ],
    ],
  ])('%s', async (_name, entries) => {
    expect((await tryToUse(zipArchive(entries))).sentence).toContain(
      'There is no data.db in it, so it is no backup of a PocketBase instance.',
    );
  });

  test('is left out and told', async () => {
    const left = [
      'backups/old.zip',
      '.pb_temp_to_delete/x',
      '.notify',
      '.autocert_cache/x',
      'lost+found/',
      'data.db-shm',
    ];
    const more = ['__MACOSX/._x', 'storage/.DS_Store'];
    const kept = [DATABASE, { name: 'data.db-wal', content: 'w' }, { name: 'storage/backups/x', content: 'x' }];
    const bytes = zipArchive([...kept, ...[...left, ...more].map((name) => ({ name, content: '' }))]);
    const path = bench.write('left.zip', bytes);
    const listing = await readArchive(path, GENEROUS_LIMITS);
    expect(listing).toMatchObject({ ok: true, value: { ignored: { count: 8, names: [...left, ...more] } } });
    await tryToUse(bytes);
    expect(Object.keys(treeOf(bench.into)).sort()).toEqual(
      ['', '/data.db', '/data.db-wal', '/storage', '/storage/backups', '/storage/backups/x'].map((p) => `pb_data${p}`),
    );
  });
});

describe('B32: space', () => {
  test('more than may be used', async () => {
    const outcome = await tryToUse(FINE, { ...GENEROUS_LIMITS, spaceBytes: 100 });
    expect(outcome.sentence).toBe(
      'Unpacked it needs 525 bytes, and 100 bytes may be used on this drive. Nothing was unpacked and nothing was changed. Free some space, then try again.',
    );
  });

  test('more than any backup has', async () => {
    const outcome = await tryToUse(FINE, { ...GENEROUS_LIMITS, unpackedBytes: 200 });
    expect(outcome.sentence).toContain('Unpacked it would have 525 bytes where 200 bytes are allowed.');
  });
});

describe('a manifest of our own format that promises something else', () => {
  const FILES = { 'pb_data/data.db': 'rows', 'pb_hooks/main.pb.js': '// hook' };
  const truth = manifestOf(FILES);
  const [database, hook] = truth.files;
  const nested = JSON.stringify(truth).replace('"instance":{', '"instance":{"__proto__":{"name":"x"},');

  test.each<readonly [string, readonly ZipEntry[], string]>([
    ['not JSON', backupEntries(FILES, '{"format":'), 'Its basekeeper-backup.json is damaged.'],
    ['empty', backupEntries(FILES, ''), 'Its basekeeper-backup.json is damaged.'],
    ['null', backupEntries(FILES, 'null'), 'Its basekeeper-backup.json is not what it should be.'],
    [
      'newer',
      backupEntries(FILES, { ...truth, formatVersion: 2 }),
      'made by a newer Basekeeper (format 2; this one knows 1)',
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
      backupEntries({ 'pb_data/data.db': 'rows' }, truth),
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
    const { sentence: said } = await tryToUse(zipArchive(entries));
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
