import { basename } from 'node:path';
import { databasesIn } from './databases';
import type { Perform } from './job-contract';
import type { RunJob } from './run-job';
import { openToRead, type Database } from './sqlite';

/** Of SQLite: the file is damaged, or is no database at all. Everything else (locks, rights) is for PocketBase to say. */
const DAMAGED = new Set([11, 26]);

/** Answers what is wrong in one line, null when nothing is found. Reads only, so that a write-ahead log stays as it was. */
export const quickCheck: Perform<'quick-check'> = async ({ dataFolder }) => {
  for (const path of await databasesIn(dataFolder)) {
    const line = damageOf(path);
    if (line !== null) return { ok: true, value: { damage: `${basename(path)}: ${line}` } };
  }
  return { ok: true, value: { damage: null } };
};

function damageOf(path: string): string | null {
  try {
    const database = openToRead(path);
    try {
      return damageIn(database);
    } finally {
      database.close();
    }
  } catch (error) {
    return damageSaidBy(error);
  }
}

export function damageIn(database: Database): string | null {
  const row = database.prepare('PRAGMA quick_check(1)').get() as { readonly quick_check: string };
  return row.quick_check === 'ok' ? null : row.quick_check.split('\n').join(' ');
}

/** Null: the error is about something else. */
export function damageSaidBy(error: unknown): string | null {
  const { errcode = 0, message } = error as Error & { readonly errcode?: number };
  return DAMAGED.has(errcode & 0xff) ? message : null;
}

/** As a port of the supervisor: in a process of its own, which ends with the signal. */
export const dataCheck =
  (runJob: RunJob) =>
  async (dataFolder: string, signal: AbortSignal): Promise<string | null> => {
    const checked = await runJob('quick-check', { dataFolder }, { signal });
    // What could not be checked is no reason to refuse a start.
    return checked.ok ? checked.value.damage : null;
  };
