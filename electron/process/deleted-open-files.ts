import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileIdentity, identityKey, type FileIdentity } from './file-identity';
import { openDescriptorsOf, withoutDeletedMark } from './processes';

/** PocketBase exchanges its databases itself when it restores a backup or starts anew; a moment later all is in place. */
const SECOND_LOOK_MS = 500;

/** `logs.db`: before 0.23. */
const DATABASES = ['data.db', 'auxiliary.db', 'logs.db'];
/** What belongs to a database by SQLite's own rules. */
const SUFFIXES = ['', '-wal', '-shm', '-journal'];

/**
 * The database files of a data folder (absolute paths) that this process works on although they are no longer there, or
 * another file has their name: what it acknowledges from now on goes into files that nobody can open again, a backup of
 * the folder does not hold it, and it is lost when the process ends. Seen twice, half a second apart. Empty: none, or the
 * system does not tell (only Linux does).
 */
export async function deletedDatabaseFiles(pid: number, dataFolder: string): Promise<readonly string[]> {
  if (process.platform !== 'linux') return [];
  const first = await look(pid, dataFolder);
  if (first.length === 0) return [];
  await wait(SECOND_LOOK_MS);
  const second = new Set(await look(pid, dataFolder));
  return first.filter((path) => second.has(path));
}

async function look(pid: number, dataFolder: string): Promise<readonly string[]> {
  const names = await databaseFilesOf(dataFolder);
  const open = openDescriptorsOf(pid)
    .map(({ descriptor, path }) => ({ descriptor, path: withoutDeletedMark(path) }))
    .filter(({ path }) => names.has(path));
  const found = new Set<string>();
  for (const { descriptor, path } of open) {
    const opened = await fileIdentity(`/proc/${String(pid)}/fd/${String(descriptor)}`);
    // Closed since.
    if (opened === null) continue;
    const there = await identityAt(path);
    if (there === 'unknown') continue;
    if (there === null || identityKey(there) !== identityKey(opened)) found.add(path);
  }
  return [...found].sort();
}

/** As the system names them when they are open: without symbolic links. */
async function databaseFilesOf(dataFolder: string): Promise<ReadonlySet<string>> {
  const folder = await realpath(dataFolder).catch(() => dataFolder);
  const databases = await Promise.all(
    DATABASES.map((name) => realpath(join(folder, name)).catch(() => join(folder, name))),
  );
  return new Set(databases.flatMap((database) => SUFFIXES.map((suffix) => `${database}${suffix}`)));
}

/** Null only when it is certain that nothing is there: a drive that does not answer says nothing about the file. */
async function identityAt(path: string): Promise<FileIdentity | null | 'unknown'> {
  const found = await fileIdentity(path);
  if (found !== null) return found;
  try {
    await stat(path);
    return 'unknown';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : 'unknown';
  }
}
