import { isUserTable } from '../../shared/lost-records';
import type { Database } from './sqlite';

/** What a `data.db` holds, counted. */
export interface DataDescription {
  /** Rows of every table that could be counted, PocketBase's own included. */
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
  /** Virtual tables of a module that SQLite does not have here, e.g. of a vector search; what they hold is in other tables. */
  readonly notCounted: readonly string[];
  readonly collections: number;
  /** Rows of the collections a person made and of the users. */
  readonly records: number;
  /** Names of the applied migrations, oldest first. */
  readonly migrations: readonly string[];
}

export function describeData(database: Database): DataDescription {
  const found = database
    .prepare("SELECT name, sql LIKE 'create virtual%' AS virtual FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .all() as { readonly name: string; readonly virtual: 0 | 1 }[];
  const tables: { readonly name: string; readonly rows: number }[] = [];
  const notCounted: string[] = [];
  for (const { name, virtual } of found.filter((one) => !one.name.startsWith('sqlite_'))) {
    try {
      tables.push({ name, rows: rowsOf(database, name) });
    } catch (error) {
      if (virtual === 0) throw error;
      notCounted.push(name);
    }
  }
  return {
    tables,
    notCounted,
    collections: tables.find(({ name }) => name === '_collections')?.rows ?? 0,
    records: sum(tables.filter(isUserTable).map(({ rows }) => rows)),
    migrations: tables.some(({ name }) => name === '_migrations') ? appliedMigrations(database) : [],
  };
}

function rowsOf(database: Database, table: string): number {
  const counted = database.prepare(`SELECT count(*) AS rows FROM ${quoted(table)}`).get() as { readonly rows: number };
  return counted.rows;
}

function appliedMigrations(database: Database): readonly string[] {
  const rows = database.prepare('SELECT file FROM _migrations ORDER BY applied, file').all() as {
    readonly file: string;
  }[];
  return rows.map(({ file }) => file);
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
