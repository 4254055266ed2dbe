import type { Database } from './sqlite';

/** What a `data.db` holds, counted. */
export interface DataDescription {
  /** Rows of every table, PocketBase's own included. */
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
  readonly collections: number;
  /** Rows of the collections a person made and of the users. */
  readonly records: number;
  /** Names of the applied migrations, oldest first. */
  readonly migrations: readonly string[];
}

export function describeData(database: Database): DataDescription {
  const names = (
    database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all() as { name: string }[]
  ).map(({ name }) => name);
  const tables = names
    .filter((name) => !name.startsWith('sqlite_'))
    .map((name) => ({ name, rows: rowsOf(database, name) }));
  return {
    tables,
    collections: tables.find(({ name }) => name === '_collections')?.rows ?? 0,
    records: sum(tables.filter(isOfPeople).map(({ rows }) => rows)),
    migrations: names.includes('_migrations') ? appliedMigrations(database) : [],
  };
}

/** Tables of PocketBase itself begin with an underscore. */
export const isOfPeople = ({ name }: { readonly name: string }): boolean => !name.startsWith('_');

/** The tables of people whose number of rows differs, in words; null when none does. */
export function lostRows(before: DataDescription, after: DataDescription): string | null {
  const different = before.tables.filter(isOfPeople).flatMap(({ name, rows }) => {
    const now = after.tables.find((table) => table.name === name)?.rows;
    if (now === rows) return [];
    const found = now === undefined ? 'the table is gone' : `${String(now)} rows`;
    return [`${name}: ${String(rows)} rows before, ${found} after`];
  });
  if (different.length === 0) return null;
  const shown = different.slice(0, 3).join('; ');
  return different.length > 3 ? `${shown}; and ${String(different.length - 3)} more` : shown;
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
