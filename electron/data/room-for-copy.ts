import { lstatSync, statSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { INSTANCE_PARTS } from '../../shared/backup';
import { ok } from '../../shared/result';
import { isLeftOut } from '../../shared/what-is-backed-up';
import { entriesInNow, onDisk } from '../disk/byte-names';
import type { Perform } from './job-contract';

/** As POSIX has it, whatever the file system works with. */
const BLOCK_BYTES = 512;

/** Windows tells no blocks. A file that is mostly holes takes what it has, not what it says. */
const allocated = ({ blocks, size }: Stats): number =>
  process.platform === 'win32' ? size : Math.min(blocks * BLOCK_BYTES, Math.max(size, BLOCK_BYTES));

/** What a copy of these names takes, or one of the parts of an instance without what is never copied. */
export const roomForCopy: Perform<'room-for-copy'> = async ({ folder, names }) =>
  ok({ bytes: await roomOf(folder, names) });

/** In bytes; see `room-for-copy`. */
export async function roomOf(folder: string, names: readonly string[] | null): Promise<number> {
  let bytes = 0;
  for (const name of names ?? INSTANCE_PARTS) {
    bytes += await roomFor(join(folder, name), name === 'pb_data' && names === null);
  }
  return bytes;
}

async function roomFor(path: string, isData: boolean): Promise<number> {
  const found = lstatSync(onDisk(path), { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory() && !isData) return allocated(found);
  let bytes = 0;
  for (const { name } of entriesOf(path)) {
    if (isData && (isLeftOut(name) || name.startsWith('.basekeeper-'))) continue;
    const inside = join(path, name);
    // A link to uploads on another drive is copied as what is behind it.
    const isStorage =
      isData && name === 'storage' && statSync(inside, { throwIfNoEntry: false })?.isDirectory() === true;
    bytes += isStorage ? await roomForAll(inside) : await roomFor(inside, false);
  }
  await setImmediate();
  return bytes;
}

async function roomForAll(folder: string): Promise<number> {
  let bytes = 0;
  for (const { name } of entriesOf(folder)) bytes += await roomFor(join(folder, name), false);
  return bytes;
}

/** Deleted meanwhile, or not to be read: whoever copies says so. */
function entriesOf(folder: string): ReturnType<typeof entriesInNow> {
  try {
    return entriesInNow(folder);
  } catch {
    return [];
  }
}
