import { basename, join } from 'node:path';
import { ok } from '../../shared/result';
import { databasesIn, requireRecords } from './databases';
import type { ExaminedData, Perform } from './job-contract';
import { damageIn, damageSaidBy } from './quick-check';
import { openToLook, type Database } from './sqlite';

export const examineData: Perform<'examine-data'> = async ({ dataFolder }) => {
  const records = join(dataFolder, 'data.db');
  await requireRecords(records);
  let found: ExaminedData = { damage: null, settings: null, migrations: [] };
  for (const path of await databasesIn(dataFolder)) {
    const read = (database: Database): string | null => {
      const line = damageIn(database);
      if (line === null && path === records) found = { ...found, ...contentsOf(database) };
      return line;
    };
    const line = damageOr(path, read);
    if (line !== null) return ok({ ...found, damage: `${basename(path)}: ${line}` });
  }
  return ok(found);
};

/** Damage that only the reading meets is damage, too; anything else goes on as it is. */
function damageOr(path: string, read: (database: Database) => string | null): string | null {
  try {
    const database = openToLook(path);
    try {
      return read(database);
    } finally {
      database.close();
    }
  } catch (error) {
    const line = damageSaidBy(error);
    if (line === null) throw error;
    return line;
  }
}

function contentsOf(database: Database): Pick<ExaminedData, 'settings' | 'migrations'> {
  const tables = new Set(
    (database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all() as { readonly name: string }[]).map(
      ({ name }) => name,
    ),
  );
  const rows = (table: string): readonly Readonly<Record<string, unknown>>[] =>
    tables.has(table) ? (database.prepare(`SELECT * FROM ${table}`).all() as Readonly<Record<string, unknown>>[]) : [];
  // Before 0.23 the name was in a column of its own.
  const settings = rows('_params').find(({ id, key }) => key === 'settings' || id === 'settings')?.['value'];
  return {
    settings: settings instanceof Uint8Array ? Buffer.from(settings).toString() : ((settings ?? null) as string | null),
    migrations: rows('_migrations').map(({ file }) => String(file)),
  };
}
