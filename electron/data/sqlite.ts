import { DatabaseSync, backup } from '@photostructure/sqlite';

/** All pages in one step: one read lock, which in WAL mode holds up no writer. */
const ALL_PAGES = 2 ** 31 - 1;
const BUSY_MS = 5000;

export type Database = InstanceType<typeof DatabaseSync>;

/** For files that no PocketBase has open. */
export function openAlone(path: string): Database {
  return new DatabaseSync(path, { timeout: BUSY_MS });
}

/** For a file that a running PocketBase writes to. Never anything else: only it may write. */
export function openToRead(path: string): Database {
  return new DatabaseSync(path, { readOnly: true, timeout: BUSY_MS });
}

/**
 * Where SQLite writes what it needs for a while, as the new database of a `VACUUM`, in place of a folder that all users share
 * on another drive. It asks when the first database of the process is opened. Windows goes by its own settings. Not run there.
 */
export function keepTemporariesIn(folder: string): void {
  process.env['SQLITE_TMPDIR'] = folder;
}

/** A consistent copy of a database that others go on writing to. */
export async function copyWhileInUse(from: string, to: string): Promise<void> {
  const database = openToRead(from);
  try {
    await backup(database, to, { rate: ALL_PAGES });
  } finally {
    database.close();
  }
}

/** Brings everything into the one file: no `-wal`, no `-shm`. PocketBase turns the WAL on again by itself. */
export function settle(path: string): void {
  const database = openAlone(path);
  try {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    database.exec('PRAGMA journal_mode = DELETE');
  } finally {
    database.close();
  }
}

/** Runs SQLite's full check; answers what it found, at most ten lines. Empty: nothing is wrong. */
export function findDamage(path: string): readonly string[] {
  const database = openAlone(path);
  try {
    const rows = database.prepare('PRAGMA integrity_check(10)').all() as { readonly integrity_check: string }[];
    return rows.map((row) => row.integrity_check).filter((line) => line !== 'ok');
  } finally {
    database.close();
  }
}
