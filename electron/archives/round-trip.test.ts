/** What is put into a backup comes out of it, byte for byte; and when it cannot, nothing is left behind. */
import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BACKUP_PARTS, type BackupPart } from '../../shared/backup-layout';
import type { ArchiveProblem } from '../../shared/archive-problem';
import { createBackupBench, GENEROUS_LIMITS, sha256, SUMMARY, treeOf, type BackupBench } from '../testing/backup-bench';
import type { ArchiveListing } from './inspect-archive';
import { ARCHIVE_LIMITS, entryAmountProblem } from './limits';
import { readArchive } from './read-archive';
import type { ArchiveSource } from './source-file';
import { unpackArchive } from './unpack-archive';
import { verifyArchive } from './verify-archive';
import { writeArchive, type WriteOptions } from './write-archive';

let bench: BackupBench;
beforeEach(() => void (bench = createBackupBench()));
afterEach(() => bench.dispose());

const target = (): string => join(bench.home, 'backup.zip');
const write = (sources: readonly ArchiveSource[], more: Partial<WriteOptions> = {}): ReturnType<typeof writeArchive> =>
  writeArchive({ manifest: SUMMARY, sources, target: target(), ...more });

function valueOf<Value>(result: { ok: true; value: Value } | { ok: false; error: ArchiveProblem }): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const listed = async (): Promise<ArchiveListing> => valueOf(await readArchive(target(), GENEROUS_LIMITS));

async function unpackAll(parts: readonly BackupPart[] = BACKUP_PARTS): Promise<void> {
  valueOf(await unpackArchive(target(), await listed(), { into: bench.into, parts, limits: GENEROUS_LIMITS }));
}

const contentsOf = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(treeOf(folder)).map(([name, value]) => [name, value.split(' ')[0] ?? '']));

const SQLITE = 'SQLite format 3\0';
const DATABASE = { 'pb_data/data.db': `${SQLITE} and rows` };
const MIXED = {
  ...DATABASE,
  'pb_data/storage/empty.bin': '',
  'pb_data/storage/none/': '',
  'pb_data/storage/grüße 🎉.txt': 'ünïcode',
  'pb_data/storage/日本/語.txt': '本'.repeat(5000),
  'pb_data/storage/photo.jpg': Buffer.from(Array.from({ length: 5000 }, (_, n) => (n * 7919) % 256)),
  'pb_hooks/main.pb.js': '// hook',
};

const MIXED_NAMES = Object.keys(MIXED).map((name) => name.replace(/\/$/, ''));

test('files, empty files, empty folders, names in any language', async () => {
  const written = valueOf(await write(bench.sources(MIXED)));
  expect(statSync(target()).mode & 0o777).toBe(0o600);
  expect(written.sizeBytes).toBe(statSync(target()).size);
  expect(await listed()).toMatchObject({
    kind: 'basekeeper',
    manifest: SUMMARY,
    parts: [
      { part: 'pb_data', files: 5 },
      { part: 'pb_hooks', files: 1 },
      { part: 'pb_migrations', files: 0 },
      { part: 'pb_public' },
    ],
    ignored: { count: 0, names: [] },
  });
  expect((await verifyArchive(target(), GENEROUS_LIMITS)).ok).toBe(true);
  await unpackAll();
  const before = contentsOf(join(bench.home, 'source'));
  expect(contentsOf(bench.into)).toEqual({ ...before, pb_migrations: 'folder', pb_public: 'folder' });
  const modesOf = (folder: string): readonly string[] =>
    MIXED_NAMES.map((name) => treeOf(folder)[name]?.split(' ')[1] ?? 'missing');
  expect(modesOf(bench.into)).toEqual(modesOf(join(bench.home, 'source')));
});

test('only the chosen parts', async () => {
  valueOf(await write(bench.sources(MIXED)));
  await unpackAll(['pb_hooks']);
  expect(Object.keys(treeOf(bench.into))).toEqual(['pb_hooks', 'pb_hooks/main.pb.js']);
});

test('a thousand files, told how far it is', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 1000 }, (_, n) => [`pb_data/storage/c/${n % 50}/${n}.txt`, `file ${n}`]),
  );
  const steps: string[] = [];
  const onProgress: WriteOptions['onProgress'] = (done, total, step) => void steps.push(`${step} ${done}/${total}`);
  valueOf(await write(bench.sources({ ...DATABASE, ...many }), { onProgress }));
  expect(steps).toEqual(expect.arrayContaining(['hashing 7915/7915', 'writing 7915/7915', 'saving 7915/7915']));
  await unpackAll();
  expect(readdirSync(join(bench.into, 'pb_data/storage/c/7')).length).toBe(20);
  expect(readFileSync(join(bench.into, 'pb_data/storage/c/7/57.txt'), 'utf8')).toBe('file 57');
});

test('64 MiB of nothing, which would pack as a bomb does', async () => {
  const sources = bench.sources({ 'pb_data/data.db': SQLITE });
  truncateSync(sources[0]?.path ?? '', 64 * 1024 ** 2);
  valueOf(await write(sources));
  await unpackAll();
  const content = readFileSync(join(bench.into, 'pb_data/data.db'));
  expect([content.length, content.subarray(SQLITE.length).every((byte) => byte === 0)]).toEqual([64 * 1024 ** 2, true]);
});

test('nothing where samples did not look', async () => {
  const block = 256 * 1024;
  const content = Buffer.alloc(200 * block);
  // Every sixteenth block is noise, so that samples see no emptiness at all.
  for (let at = 0, state = 1; at < content.length; at += 16 * block) {
    for (let n = at; n < at + block / 8; n += 1) content[n] = (state = (state * 48271) % 2147483647) & 0xff;
  }
  content.write(SQLITE);
  valueOf(await write(bench.sources({ 'pb_data/data.db': content })));
  await unpackAll();
  expect(sha256(readFileSync(join(bench.into, 'pb_data/data.db')))).toBe(sha256(content));
});

test('the rule for growing: a bomb of 50 MB is none of ours, a database with 40 % empty pages may be', () => {
  const limits = { ...ARCHIVE_LIMITS, spaceBytes: Number.MAX_SAFE_INTEGER };
  const GIB = 1024 ** 3;
  expect(entryAmountProblem('x', { packedBytes: 50_000, unpackedBytes: 50_000_000 }, limits)?.kind).toBe(
    'expands-too-much',
  );
  expect(entryAmountProblem('x', { packedBytes: Math.floor(GIB * 0.06), unpackedBytes: GIB }, limits)).toBeNull();
});

const leftBehind = (): readonly string[] => readdirSync(bench.home).filter((name) => name.startsWith('backup.zip'));

test.each<readonly [string, Partial<WriteOptions>, Partial<ArchiveProblem>]>([
  ['cancelled before', { signal: AbortSignal.abort() }, { kind: 'aborted' }],
  ['a label with a line break', { manifest: { ...SUMMARY, label: 'a\nb' } }, { kind: 'manifest-does-not-fit' }],
])('%s: no backup, and nothing left', async (_name, more, error) => {
  expect(await write(bench.sources(MIXED), more)).toMatchObject({ ok: false, error });
  expect(leftBehind()).toEqual([]);
});

test.each(['hashing', 'writing'] as const)('cancelled while %s', async (when) => {
  const cancel = new AbortController();
  const big = { ...DATABASE, 'pb_data/storage/big': Buffer.alloc(8_000_000, 'big') };
  const onProgress: WriteOptions['onProgress'] = (done, _total, step) => {
    if (step === when && done > 1_000_000) cancel.abort();
  };
  const written = await write(bench.sources(big), { signal: cancel.signal, onProgress });
  expect(written).toEqual({ ok: false, error: { kind: 'aborted' } });
  expect(leftBehind()).toEqual([]);
});

test.each(['shrinks', 'changes', 'goes away'])('a file that %s between the two times it is read', async (how) => {
  const sources = bench.sources({ ...DATABASE, 'pb_data/storage/log': 'x'.repeat(1_000_000), 'pb_public/last': 'x' });
  const path = sources[1]?.path ?? '';
  let done = false;
  const onProgress: WriteOptions['onProgress'] = (bytesDone, bytesTotal, step) => {
    if (done || step !== 'hashing' || bytesDone < bytesTotal) return;
    done = true;
    if (how === 'shrinks') truncateSync(path, 10);
    if (how === 'changes') writeFileSync(path, 'y'.repeat(1_000_000));
    if (how === 'goes away') rmSync(path);
  };
  const written = await write(sources, { onProgress });
  const kind = how === 'goes away' ? 'source-unreadable' : 'source-changed';
  expect(written).toMatchObject({ ok: false, error: { kind, entry: 'pb_data/storage/log' } });
  expect(leftBehind()).toEqual([]);
});

test('a file that grows meanwhile is in it as far as it was at the beginning', async () => {
  const sources = bench.sources({
    ...DATABASE,
    'pb_data/small.log': 'small',
    'pb_data/large.log': 'x'.repeat(1_000_000),
  });
  const logs = sources.slice(1).map(({ path }) => path);
  const onProgress: WriteOptions['onProgress'] = () => {
    for (const path of logs) appendFileSync(path, 'more');
  };
  valueOf(await write(sources, { onProgress }));
  expect((await verifyArchive(target(), GENEROUS_LIMITS)).ok).toBe(true);
  await unpackAll();
  expect(readFileSync(join(bench.into, 'pb_data/large.log'), 'utf8').slice(0, 1_000_000)).toBe('x'.repeat(1_000_000));
  expect(readFileSync(join(bench.into, 'pb_data/small.log'), 'utf8')).toMatch(/^small(?:more)*$/);
});

test('what cannot be backed up', async () => {
  const sources = bench.sources(DATABASE);
  symlinkSync('/etc/passwd', join(bench.home, 'link'));
  const refused = async (name: string, path: string): Promise<unknown> => {
    const written = await write([...sources, { name, path }]);
    expect(leftBehind()).toEqual([]);
    return written.ok ? null : written.error;
  };
  const own = sources[0]?.path ?? '';
  expect(await refused('pb_public/link', join(bench.home, 'link'))).toMatchObject({ kind: 'not-a-file', what: 'link' });
  expect(await refused('pb_public/folder', bench.home)).toMatchObject({ kind: 'not-a-file', what: 'other' });
  expect(await refused('pb_public/gone', join(bench.home, 'gone'))).toMatchObject({
    kind: 'source-unreadable',
    detail: 'ENOENT',
  });
  expect(await refused('pb_data/data.db', own)).toMatchObject({ kind: 'same-name' });
  expect(await refused('pb_data/backups/x.zip', own)).toMatchObject({
    kind: 'manifest-does-not-fit',
    where: 'files.1.path',
  });
});

test('is never written over anything', async () => {
  bench.write('backup.zip', 'precious');
  expect(await write(bench.sources(DATABASE))).toMatchObject({ ok: false, error: { kind: 'target-exists' } });
  expect(readFileSync(target(), 'utf8')).toBe('precious');
  const other = join(bench.home, 'other.zip');
  bench.write('other.zip.part', 'of another run');
  expect(await write(bench.sources(DATABASE), { target: other })).toMatchObject({
    ok: false,
    error: { kind: 'not-written', detail: 'EEXIST' },
  });
  expect(readFileSync(`${other}.part`, 'utf8')).toBe('of another run');
  expect(existsSync(other)).toBe(false);
  const nowhere = join(bench.home, 'none/x.zip');
  expect(await write(bench.sources(DATABASE), { target: nowhere })).toMatchObject({
    ok: false,
    error: { kind: 'not-written', detail: 'ENOENT' },
  });
});

test('cancelled while unpacking: the folder is empty again', async () => {
  valueOf(await write(bench.sources({ ...DATABASE, 'pb_data/storage/big': Buffer.alloc(8_000_000, 'big') })));
  const cancel = new AbortController();
  const unpacked = await unpackArchive(target(), await listed(), {
    into: bench.into,
    parts: ['pb_data'],
    limits: GENEROUS_LIMITS,
    signal: cancel.signal,
    onProgress: (bytesDone) => bytesDone > 1_000_000 && cancel.abort(),
  });
  expect(unpacked).toEqual({ ok: false, error: { kind: 'aborted' } });
  expect(readdirSync(bench.into)).toEqual([]);
});

test('bytes that fell over: refused, or the same content as before; never outside the folder', async () => {
  valueOf(await write(bench.sources(MIXED)));
  const original = readFileSync(target());
  await unpackAll();
  const whole = contentsOf(bench.into);
  const flips = fc.array(fc.tuple(fc.nat(original.length - 1), fc.integer({ min: 1, max: 255 })), {
    minLength: 1,
    maxLength: 3,
  });
  await fc.assert(
    fc.asyncProperty(flips, async (changes) => {
      const damaged = createBackupBench();
      try {
        const bytes = Buffer.from(original);
        for (const [at, bits] of changes) bytes.writeUInt8(bytes.readUInt8(at) ^ bits, at);
        const path = damaged.write('backup.zip', bytes);
        const verified = await verifyArchive(path, GENEROUS_LIMITS);
        const listing = await readArchive(path, GENEROUS_LIMITS);
        if (listing.ok) {
          const parts = listing.value.parts.map(({ part }) => part);
          const unpacked = await unpackArchive(path, listing.value, {
            into: damaged.into,
            parts,
            limits: GENEROUS_LIMITS,
          });
          expect(unpacked.ok).toBe(verified.ok);
          if (unpacked.ok) expect(contentsOf(damaged.into)).toEqual(whole);
        }
        if (!verified.ok) expect(readdirSync(damaged.into)).toEqual([]);
        expect(readdirSync(damaged.home).sort()).toEqual(['backup.zip', 'into']);
        expect(readFileSync(path).equals(bytes)).toBe(true);
      } finally {
        damaged.dispose();
      }
    }),
    { numRuns: 300 },
  );
});
