import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ok } from '../../shared/result';
import {
  figuresOf,
  firstMinuteOf,
  loggingOf,
  type LoggedRequest,
  type RequestFigures,
  type RequestLogging,
} from '../../shared/request-figures';
import { notReadableBySqlite } from '../../shared/words/request-words';
import { DataProblem } from './data-problem';
import type { Perform } from './job-contract';
import { openToLook, type Database } from './sqlite';

/** The newer name first: data that came from before 0.23 may have both for a moment. */
const LOGS = ['auxiliary.db', 'logs.db'];
const READ_MOST = 20_000;
/** PocketBase writes several at a time, not quite in their order. */
const DISORDER_MS = 60_000;

/**
 * Only reads, whether it runs or not, and leaves nothing behind. Never has both databases open at once: whoever does is taken
 * for a server of the folder (`data-owner.ts`).
 */
export const requestFigures: Perform<'request-figures'> = async ({ dataFolder, nowMs }) => {
  const path = await logIn(dataFolder);
  if (path === null) return ok({ kind: 'no-log' });
  const logging = await loggingIn(join(dataFolder, 'data.db'));
  return ok(reading(path, (database) => figuresIn(database, logging, nowMs)));
};

async function logIn(dataFolder: string): Promise<string | null> {
  for (const name of LOGS) {
    const path = join(dataFolder, name);
    const found = await stat(path).catch(() => null);
    if (found !== null && found.size > 0) return path;
  }
  return null;
}

function reading<Value>(path: string, read: (database: Database) => Value): Value {
  try {
    const database = openToLook(path);
    try {
      return read(database);
    } finally {
      database.close();
    }
  } catch (error) {
    throw new DataProblem(path, notReadableBySqlite((error as Error).message));
  }
}

async function loggingIn(path: string): Promise<RequestLogging> {
  if ((await stat(path).catch(() => null))?.isFile() !== true) return 'unknown';
  return reading(path, (database) => {
    if (columnsOf(database, '_params').length === 0) return 'unknown';
    const rows = database.prepare('SELECT * FROM _params').all() as Readonly<Record<string, unknown>>[];
    // Called by its id since 0.23, by its key before.
    const row = rows.find(({ id, key }) => id === 'settings' || key === 'settings');
    return loggingOf(parsed(row?.['value']));
  });
}

function figuresIn(database: Database, logging: RequestLogging, nowMs: number): RequestFigures {
  const columns = columnsOf(database, '_logs');
  if (!columns.includes('data') || !columns.includes('created')) return { kind: 'other-log' };
  const oldestMs = firstMinuteOf(nowMs) - DISORDER_MS;
  const requests: LoggedRequest[] = [];
  let rows = 0;
  let reachedOldest = false;
  for (const row of database.prepare('SELECT created, data FROM _logs ORDER BY rowid DESC').iterate()) {
    const { created, data } = row as { readonly created: unknown; readonly data: unknown };
    const atMs = Date.parse(String(created));
    reachedOldest = atMs < oldestMs;
    if (reachedOldest || rows === READ_MOST) break;
    rows += 1;
    const request = requestOf(atMs, parsed(data));
    if (request !== null) requests.push(request);
  }
  return figuresOf(requests, logging, nowMs, rows === READ_MOST && !reachedOldest);
}

const columnsOf = (database: Database, table: string): readonly string[] =>
  (database.prepare(`PRAGMA table_info(${table})`).all() as { readonly name: string }[]).map(({ name }) => name);

/** PocketBase writes JSON as text or as bytes. Null for what is none, e.g. settings that are encrypted. */
function parsed(json: unknown): unknown {
  const text = json instanceof Uint8Array ? new TextDecoder().decode(json) : json;
  try {
    return typeof text === 'string' ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

/** Null for what else PocketBase and hooks log. */
function requestOf(atMs: number, data: unknown): LoggedRequest | null {
  if (typeof data !== 'object' || data === null) return null;
  const { type, method, url, status, execTime } = data as Readonly<Record<string, unknown>>;
  if (type !== 'request' || typeof url !== 'string' || Number.isNaN(atMs)) return null;
  return { atMs, method: String(method), url, status: Number(status), tookMs: Number(execTime) || 0 };
}
