import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { WATCHED_FOLDERS, type StartedWith, type WatchedFile, type WatchedFolder } from '../../shared/what-changed';

/** More files than this in one folder are not looked at: it is about what people write by hand. */
const FILES_MAX = 3000;
const DEPTH_MAX = 8;
/** In bytes. A larger one is told apart by size and time. */
const READ_MAX = 512 * 1024;

/** Hooks, migrations and public files as they are now; what of them was not read is said. */
export async function readWatchedFiles(instanceFolder: string): Promise<Pick<StartedWith, 'files' | 'partlyRead'>> {
  const read = await Promise.all(WATCHED_FOLDERS.map((folder) => readFolder(instanceFolder, folder)));
  return {
    files: read.flatMap(({ files }) => files),
    partlyRead: WATCHED_FOLDERS.filter((_folder, index) => read[index]?.isWhole === false),
  };
}

interface FolderRead {
  readonly files: readonly WatchedFile[];
  readonly isWhole: boolean;
}

async function readFolder(instanceFolder: string, folder: WatchedFolder): Promise<FolderRead> {
  const files: WatchedFile[] = [];
  let isWhole = true;
  const collect = async (below: string): Promise<void> => {
    const entries = await readdir(join(instanceFolder, folder, below), { withFileTypes: true }).catch(
      (error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') isWhole = false;
        return [];
      },
    );
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      // Packages of a page or a hook are no work of this person's hands.
      if (entry.name === 'node_modules') continue;
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory() && path.split('/').length < DEPTH_MAX) await collect(path);
      else if (files.length === FILES_MAX) isWhole = false;
      else {
        const file = await look(join(instanceFolder, folder, path), folder !== 'pb_public');
        if (file === null) isWhole = false;
        else files.push({ folder, path, ...file });
      }
    }
  };
  await collect('');
  return { files, isWhole };
}

/** Null for what is no file, or cannot be read. Follows links to files. */
async function look(path: string, byContent: boolean): Promise<Pick<WatchedFile, 'mark' | 'at'> | null> {
  try {
    const found = await stat(path);
    if (!found.isFile()) return null;
    const { size, mtime } = found;
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
