/** What was written lasts only once the files and the folders they are named in have been synced. */
import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Windows opens no folders as files; there the file system's own journal has to do. Not run. */
const CAN_SYNC_FOLDERS = process.platform !== 'win32';
/** Some network and user-space file systems know no sync of a folder. Everything else means that it may not be kept. */
const WITHOUT_FOLDER_SYNC = ['EINVAL', 'ENOTSUP', 'ENOSYS', 'EBADF'];

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
 * written most of it on its own. `beforeEach` may throw to end it.
 */
export async function syncTree(folder: string, beforeEach: () => void): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    beforeEach();
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await syncTree(path, beforeEach);
    else await syncFile(path);
  }
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
