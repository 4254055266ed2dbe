/** What was written lasts only once the files and the folders they are named in have been synced. */
import { channel } from 'node:diagnostics_channel';
import { closeSync, constants, fsyncSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { entriesIn, onDisk } from './byte-names';

/** Windows opens no folders as files; there the file system's own journal has to do. Not run. */
const CAN_SYNC_FOLDERS = process.platform !== 'win32';
/** Windows syncs only what may be written. Elsewhere a file that may only be read is synced like any other. */
const TO_SYNC = CAN_SYNC_FOLDERS ? constants.O_RDONLY : constants.O_RDWR;
/** Some network and user-space file systems know no sync of a folder. Everything else means that it may not be kept. */
const WITHOUT_FOLDER_SYNC = ['EINVAL', 'ENOTSUP', 'ENOSYS', 'EBADF'];

/** File systems write what several wait for in one go. */
const SYNCED_AT_ONCE = 16;

/** Tells each folder that is being synced, for those who ask in what order things reach the disk. */
export const SYNCED_FOLDERS = 'basekeeper:synced-folders';
const syncedFolders = channel(SYNCED_FOLDERS);

/** A rename lasts only once its folder has been synced. Text is a name as in `byte-names.ts`. */
export async function syncFolder(folder: string | Buffer): Promise<void> {
  syncedFolders.publish(folder);
  if (!CAN_SYNC_FOLDERS) return;
  const handle = await open(typeof folder === 'string' ? onDisk(folder) : folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } catch (error) {
    ifItMatters(error);
  } finally {
    await handle.close();
  }
}

export function syncFolderNow(folder: string): void {
  if (!CAN_SYNC_FOLDERS) return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } catch (error) {
    ifItMatters(error);
  } finally {
    closeSync(handle);
  }
}

function ifItMatters(error: unknown): void {
  if (!WITHOUT_FOLDER_SYNC.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
}

/**
 * All files below, then the folders. At the end and not file by file: by then the system has written most of it on its
 * own. Several at once across folders, because PocketBase has a folder for each record with a file. `goOn` is called now
 * and then and may throw to end it.
 */
export async function syncTree(folder: string, goOn: () => void): Promise<void> {
  const folders = [folder];
  const files: string[] = [];
  for (const each of folders) {
    goOn();
    for (const entry of await entriesIn(each)) {
      // A link is kept with the folder that it is in; where it leads is not ours.
      if (entry.isFolder) folders.push(`${each}/${entry.name}`);
      else if (entry.isFile) files.push(`${each}/${entry.name}`);
    }
  }
  await severalAtOnce(files, goOn, syncFile);
  await severalAtOnce(folders.reverse(), goOn, syncFolder);
}

async function severalAtOnce(
  paths: readonly string[],
  goOn: () => void,
  work: (path: string) => Promise<void>,
): Promise<void> {
  const waiting = paths.values();
  const workOff = async (): Promise<void> => {
    for (const path of waiting) {
      goOn();
      await work(path);
    }
  };
  await Promise.all(Array.from({ length: SYNCED_AT_ONCE }, workOff));
}

export async function syncFile(path: string): Promise<void> {
  const handle = await open(onDisk(path), TO_SYNC);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
