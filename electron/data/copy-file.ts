import {
  constants,
  chmodSync,
  closeSync,
  copyFileSync,
  ftruncateSync,
  openSync,
  readSync,
  unlinkSync,
  type Stats,
} from 'node:fs';
import { copyFile, open } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { onDisk } from '../disk/byte-names';
import { HOLE_BYTES, isEmptyBlock } from '../archives/empty-blocks';
import { writeAllNow } from '../archives/write-all';

/**
 * Up to here the process waits for a file: it has nothing else to do, and with many small ones the detour through the
 * pool of threads would take most of the time.
 */
const SMALL_BYTES = 256 * 1024;
/** Others get a turn: the process may be asked to end. */
const PAUSED_AFTER_BYTES = 64 * 1024 ** 2;
const NO_FOLLOW = (constants as { readonly O_NOFOLLOW?: number }).O_NOFOLLOW ?? 0;
const EXCLUSIVE = constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE;
/** Neither those of the owner nor those of the group are ever given to what we make. */
const SET_ID_BITS = 0o7000;

/** Takes up less of the drive than it has bytes. Windows tells no blocks. */
const isSparse = ({ blocks, size }: Stats): boolean =>
  size > HOLE_BYTES && process.platform !== 'win32' && blocks * 512 < size;

/**
 * Copies a file that is not there yet, as far as it is at the beginning, with its mode; one with holes stays as small.
 * `found` is what `lstat` said of it. Throws what the file system says; of one that is not whole nothing is left.
 */
export async function copyOneFile(from: string, to: string, found: Stats): Promise<void> {
  if (isSparse(found)) await copySparse(from, to, found);
  else if (found.size <= SMALL_BYTES) copyFileSync(onDisk(from), onDisk(to), EXCLUSIVE);
  else await copyFile(onDisk(from), onDisk(to), EXCLUSIVE);
  if ((found.mode & SET_ID_BITS) !== 0) chmodSync(onDisk(to), found.mode & 0o777);
}

async function copySparse(from: string, to: string, { mode, size }: Stats): Promise<void> {
  const source = await open(onDisk(from), constants.O_RDONLY | NO_FOLLOW);
  try {
    const target = openSync(onDisk(to), 'wx', mode & 0o777);
    try {
      await copyBlocks(source.fd, target, size);
      // The mask of the process has been at it.
      chmodSync(onDisk(to), mode & 0o777);
    } catch (error) {
      unlinkSync(onDisk(to));
      throw error;
    } finally {
      closeSync(target);
    }
  } finally {
    await source.close();
  }
}

async function copyBlocks(source: number, target: number, sizeBytes: number): Promise<void> {
  const block = Buffer.allocUnsafe(HOLE_BYTES);
  let position = 0;
  while (position < sizeBytes) {
    const read = readSync(source, block, 0, Math.min(HOLE_BYTES, sizeBytes - position), position);
    if (read === 0) break;
    const bytes = block.subarray(0, read);
    if (!isEmptyBlock(bytes)) writeAllNow(target, bytes, position);
    position += read;
    if (position % PAUSED_AFTER_BYTES === 0) await setImmediate();
  }
  ftruncateSync(target, position);
}
