import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from './sync';

/**
 * A folder, and those above it that were made with it, last only once those that name them have been synced.
 * @param firstMade the topmost of them, as `mkdir` answers it; nothing was made without one.
 */
export async function syncMadeFolders(folder: string, firstMade: string | undefined): Promise<void> {
  if (firstMade === undefined) return;
  const topmost = await realpath(dirname(firstMade));
  let each = await realpath(folder);
  do {
    each = dirname(each);
    await syncFolder(each);
  } while (each !== topmost && each !== dirname(each));
}
