import { NAME_LIMITS, nameSystemOf, type NameLimits } from '../../shared/archive-name';
import type { ArchiveProblem } from '../../shared/archive-problem';

const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;

export interface ArchiveLimits {
  /** What may be used of the drive, in bytes, for everything unpacked: half of the free space is a good answer. */
  readonly spaceBytes: number;
  /** More than any instance has; it stops absurd numbers where `spaceBytes` was given generously. */
  readonly unpackedBytes: number;
  readonly entries: number;
  readonly names: NameLimits;
  /** See `mayExpandTo`. */
  readonly expansion: number;
  readonly entryAllowanceBytes: number;
  readonly totalAllowanceBytes: number;
}

/**
 * Expansion and allowances are for zips of others: one of ours says what each of its files is, and is held to it.
 * Entries: an instance with a file for each of many records has some hundred thousand, each in a folder of its own. Expansion: deflate ends at
 * 1032:1. Real databases get 3:1 to 20:1; one of 1 GiB that is empty to 40 % gets about 17:1 at most, since the other
 * 60 % are packed 10:1. 200:1 is far from both. The allowances are for what is small and still grows more: an empty log
 * database, a page of zeros. 50 MB from 50 kB may expand to 16 MiB + 200 x 50 kB = 27 MB, so it is refused.
 */
export const ARCHIVE_LIMITS: Omit<ArchiveLimits, 'spaceBytes'> = {
  unpackedBytes: 1024 * GIB,
  entries: 2_000_000,
  names: { ...NAME_LIMITS, system: nameSystemOf(process.platform) },
  expansion: 200,
  entryAllowanceBytes: 16 * MIB,
  totalAllowanceBytes: 64 * MIB,
};

/** In bytes: what so many packed bytes may become. */
export const mayExpandTo = (packedBytes: number, allowanceBytes: number, { expansion }: ArchiveLimits): number =>
  allowanceBytes + expansion * packedBytes;

/**
 * In bytes, how long a manifest may be that lists so many entries, whose names take so many bytes in the list of contents: a
 * byte of a name may become six, and the rest of what is said of a file is short. One that makes promises about few entries
 * stays small in memory.
 */
export const manifestLimitBytes = (entries: number, contentsBytes: number): number =>
  Math.min(448 * MIB, 4 * MIB + entries * 1024 + contentsBytes * 6);

export interface Amount {
  packedBytes: number;
  unpackedBytes: number;
}

export function entryAmountProblem(entry: string, amount: Amount, limits: ArchiveLimits): ArchiveProblem | null {
  const { packedBytes, unpackedBytes } = amount;
  return unpackedBytes > mayExpandTo(packedBytes, limits.entryAllowanceBytes, limits)
    ? { kind: 'expands-too-much', entry, packedBytes, unpackedBytes }
    : null;
}

export function totalAmountProblem(amount: Amount, limits: ArchiveLimits): ArchiveProblem | null {
  const { packedBytes, unpackedBytes: foundBytes } = amount;
  if (foundBytes <= limits.unpackedBytes && foundBytes > mayExpandTo(packedBytes, limits.totalAllowanceBytes, limits)) {
    return { kind: 'expands-too-much', entry: null, packedBytes, unpackedBytes: foundBytes };
  }
  return roomProblem(foundBytes, limits);
}

/** What all of it takes on the drive. */
export function roomProblem(foundBytes: number, limits: ArchiveLimits): ArchiveProblem | null {
  if (foundBytes > limits.unpackedBytes) {
    return { kind: 'too-large', limitBytes: limits.unpackedBytes, foundBytes, because: 'fixed' };
  }
  return foundBytes > limits.spaceBytes
    ? { kind: 'too-large', limitBytes: limits.spaceBytes, foundBytes, because: 'space' }
    : null;
}
