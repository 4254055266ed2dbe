/** Backup files made to do harm, and what has to hold whatever is done with one. */
import { readdirSync } from 'node:fs';
import { expect } from 'vitest';
import { archiveProblemWords } from '../../shared/words/archive-words';
import type { ArchiveLimits } from '../archives/limits';
import { readArchive } from '../archives/read-archive';
import { unpackArchive } from '../archives/unpack-archive';
import { verifyArchive } from '../archives/verify-archive';
import { GENEROUS_LIMITS, treeOf, type BackupBench } from './backup-bench';
import { zipArchive, type ZipEntry } from './zip-archive';

export const DATABASE: ZipEntry = { name: 'data.db', content: 'SQLite format 3\0 and rows' };
/** A PocketBase zip with one more entry. */
export const withEntry = (...entries: readonly ZipEntry[]): Buffer => zipArchive([DATABASE, ...entries]);
export const named = (name: string | Buffer): Buffer => withEntry({ name, content: 'x' });

export interface Outcome {
  /** Null: everything went well. */
  readonly sentence: string | null;
  /** At which step it ended. */
  readonly step: 'reading' | 'unpacking' | 'done';
}

/** Reads, then unpacks everything; asserts what has to hold whatever comes out. */
export async function tryToUse(
  bench: BackupBench,
  bytes: Buffer,
  limits: ArchiveLimits = GENEROUS_LIMITS,
): Promise<Outcome> {
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
  const parts = read.value.parts.map(({ part }) => part);
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

/** A good one. */
export const FINE = withEntry({ name: 'storage/a/b.txt', content: 'hello'.repeat(100), deflate: true });
