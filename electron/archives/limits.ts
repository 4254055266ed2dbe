import { NAME_LIMITS, type NameLimits } from '../../shared/archive-name';
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
 * Entries: an instance with a file for each of many records has some hundred thousand. Expansion: deflate ends at
 * 1032:1. Real databases get 3:1 to 20:1; one of 1 GiB that is empty to 40 % gets about 17:1 at most, since the other
 * 60 % are packed 10:1. 200:1 is far from both. The allowances are for what is small and still grows more: an empty log
 * database, a page of zeros. 50 MB from 50 kB may expand to 16 MiB + 200 x 50 kB = 27 MB, so it is refused.
 */
export const ARCHIVE_LIMITS: Omit<ArchiveLimits, 'spaceBytes'> = {
  unpackedBytes: 1024 * GIB,
  entries: 1_000_000,
  names: NAME_LIMITS,
  expansion: 200,
  entryAllowanceBytes: 16 * MIB,
  totalAllowanceBytes: 64 * MIB,
};

/** In bytes: what so many packed bytes may become. */
export const mayExpandTo = (packedBytes: number, allowanceBytes: number, { expansion }: ArchiveLimits): number =>
  allowanceBytes + expansion * packedBytes;

/**
 * In bytes, how long a manifest may be that lists so many entries: 1.5 kB for each is the longest path with its quotes
 * escaped, and a manifest that makes promises about few entries stays small in memory.
 */
export const manifestLimitBytes = (entries: number): number => Math.min(256 * MIB, 4 * MIB + entries * 1536);

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
  if (foundBytes > limits.unpackedBytes) {
    return { kind: 'too-large', limitBytes: limits.unpackedBytes, foundBytes, because: 'fixed' };
  }
  if (foundBytes > mayExpandTo(packedBytes, limits.totalAllowanceBytes, limits)) {
    return { kind: 'expands-too-much', entry: null, packedBytes, unpackedBytes: foundBytes };
  }
  return foundBytes > limits.spaceBytes
    ? { kind: 'too-large', limitBytes: limits.spaceBytes, foundBytes, because: 'space' }
    : null;
}
