import { lstat } from 'node:fs/promises';
import { join } from 'node:path';

/** Of PocketBase: records, and logs (named logs.db before 0.23). */
export const DATABASES = ['data.db', 'auxiliary.db', 'logs.db'];

/** A database, what is not yet in it, and the index of that. */
const FILES_OF_DATABASE = ['', '-wal', '-shm'];

/** What the databases in a folder take; opens none of them. */
export async function databaseBytes(dataFolder: string): Promise<number> {
  const paths = DATABASES.flatMap((name) => FILES_OF_DATABASE.map((ending) => join(dataFolder, `${name}${ending}`)));
  const sizes = await Promise.all(paths.map((path) => lstat(path).catch(() => ({ size: 0 }))));
  return sizes.reduce((sum, { size }) => sum + size, 0);
}
