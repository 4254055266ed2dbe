/** What the round trips of backups are too small for: numbers that need the longer form, and very many files. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBackupBench, GENEROUS_LIMITS, type BackupBench } from '../testing/backup-bench';
import { readArchive } from './read-archive';
import { verifyArchive } from './verify-archive';
import { centralRecord, endOfContents, localHeader, type EntryFacts } from './zip-records';
import { ZipWriter } from './zip-writer';

let bench: BackupBench;
beforeEach(() => void (bench = createBackupBench()));
afterEach(() => bench.dispose());

const SQLITE = 'SQLite format 3\0';
const GIB = 1024 ** 3;
const modifiedAt = new Date('2026-01-02T03:04:05.000Z');

test('more files than a zip can count in its shorter form', async () => {
  const path = join(bench.home, 'many.zip');
  const handle = await open(path, 'wx');
  const zip = new ZipWriter(handle);
  await zip.addWhole({ name: 'data.db', modifiedAt }, Buffer.from(SQLITE), false);
  for (let n = 1; n < 70_000; n += 1) {
    await zip.addWhole(
      { name: `storage/c/r${n}/a.txt`, modifiedAt },
      Buffer.from(`file ${n} ${'x'.repeat(50)}`),
      false,
    );
  }
  await zip.end();
  await handle.close();
  const read = await readArchive(path, GENEROUS_LIMITS);
  expect(read).toMatchObject({ ok: true, value: { kind: 'pocketbase', parts: [{ files: 70_000 }] } });
});

test('sizes and places beyond 4 GiB', async () => {
  const path = join(bench.home, 'large.zip');
  const file = (name: string, sizeBytes: number, offset: number): EntryFacts => ({
    ...{ name, modifiedAt, offset, sizeBytes, packedBytes: sizeBytes },
    ...{ crc32: 0x12345678, mode: 0o100600, isDeflated: false },
  });
  const first = file('data.db', 5 * GIB, 0);
  const second = file('storage/c/r/after.bin', 10, localHeader(first).length + first.packedBytes);
  const start = second.offset + localHeader(second).length + second.packedBytes;
  const records = Buffer.concat([centralRecord(first), centralRecord(second)]);
  const handle = await open(path, 'wx');
  // What is not written takes no room on the disk.
  await handle.write(localHeader(first), 0, undefined, 0);
  await handle.write(Buffer.from(SQLITE), 0, undefined, localHeader(first).length);
  await handle.write(localHeader(second), 0, undefined, second.offset);
  const end = Buffer.concat([records, endOfContents({ entries: 2, start, sizeBytes: records.length })]);
  await handle.write(end, 0, undefined, start);
  await handle.close();
  expect(await readArchive(path, { ...GENEROUS_LIMITS, spaceBytes: 10 * GIB })).toMatchObject({
    ok: true,
    value: { kind: 'pocketbase', unpackedBytes: 5 * GIB + 10, sizeBytes: start + end.length },
  });
});

test('what does not get smaller is kept as it is', async () => {
  const path = join(bench.home, 'small.zip');
  const handle = await open(path, 'wx');
  const zip = new ZipWriter(handle);
  const noise = Buffer.concat(Array.from({ length: 10 }, (_, n) => createHash('sha256').update(String(n)).digest()));
  const packed = [
    await zip.addWhole({ name: 'data.db', modifiedAt }, Buffer.from(SQLITE), false),
    await zip.addWhole({ name: 'storage/noise', modifiedAt }, noise, false),
    await zip.addWhole({ name: 'storage/text', modifiedAt }, Buffer.alloc(300, 'text'), false),
  ];
  await zip.end();
  await handle.close();
  expect(packed).toEqual([16, 320, expect.toSatisfy((bytes: number) => bytes < 30)]);
  expect((await verifyArchive(path, GENEROUS_LIMITS)).ok).toBe(true);
});
