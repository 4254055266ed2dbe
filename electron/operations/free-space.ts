import { statfs } from 'node:fs/promises';
import { done, fail, type Result } from '../../shared/result';

/** So much stays free for everything else on the drive. */
const RESERVE_BYTES = 64 * 1024 * 1024;

/** Null where the system does not tell. */
export async function freeBytesAt(folder: string): Promise<number | null> {
  const space = await statfs(folder).catch(() => null);
  return space === null ? null : space.bavail * space.bsize;
}

/** `not-enough-space` unless so much can be written and something stays free. */
export async function checkSpace(folder: string, neededBytes: number): Promise<Result<undefined>> {
  const freeBytes = await freeBytesAt(folder);
  if (freeBytes === null || freeBytes >= neededBytes + RESERVE_BYTES) return done;
  return fail({ code: 'not-enough-space', path: folder, neededBytes: neededBytes + RESERVE_BYTES, freeBytes });
}
