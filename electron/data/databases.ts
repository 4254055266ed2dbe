import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cannotBeReadBySqlite, DATA_RULES } from '../../shared/words/data-words';
import { DATABASES } from './database-files';
import { DataProblem } from './data-problem';
import { describeData, type DataDescription } from './describe-data';
import { findDamage, settle, type openAlone } from './sqlite';

/** SQLite would make an empty database of it, which is in order and has no row. */
export async function requireRecords(database: string): Promise<void> {
  const found = await stat(database).catch(() => null);
  if (found === null || found.size === 0)
    throw new DataProblem(database, found === null ? DATA_RULES.missing : DATA_RULES.empty);
}

/** What SQLite finds wrong with one of the databases. */
export interface DatabaseDamage {
  readonly file: string;
  /** In SQLite's own words; at least one. */
  readonly lines: readonly string[];
}

/** The paths of those that are there. */
export async function databasesIn(dataFolder: string): Promise<readonly string[]> {
  const paths = DATABASES.map((name) => join(dataFolder, name));
  const found = await Promise.all(paths.map((path) => stat(path).catch(() => null)));
  return paths.filter((_, index) => found[index]?.isFile());
}

/** Of databases that no process has open. */
export async function databaseDamage(dataFolder: string): Promise<readonly DatabaseDamage[]> {
  const damage: DatabaseDamage[] = [];
  for (const path of await databasesIn(dataFolder)) {
    const lines = damageOf(path);
    if (lines.length > 0) damage.push({ file: basename(path), lines });
  }
  return damage;
}

function damageOf(path: string): readonly string[] {
  try {
    return findDamage(path);
  } catch (error) {
    return [(error as Error).message];
  }
}

/** Brings each into its one file. */
export async function settleDatabases(dataFolder: string): Promise<void> {
  for (const path of await databasesIn(dataFolder)) settle(path);
}

/** Throws DataProblem when data.db cannot be read. */
export function describeFolder(dataFolder: string, open: typeof openAlone): DataDescription {
  const path = join(dataFolder, 'data.db');
  try {
    const database = open(path);
    try {
      return describeData(database);
    } finally {
      database.close();
    }
  } catch (error) {
    throw new DataProblem(path, cannotBeReadBySqlite((error as Error).message));
  }
}
