/** Databases of a person's own hooks, anywhere in pb_data: copied as SQLite sees them while they are in use. */
import { closeSync, constants, lstatSync, openSync, readSync, type Stats } from 'node:fs';
import { databaseOfCompanion } from '../../shared/what-is-backed-up';
import { onDisk } from '../disk/byte-names';
import { copyOneFile } from './copy-file';
import { copyWhileInUse, whileNobodyWrites } from './sqlite';

const HEADER = Buffer.from('SQLite format 3\0');
/** The smallest page; a database is a whole number of pages, so that most other files need no look inside. */
const PAGE_BYTES = 512;
/** Whoever waits at the other end of a pipe must not hold us up. */
const TO_LOOK = constants.O_RDONLY | ((constants as { readonly O_NONBLOCK?: number }).O_NONBLOCK ?? 0);

/** Begins like a database of SQLite. False where it cannot be read. */
export function isDatabase(path: string, { size }: Pick<Stats, 'size'>): boolean {
  if (size < PAGE_BYTES || size % PAGE_BYTES !== 0) return false;
  try {
    const descriptor = openSync(onDisk(path), TO_LOOK);
    try {
      const beginning = Buffer.alloc(HEADER.length);
      return readSync(descriptor, beginning, 0, HEADER.length, 0) === HEADER.length && beginning.equals(HEADER);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return false;
  }
}

const filesAt = (path: string): Stats | undefined => {
  const found = lstatSync(onDisk(path), { throwIfNoEntry: false });
  return found?.isFile() === true ? found : undefined;
};

/** Is a companion of a database that is there: only then is it SQLite's. */
export function isOfDatabase(path: string): boolean {
  const database = databaseOfCompanion(path);
  const found = database === null ? undefined : filesAt(database);
  return database !== null && found !== undefined && isDatabase(database, found);
}

/**
 * Copies a database that others may be writing to, so that it is as it was at one moment. Where nobody is, byte for byte.
 * What SQLite itself cannot read is copied as the files it consists of, as if the power had gone.
 */
export async function copySecondDatabase(from: string, to: string, found: Stats): Promise<void> {
  const hasLog = filesAt(`${from}-wal`) !== undefined;
  try {
    if (hasLog) await copyWhileInUse(from, to);
    else await whileNobodyWrites(from, () => copyOneFile(from, to, found));
    return;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    if (isOfTheDrive(error)) throw error;
  }
  await copyAsFiles(from, to);
}

async function copyAsFiles(from: string, to: string): Promise<void> {
  for (const ending of ['', '-wal', '-journal']) {
    const found = filesAt(`${from}${ending}`);
    if (found !== undefined) await copyOneFile(`${from}${ending}`, `${to}${ending}`, found);
  }
}

/** A full drive is no fault of the database. */
const isOfTheDrive = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException).code === 'ENOSPC' || /disk is full/.test((error as Error).message);
