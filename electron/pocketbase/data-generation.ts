import { copyFile, constants, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DatabaseSync } from '@photostructure/sqlite';
import { generationOf, type DataGeneration } from '../../shared/data-generation';
import { NO_MIGRATIONS_TABLE } from '../../shared/words/data-words';
import { makeMomentaryFolder, type MomentaryPlace } from './momentary-folder';

/** It may be anybody's data that is looked at, so nothing is made beside it. */
export const copiesToLookAt = (): MomentaryPlace => ({ parent: tmpdir(), prefix: 'basekeeper-look-' });

/** Larger ones are not copied: that would take long and fill the drive of the temporary files. */
const MAX_COPIED_BYTES = 256 * 1024 * 1024;
const MAX_ROWS = 100_000;
const MAX_VALUE_BYTES = 1_000_000;
/** What SQLite has not written into the database itself yet. */
const SIDE_FILES = ['data.db-wal', 'data.db-journal'];

/** Names of the changes that PocketBase, and the project itself, have made to the tables. */
export type AppliedMigrations =
  | { readonly kind: 'read'; readonly files: readonly string[] }
  | { readonly kind: 'unreadable'; readonly detail: string };

/** Which PocketBase wrote the data last. Looks at it like `readAppliedMigrations`. */
export async function readDataGeneration(dataFolder: string): Promise<DataGeneration> {
  const applied = await readAppliedMigrations(dataFolder);
  return applied.kind === 'read' ? generationOf(applied.files) : applied;
}

/**
 * What the table `_migrations` of the data says. Nothing is changed or made in the data folder, unless the database is large and was
 * left in the middle of its work: then SQLite may make its usual files beside it, as PocketBase does.
 */
export async function readAppliedMigrations(dataFolder: string): Promise<AppliedMigrations> {
  try {
    const database = join(dataFolder, 'data.db');
    const sizes = await Promise.all(['data.db', ...SIDE_FILES].map((name) => sizeOf(join(dataFolder, name))));
    const [, ...pending] = sizes;
    if (pending.every((bytes) => bytes === 0)) return readFiles(untouched(database));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    return bytes > MAX_COPIED_BYTES ? readFiles(database) : await readCopy(dataFolder);
  } catch (error) {
    return { kind: 'unreadable', detail: (error as Error).message };
  }
}

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => null))?.size ?? 0;

/** Tells SQLite that nobody writes, so that it makes no files of its own beside the database. */
function untouched(path: string): string {
  const address = pathToFileURL(path);
  address.searchParams.set('immutable', '1');
  return address.href;
}

async function readCopy(dataFolder: string): Promise<AppliedMigrations> {
  const folder = await makeMomentaryFolder(copiesToLookAt());
  try {
    for (const name of ['data.db', ...SIDE_FILES]) {
      if ((await sizeOf(join(dataFolder, name))) === 0) continue;
      await copyFile(join(dataFolder, name), join(folder, name), constants.COPYFILE_FICLONE);
    }
    // What has not been written yet is written now, into the copy.
    return readFiles(join(folder, 'data.db'), false);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The database may be anybody's: only a real table is asked, and only for as much as PocketBase would have put there. */
function readFiles(location: string, readOnly = true): AppliedMigrations {
  const database = new DatabaseSync(location, { readOnly, defensive: true, limits: { length: MAX_VALUE_BYTES } });
  try {
    const table: unknown = database
      .prepare("SELECT 1 FROM sqlite_schema WHERE name = '_migrations' AND type = 'table' AND rootpage > 0")
      .get();
    if (table === undefined) return { kind: 'unreadable', detail: NO_MIGRATIONS_TABLE };
    const rows = database.prepare(`SELECT file FROM _migrations LIMIT ${String(MAX_ROWS)}`).all();
    return { kind: 'read', files: (rows as readonly { readonly file: unknown }[]).map(({ file }) => String(file)) };
  } finally {
    database.close();
  }
}
