import { stat } from 'node:fs/promises';
import { openAlone, settle } from './sqlite';

/** SQLite itself makes sure that a database is the old one or the new one, whenever it is interrupted. */
export async function compactDatabase(
  path: string,
): Promise<{ readonly beforeBytes: number; readonly afterBytes: number }> {
  settle(path);
  const beforeBytes = (await stat(path)).size;
  const database = openAlone(path);
  try {
    database.exec('VACUUM');
  } finally {
    database.close();
  }
  return { beforeBytes, afterBytes: (await stat(path)).size };
}
