/** Contents that are not what is stated, bombs and floods (B27 to B29). */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createBackupBench, GENEROUS_LIMITS, type BackupBench } from '../testing/backup-bench';
import { DATABASE, FINE, named, tryToUse, withEntry, type Outcome } from '../testing/hostile-archives';
import { descriptor, zip64Extra, zipArchive, type ZipEntry } from '../testing/zip-archive';
import type { ArchiveLimits } from './limits';

let bench: BackupBench;
beforeEach(() => void (bench = createBackupBench()));
afterEach(() => bench.dispose());
const tryIt = (bytes: Buffer, limits?: ArchiveLimits): Promise<Outcome> => tryToUse(bench, bytes, limits);

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
    const { sentence: said } = await tryIt(bytes);
    expect(said).toContain(sentence);
  });

  test('a descriptor that tells the truth is fine', async () => {
    expect((await tryIt(withEntry({ name: 'x', content: text, deflate: true, descriptor: 'true' }))).step).toBe('done');
  });
});

describe('B29: bombs and floods', () => {
  const MIB = 1024 ** 2;
  const zeros = (mebibytes: number): Buffer => Buffer.alloc(mebibytes * MIB);

  test('50 MB from 50 kB', async () => {
    const outcome = await tryIt(withEntry({ name: 'x', content: Buffer.alloc(50_000_000), deflate: true }));
    expect(outcome.sentence).toMatch(/“x” would grow from \d\d kB to 50 MB, as no real backup does\./);
    expect(outcome.step).toBe('reading');
  });

  test('many of which each is small enough', async () => {
    const each = { content: zeros(15), deflate: true };
    const outcome = await tryIt(withEntry(...[1, 2, 3, 4, 5, 6].map((n) => ({ ...each, name: `storage/${n}` }))));
    expect(outcome.sentence).toMatch(/^It would grow from \d\d kB to 94 MB, as no real backup does\./);
  });

  test('one that lies about its size is stopped there, before a byte more is written', async () => {
    const bytes = withEntry({ name: 'x', content: zeros(100), deflate: true, unpackedBytes: MIB });
    const outcome = await tryIt(bytes);
    expect(outcome.sentence).toContain('“x” is larger than the 1.0 MB stated for it.');
    expect(outcome.step).toBe('unpacking');
  });

  test('a database of which 40 % are empty pages is none', async () => {
    const page = (n: number): Buffer => Buffer.from(`{"name":"Customer ${n}","total":${n * 37}} `.repeat(100));
    const full = Buffer.concat([Buffer.from('SQLite format 3\0'), ...Array.from({ length: 3000 }, (_, n) => page(n))]);
    const content = Buffer.concat([full, Buffer.alloc(Math.floor((full.length * 4) / 6))]);
    expect(content.length).toBeGreaterThan(15 * MIB);
    expect((await tryIt(zipArchive([{ name: 'data.db', content, deflate: true }]))).step).toBe('done');
  });

  test('overlapping: one content, many names', async () => {
    const bytes = withEntry(
      { name: 'x', content: 'x'.repeat(1000) },
      { name: 'x2', content: 'x'.repeat(1000), offset: zipArchive([DATABASE]).indexOf('PK\x01\x02') },
    );
    expect((await tryIt(bytes)).sentence).toContain('contradicts itself about “x2” (name)');
  });

  test('overlapping: the same header used twice', async () => {
    const shared = zipArchive([DATABASE]).indexOf('PK\x01\x02');
    const bytes = withEntry({ name: 'x', content: 'x' }, { name: 'X2', content: 'x', localName: 'x', offset: shared });
    expect((await tryIt(bytes)).step).toBe('reading');
  });

  test('overlapping: a header within the content of another', async () => {
    const inner = zipArchive([{ name: 'inner', content: 'boom' }]);
    const outer: ZipEntry = { name: 'x', content: inner };
    const offset = withEntry(outer).indexOf(inner);
    const bytes = withEntry(outer, { name: 'inner', content: 'boom', offset });
    expect((await tryIt(bytes)).sentence).toContain('“x” and “inner” use the same bytes of the zip file.');
  });

  test('a content that runs into the list of contents', async () => {
    const bytes = withEntry({ name: 'x', content: 'x', packedBytes: 20, unpackedBytes: 20 });
    expect((await tryIt(bytes)).sentence).toContain('“x” runs into the list of contents.');
  });

  test('too many entries', async () => {
    const many = Array.from({ length: 12 }, (_, n) => ({ name: `storage/${n}`, content: '' }));
    const outcome = await tryIt(withEntry(...many), { ...GENEROUS_LIMITS, entries: 10 });
    expect(outcome.sentence).toContain('It has 13 entries where 10 are allowed.');
  });

  test('too deep', async () => {
    expect((await tryIt(named(`${'a/'.repeat(1100)}x`))).sentence).toContain(
      'lies 1101 levels deep where 1024 are allowed.',
    );
  });

  test('names too long', async () => {
    expect((await tryIt(named('ä'.repeat(128)))).sentence).toContain('is 256 bytes long where 255 are allowed.');
    const long = Array.from({ length: 21 }, () => 'x'.repeat(200)).join('/');
    expect((await tryIt(named(long))).sentence).toContain('is 4220 bytes long where 4095 are allowed.');
  });

  test('a zip in a zip stays a file', async () => {
    expect((await tryIt(withEntry({ name: 'storage/x.zip', content: FINE }))).step).toBe('done');
    expect(readdirSync(join(bench.into, 'pb_data/storage'))).toEqual(['x.zip']);
  });

  test('a comment of 64 kB is nothing bad; one with an end of its own is', async () => {
    expect((await tryIt(zipArchive([DATABASE], { comment: Buffer.alloc(0xffff, '.') }))).step).toBe('done');
    const comment = Buffer.concat([Buffer.from('..PK\x05\x06'), Buffer.alloc(40)]);
    expect((await tryIt(zipArchive([DATABASE], { comment }))).sentence).toContain('The zip file is damaged');
  });

  test('numbers of 8 bytes that lie', async () => {
    const count = zipArchive([DATABASE], { zip64EntryCount: 2n ** 40n });
    expect((await tryIt(count)).sentence).toContain('It has 1099511627776 entries where 2000000 are allowed.');
    const huge = { name: 'x', content: 'x', method: 8, unpackedBytes: 0xffffffff };
    expect((await tryIt(withEntry({ ...huge, extra: zip64Extra([2n ** 50n]) }))).sentence).toContain(
      '“x” would grow from 1 bytes to 1.1 PB',
    );
    expect((await tryIt(withEntry({ ...huge, extra: zip64Extra([2n ** 63n]) }))).sentence).toContain(
      'impossible sizes',
    );
    expect((await tryIt(withEntry({ ...huge, extra: Buffer.from([1, 0, 200, 0]) }))).sentence).toContain('damaged');
    expect((await tryIt(zipArchive([DATABASE], { zip64EntryCount: 1n }))).step).toBe('done');
  });
});
