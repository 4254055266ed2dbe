import { statfs } from 'node:fs/promises';
import type { AppError } from '../../shared/errors';
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

/** Less is too little to work with. */
const NEEDED_BYTES = 16 * 1024 * 1024;
/** What SQLite and PocketBase say on a full drive is often something else, or nothing. */
const MAY_BE_LACK_OF_SPACE: ReadonlySet<AppError['code']> = new Set([
  'unexpected',
  'data-not-usable',
  'data-damaged',
  'folder-not-usable',
  'copy-not-served',
]);

/** The error itself, or the lack of space that lies behind it. */
export async function orLackOfSpace(error: AppError, folder: string): Promise<AppError> {
  if (!MAY_BE_LACK_OF_SPACE.has(error.code)) return error;
  const freeBytes = await freeBytesAt(folder);
  if (freeBytes === null || freeBytes >= NEEDED_BYTES) return error;
  return { code: 'not-enough-space', path: folder, neededBytes: NEEDED_BYTES, freeBytes };
}
