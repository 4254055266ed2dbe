import { join } from 'node:path';
import { ok } from '../../shared/result';
import { cannotBeReadBySqlite, DATA_RULES } from '../../shared/words/data-words';
import { requireRecords } from './databases';
import { DataProblem } from './data-problem';
import type { Perform } from './job-contract';
import { openToLook } from './sqlite';

/** PocketBase makes it for its own page for the first superuser. */
const INTERNAL = '__pbinstaller@example.com';

/** Only reads, so that it may be asked while the instance runs, starts or stops. */
export const listSuperusers: Perform<'list-superusers'> = async ({ dataFolder }) => {
  const path = join(dataFolder, 'data.db');
  await requireRecords(path);
  try {
    const database = openToLook(path);
    try {
      const tables = database
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name IN ('_superusers', '_admins')")
        .all() as { readonly name: string }[];
      // Data that came from before 0.23 may have both; only the newer one counts then.
      const table = tables.some(({ name }) => name === '_superusers') ? '_superusers' : '_admins';
      if (tables.length === 0) throw new DataProblem(path, DATA_RULES.noSuperusers);
      const rows = database.prepare(`SELECT email FROM ${table} ORDER BY email`).all() as { readonly email: string }[];
      return ok({ emails: rows.map(({ email }) => email).filter((email) => email !== INTERNAL) });
    } finally {
      database.close();
    }
  } catch (error) {
    if (error instanceof DataProblem) throw error;
    throw new DataProblem(path, cannotBeReadBySqlite((error as Error).message));
  }
};
