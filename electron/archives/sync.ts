/** What was written lasts only once the files and the folders they are named in have been synced. */
import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Windows opens no folders as files; there the file system's own journal has to do. Not run. */
const CAN_SYNC_FOLDERS = process.platform !== 'win32';
/** Some network and user-space file systems know no sync of a folder. Everything else means that it may not be kept. */
const WITHOUT_FOLDER_SYNC = ['EINVAL', 'ENOTSUP', 'ENOSYS', 'EBADF'];

/** File systems write what several wait for in one go. */
const SYNCED_AT_ONCE = 16;

export async function syncFolder(folder: string): Promise<void> {
  if (!CAN_SYNC_FOLDERS) return;
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } catch (error) {
    if (!WITHOUT_FOLDER_SYNC.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    await handle.close();
  }
}

/**
 * All files below, then the folders, the innermost first. At the end and not file by file: by then the system has
 * written most of it on its own. `goOn` is called now and then and may throw to end it.
 */
export async function syncTree(folder: string, goOn: () => void): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (let at = 0; at < entries.length; at += SYNCED_AT_ONCE) {
    goOn();
    const files = entries.slice(at, at + SYNCED_AT_ONCE).filter((entry) => !entry.isDirectory());
    await Promise.all(files.map(({ name }) => syncFile(join(folder, name))));
  }
  for (const entry of entries) if (entry.isDirectory()) await syncTree(join(folder, entry.name), goOn);
  await syncFolder(folder);
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, constants.O_RDWR);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
