import { lstatSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { entriesInNow, onDisk, type NamedEntry } from '../disk/byte-names';

/** Bytes of all files below a folder, links not followed; 0 when it is not there. For a process that does nothing else. */
export async function folderSize(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of entriesOf(folder)) {
    const path = `${folder}/${entry.name}`;
    bytes += entry.isFolder ? await folderSize(path) : sizeOf(path);
  }
  await setImmediate();
  return bytes;
}

function entriesOf(folder: string): readonly NamedEntry[] {
  try {
    return entriesInNow(folder);
  } catch {
    return [];
  }
}

function sizeOf(path: string): number {
  try {
    return lstatSync(onDisk(path)).size;
  } catch {
    return 0;
  }
}
