/**
 * Backup files made to do harm, or broken by accident: whole files and names (B22 to B26). Each is refused with its
 * sentence before a byte is unpacked, and nothing beside the folder ever changes.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createBackupBench, limitsOn, treeOf, type BackupBench } from '../testing/backup-bench';
import { DATABASE, FINE, named, tryToUse, withEntry, type Outcome } from '../testing/hostile-archives';
import { zipArchive } from '../testing/zip-archive';
import type { ArchiveLimits } from './limits';

let bench: BackupBench;
beforeEach(() => void (bench = createBackupBench()));
afterEach(() => bench.dispose());
const tryIt = (bytes: Buffer, limits?: ArchiveLimits): Promise<Outcome> => tryToUse(bench, bytes, limits);

const CENTRAL = FINE.indexOf('PK\x01\x02');

describe('B22: not a whole zip file', () => {
  test.each<readonly [string, Buffer, string]>([
    ['zero bytes', Buffer.alloc(0), 'The file is empty.'],
    ['cut in the first header', FINE.subarray(0, 20), 'The file is cut short: its end is missing.'],
    ['cut in a content', FINE.subarray(0, 60), 'The file is cut short: its end is missing.'],
    ['cut in the list of contents', FINE.subarray(0, CENTRAL + 30), 'The file is cut short: its end is missing.'],
    ['cut in the end', FINE.subarray(0, -10), 'The file is cut short: its end is missing.'],
    ['cut by one byte', FINE.subarray(0, -1), 'The file is cut short: its end is missing.'],
    ['its beginning is missing', FINE.subarray(40), 'The zip file is damaged'],
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
    const outcome = await tryIt(bytes);
    expect(outcome.sentence).toContain(sentence);
    expect(outcome.step).toBe('reading');
  });
});

describe('B23: names that lead elsewhere', () => {
  test.each([
    ['../x', 'The name “../x” has “..” as a part and could leave the folder.'],
    ['a/../../x', 'The name “a/../../x” has “..” as a part and could leave the folder.'],
    ['storage/..', 'The name “storage/..” has “..” as a part and could leave the folder.'],
    ['/etc/passwd', 'The name “/etc/passwd” begins with a slash and could leave the folder.'],
  ])('%s', async (name, sentence) => {
    const outcome = await tryIt(named(name));
    expect(outcome.sentence).toContain(sentence);
    expect(outcome.step).toBe('reading');
  });

  const OF_WINDOWS = [
    ['C:\\x', 'The name “C:\\x” begins with a drive letter and could leave the folder.'],
    ['C:/x', 'The name “C:/x” begins with a drive letter and could leave the folder.'],
    ['a\\b', 'The name “a\\b” has a backslash, which means different things on different systems.'],
    ['..\\x', 'The name “..\\x” has a backslash, which means different things on different systems.'],
    ['\\\\server\\share\\x', 'has a backslash'],
  ] as const;
  test.each(OF_WINDOWS)('%s, which leads elsewhere on Windows, is refused there', async (name, sentence) => {
    const outcome = await tryIt(named(name), limitsOn('win32'));
    expect(outcome.sentence).toContain(sentence);
    expect(outcome.step).toBe('reading');
  });

  test.runIf(process.platform === 'linux').each(OF_WINDOWS)(
    '%s, made on Unix, is a plain name inside the folder on Linux',
    async (name) => {
      expect((await tryIt(named(name))).step).toBe('done');
      expect(readFileSync(join(bench.into, 'pb_data', name), 'utf8')).toBe('x');
    },
  );

  test.each([
    ['C:\\x', 'begins with a drive letter'],
    ['c:x', 'begins with a drive letter'],
    ['..\\x', 'has “..” as a part and could leave the folder'],
    ['a\\..\\..\\x', 'has “..” as a part and could leave the folder'],
    ['\\\\server\\share\\x', 'begins with a slash and could leave the folder'],
  ])('%s, made on Windows, is refused everywhere', async (name, sentence) => {
    expect((await tryIt(withEntry({ name, content: 'x', madeOn: 0 }))).sentence).toContain(sentence);
  });
});

describe('B24: entries that are no plain files', () => {
  const special = (mode: number): Buffer => withEntry({ name: 'x', content: '/etc/passwd', mode });
  test.each<readonly [string, Buffer, string]>([
    ['symbolic link', special(0o120777), '“x” is a link, and only those to something in the same folder are kept.'],
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
    const outcome = await tryIt(bytes);
    expect(outcome.sentence).toContain(sentence);
    expect(outcome.step).toBe('reading');
  });

  test('setuid, setgid and world-writable files arrive as files of this user only', async () => {
    const outcome = await tryIt(
      withEntry({ name: 'storage/x', content: 'x', mode: 0o106777 }, { name: 'y', content: 'y', mode: 0o100000 }),
    );
    expect(outcome.step).toBe('done');
    const modes = Object.values(treeOf(bench.into)).map((value) => value.split(' ')[1]);
    expect(modes.sort()).toEqual(['600', '600', '600', '700', '700']);
  });
});

describe('B25: names that are not the same file on every system are refused on Windows', () => {
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
    const outcome = await tryIt(bytes, limitsOn('win32'));
    expect(outcome.sentence).toContain(broken ? 'is not readable text' : sentence);
    expect(outcome.step).toBe('reading');
  });

  test.each(['nul\0l', '', 'a//b', './a', 'a/./b'])('%j is no name anywhere', async (name) => {
    expect((await tryIt(named(name))).step).toBe('reading');
  });

  test
    .runIf(process.platform === 'linux')
    .each<string | Buffer>([
      'a\nb',
      '\u001b[31m',
      'a:b',
      'what?',
      'CON',
      'aux.tar.gz',
      'a./b',
      'a ',
      '...',
      Buffer.from([0x61, 0xff, 0xfe]),
    ])('%j comes out as it is on Linux', async (name) => {
    expect((await tryIt(named(name))).step).toBe('done');
    const path = Buffer.concat([Buffer.from(`${bench.into}/pb_data/`), Buffer.from(name)]);
    expect(readFileSync(path, 'utf8')).toBe('x');
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
    const outcome = await tryIt(bytes, limitsOn('win32'));
    expect(outcome.sentence).toContain(sentence);
    expect(outcome.step).toBe('reading');
  });

  test.each<readonly [string, Buffer]>([
    ['twice the same', both('a', 'a')],
    ['twice the database', withEntry(DATABASE)],
    ['a file that is a folder', both('a', 'a/b')],
    ['a folder that is a file', both('a/b', 'a')],
  ])('%s is refused everywhere', async (_name, bytes) => {
    expect((await tryIt(bytes)).step).toBe('reading');
  });

  test.runIf(process.platform === 'linux').each<readonly [string, string, string]>([
    ['letter case', 'a/B', 'a/b'],
    ['forms of accents', 'caf\u00e9', 'cafe\u0301'],
  ])('%s tells files apart on Linux', async (_name, one, other) => {
    expect((await tryIt(both(one, other))).step).toBe('done');
    expect(readFileSync(join(bench.into, 'pb_data', one), 'utf8')).toBe('a');
    expect(readFileSync(join(bench.into, 'pb_data', other), 'utf8')).toBe('b');
  });

  test('a folder that is named twice is one folder', async () => {
    const bytes = withEntry({ name: 'a/', content: '' }, { name: 'a/b', content: 'b' }, { name: 'a/', content: '' });
    expect((await tryIt(bytes)).step).toBe('done');
  });
});
