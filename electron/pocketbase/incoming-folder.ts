/** Work folders inside the version store. Whatever is not finished lives in one of these and is never taken for a version. */
import { chmod, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { nanoid } from 'nanoid';
import { renamePatiently } from '../disk/rename';
import { syncFolder } from '../disk/sync';
import { isAlive } from './momentary-folder';

const PREFIX = '.incoming-';
/** No installation takes longer: the downloads have shorter limits. */
const ABANDONED_AFTER_MS = 3_600_000;

/** A new, empty folder that only this user can read. Its name tells the process, so that others know when it is left over. */
export async function createIncoming(store: string): Promise<string> {
  const folder = join(store, `${PREFIX}${String(process.pid)}-${nanoid(8)}`);
  await mkdir(folder, { mode: 0o700 });
  return folder;
}

export const removeIncoming = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/** Removes what killed processes left behind, but nothing that another live one is still working in. */
export async function sweepIncoming(store: string): Promise<void> {
  for (const name of await readdir(store)) {
    if (!name.startsWith(PREFIX)) continue;
    const folder = join(store, name);
    const pid = Number(/^\.incoming-(\d+)-/.exec(name)?.[1] ?? 0);
    const modified = await stat(folder).catch(() => undefined);
    const old = modified === undefined || Date.now() - modified.mtimeMs > ABANDONED_AFTER_MS;
    if (old || pid === process.pid || !isAlive(pid)) await removeIncoming(folder);
  }
}

/**
 * Gives `incoming` its final name in one step; false if another process was faster and its result stands there.
 * `isValid` says whether what stands there counts: a damaged folder is put aside and replaced.
 */
export async function publishIncoming(
  incoming: string,
  destination: string,
  store: string,
  isValid: () => Promise<boolean>,
): Promise<boolean> {
  // A PocketBase executable is no secret; what may be is kept by the folder above.
  await chmod(incoming, 0o755);
  await syncFolder(incoming);
  for (let attempt = 0; ; attempt++) {
    try {
      await renamePatiently(incoming, destination);
      await syncFolder(store);
      return true;
    } catch (error) {
      if (await isValid()) return false;
      if (attempt === 3) throw error;
      const aside = await createIncoming(store);
      await renamePatiently(destination, join(aside, 'damaged')).catch(() => undefined);
      await removeIncoming(aside);
    }
  }
}
