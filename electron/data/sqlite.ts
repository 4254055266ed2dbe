import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { DatabaseSync, backup } from '@photostructure/sqlite';
import { bytesOfText, onDisk } from '../disk/byte-names';

/** All pages in one step: one read lock, which in WAL mode holds up no writer. */
const ALL_PAGES = 2 ** 31 - 1;
const BUSY_MS = 5000;

export type Database = InstanceType<typeof DatabaseSync>;

/** For files that no PocketBase has open. */
export function openAlone(path: string): Database {
  return new DatabaseSync(onDisk(path), { timeout: BUSY_MS });
}

/** For a file that a running PocketBase writes to. Never anything else: only it may write. */
export function openToRead(path: string): Database {
  return new DatabaseSync(onDisk(path), { readOnly: true, timeout: BUSY_MS });
}

/**
 * Leaves no trace, whether a process uses the file or not. SQLite makes a write-ahead log even to read, and leaves it there;
 * one that is left stands for a crash. So where there is none, SQLite is told that nobody writes.
 */
export function openToLook(path: string): Database {
  if (existsSync(onDisk(`${path}-wal`))) return openToRead(path);
  const address = addressOf(path);
  address.searchParams.set('immutable', '1');
  return new DatabaseSync(address, { readOnly: true, timeout: BUSY_MS });
}

/** Names are bytes: each is spelled out, also those that are no text. */
function addressOf(path: string): URL {
  if (process.platform === 'win32') return pathToFileURL(path);
  const spelled = [...bytesOfText(path)].map((byte) =>
    byte === 0x2f ? '/' : `%${byte.toString(16).padStart(2, '0')}`,
  );
  return new URL(`file://${spelled.join('')}`);
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
    await backup(database, onDisk(to), { rate: ALL_PAGES });
  } finally {
    database.close();
  }
}

/** Does the work while no other program can finish a write to this database, which has no write-ahead log. */
export async function whileNobodyWrites(path: string, work: () => Promise<void>): Promise<void> {
  const database = openToRead(path);
  try {
    database.exec('BEGIN');
    // The lock comes with the first page that is read.
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    await work();
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
