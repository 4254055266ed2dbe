import { readFileSync } from 'node:fs';
import type { FileIdentity } from './file-identity';

/**
 * Which processes hold locks on which files, as `/proc/locks` (Linux) tells everybody, also of processes whose open files are
 * not shown: those of other users, and those of an executable with capabilities. SQLite holds one on a database in WAL mode
 * for as long as it is open. Keys: see `lockKey`.
 */
export function lockHolders(): ReadonlyMap<string, ReadonlySet<number>> {
  try {
    return holdersIn(readFileSync('/proc/locks', 'utf8'));
  } catch {
    return new Map();
  }
}

/** Lines like `1: POSIX  ADVISORY  READ 17642 fe:00:10020242 128 128`; one that waits has `->` behind its number. */
export function holdersIn(table: string): ReadonlyMap<string, ReadonlySet<number>> {
  const holders = new Map<string, Set<number>>();
  for (const [, pid, key = ''] of table.matchAll(/^\d+: \S+ +\S+ +\S+ +(\d+) ([\da-f]+:[\da-f]+:\d+) /gm)) {
    holders.set(key, (holders.get(key) ?? new Set()).add(Number(pid)));
  }
  return holders;
}

/** How `/proc/locks` names a file: device in two hexadecimal numbers, then the inode. */
export function lockKey({ device, inode }: FileIdentity): string {
  const major = ((device >> 8n) & 0xfffn) | ((device >> 32n) & ~0xfffn);
  const minor = (device & 0xffn) | ((device >> 12n) & ~0xffn);
  const inHex = (value: bigint): string => value.toString(16).padStart(2, '0');
  return `${inHex(major)}:${inHex(minor)}:${String(inode)}`;
}
