import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { WATCHED_FOLDERS, type WatchedFile, type WatchedFolder } from '../../shared/what-changed';

/** More files than this in one folder are not looked at: it is about what people write by hand. */
const FILES_MAX = 3000;
const DEPTH_MAX = 8;
/** In bytes. A larger one is told apart by size and time. */
const READ_MAX = 512 * 1024;

/** Hooks, migrations and public files as they are now. What cannot be read is left out. */
export async function readWatchedFiles(instanceFolder: string): Promise<readonly WatchedFile[]> {
  const files: WatchedFile[] = [];
  for (const folder of WATCHED_FOLDERS) await collect(instanceFolder, folder, '', files, files.length + FILES_MAX);
  return files;
}

async function collect(
  instanceFolder: string,
  folder: WatchedFolder,
  below: string,
  into: WatchedFile[],
  max: number,
): Promise<void> {
  const entries = await readdir(join(instanceFolder, folder, below), { withFileTypes: true }).catch(() => []);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (into.length >= max) return;
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    // Packages of a page or a hook are no work of this person's hands.
    if (entry.isDirectory() && entry.name !== 'node_modules' && path.split('/').length < DEPTH_MAX) {
      await collect(instanceFolder, folder, path, into, max);
    } else if (entry.isFile()) {
      const file = await look(join(instanceFolder, folder, path), folder !== 'pb_public');
      if (file !== null) into.push({ folder, path, ...file });
    }
  }
}

async function look(path: string, byContent: boolean): Promise<Pick<WatchedFile, 'mark' | 'at'> | null> {
  try {
    const { size, mtime } = await stat(path);
    const at = mtime.toISOString();
    // Programs are told apart by what is in them: a restore or a copy writes the same again.
    if (!byContent || size > READ_MAX) return { at, mark: `${String(size)} ${at}` };
    return {
      at,
      mark: createHash('sha256')
        .update(await readFile(path))
        .digest('base64url'),
    };
  } catch {
    return null;
  }
}
