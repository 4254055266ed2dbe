/** What is done for the data before a start, when nobody works on it. */
import { mkdir, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Finding } from '../../shared/incident';
import { fail, ok, type Result } from '../../shared/result';
import { notCheckedBecauseLarge, notCheckedInTime } from '../../shared/words/data-safety-words';
import { renamePatiently } from '../disk/rename';
import { foldersOf } from '../pocketbase/arguments';
import { couldNotBeRescued } from '../../shared/words/evidence-words';

/** What SQLite finds wrong with the databases, in one line; null: nothing, or it could not be looked for. */
export type CheckData = (dataFolder: string, signal: AbortSignal) => Promise<string | null>;

/** PocketBase deletes what is in it with each start. A restore of its own puts the replaced data there. */
const DELETED_AT_START = '.pb_temp_to_delete';
const REPLACED_DATA = /^old_pb_data_/;

/** logs.db: before 0.23. */
const DATABASES = ['data.db', 'auxiliary.db', 'logs.db'];
/** Larger ones would hold a start up for too long. */
const MAX_CHECKED_BYTES = 2 * 1024 ** 3;
/** A start has 15 s in all. */
const CHECK_LIMIT_MS = 8000;

/**
 * F40: data that a restore by PocketBase itself had put aside and not deleted, because it was interrupted. Moves it into a
 * folder of its own beside pb_data and answers which; null when there is none.
 */
export async function moveToQuarantine(folder: string, now = new Date()): Promise<Result<string | null, Finding>> {
  const from = join(foldersOf(folder).data, DELETED_AT_START);
  const replaced = (await readdir(from).catch(() => [])).filter((name) => REPLACED_DATA.test(name));
  if (replaced.length === 0) return ok(null);
  const target = join(folder, `quarantine-${now.toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '')}`);
  try {
    await mkdir(target, { recursive: true, mode: 0o700 });
    for (const name of replaced) await renamePatiently(join(from, name), await freeName(join(target, name)));
    return ok(target);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const evidence = couldNotBeRescued(from, target, code === '' ? message : code);
    return fail({ cause: 'data-folder-not-writable', evidence });
  }
}

async function freeName(path: string): Promise<string> {
  for (let copy = 1; ; copy += 1) {
    const name = copy === 1 ? path : `${path}-${String(copy)}`;
    if ((await stat(name).catch(() => null)) === null) return name;
  }
}

/**
 * F38: a clean end of PocketBase removes the write-ahead logs. Where one is left, the last end was out of order, and SQLite
 * looks for damage before PocketBase works on it. Answers what is to be said about it, as a rule nothing.
 */
export async function checkAfterCrash(
  dataFolder: string,
  checkData: CheckData,
  { limitMs = CHECK_LIMIT_MS, signal }: { readonly limitMs?: number; readonly signal?: AbortSignal } = {},
): Promise<Result<readonly string[], Finding>> {
  const sizes = new Map<string, number>();
  for (const name of DATABASES.flatMap((database) => [database, `${database}-wal`])) {
    const found = await stat(join(dataFolder, name)).catch(() => null);
    if (found !== null) sizes.set(name, found.size);
  }
  if (![...sizes.keys()].some((name) => name.endsWith('-wal'))) return ok([]);
  const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  if (bytes > MAX_CHECKED_BYTES) return ok([notCheckedBecauseLarge(bytes, MAX_CHECKED_BYTES)]);
  const limit = AbortSignal.timeout(limitMs);
  // Whoever no longer wants the start must not find the database open at the next one.
  const end = new AbortController();
  const abort = (): void => end.abort();
  for (const one of [limit, signal]) one?.addEventListener('abort', abort, { once: true });
  if (signal?.aborted === true) abort();
  const damage = await checkData(dataFolder, end.signal);
  for (const one of [limit, signal]) one?.removeEventListener('abort', abort);
  if (damage !== null) return fail({ cause: 'database-damaged', evidence: `${basename(dataFolder)}/${damage}` });
  return ok(limit.aborted ? [notCheckedInTime(limitMs)] : []);
}
