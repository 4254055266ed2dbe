/** What goes on beside an exchange of the data: told before, so that nobody is surprised by it. */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ExchangeNotes } from '../../shared/backup';
import type { Instance } from '../../shared/instance';
import { isLeftOut, targetInside } from '../../shared/what-is-backed-up';
import { entriesIn, linkTargetOf } from '../disk/byte-names';
import { foldersOf } from '../pocketbase/arguments';
import { STORAGE } from '../operations/places-apart';

/** What PocketBase takes for migrations and hooks (`pb_migrations`: plugins/jsvm). */
const MIGRATION = /\.(?:js|ts)$/;
const HOOK = /\.pb\.(?:js|ts)$/;
/** Names of before 0.23 included. */
const AT_THE_START = /\bon(?:(?:Before|After)?Bootstrap|(?:Before)?Serve)\s*\(/;

/** `applied`: the migrations that the new data has had; the last of them where no more is known, null where nothing is. */
export async function notesOf(
  { folder }: Pick<Instance, 'folder'>,
  applied: readonly string[] | string | null,
): Promise<ExchangeNotes> {
  const { hooks, migrations } = foldersOf(folder);
  const isPending = (name: string): boolean =>
    applied !== null && (typeof applied === 'string' ? name > applied : !applied.includes(name));
  const pendingMigrations = (await namesIn(migrations)).filter((name) => MIGRATION.test(name) && isPending(name));
  const startHooks: string[] = [];
  for (const name of (await namesIn(hooks)).filter((one) => HOOK.test(one))) {
    if (AT_THE_START.test(await readFile(join(hooks, name), 'utf8').catch(() => ''))) startHooks.push(name);
  }
  return { pendingMigrations, startHooks, stays: await namesThatStay(foldersOf(folder).data) };
}

/** PocketBase makes these anew with each start. */
const OF_NO_INTEREST: readonly string[] = ['.notify', '.pb_temp_to_delete'];

/** At the top of the data, by the rule of what is backed up. */
async function namesThatStay(dataFolder: string): Promise<readonly string[]> {
  const stays: string[] = [];
  for (const { name, isFile, isFolder } of await entriesIn(dataFolder).catch(() => [])) {
    if (OF_NO_INTEREST.includes(name) || name.startsWith('.basekeeper-')) continue;
    if (isLeftOut(name) || (!isFile && !isFolder && (await isLeftOutByItsKind(dataFolder, name)))) stays.push(name);
  }
  return stays.sort();
}

/** Neither a link that stays inside, nor one to the uploads. */
async function isLeftOutByItsKind(dataFolder: string, name: string): Promise<boolean> {
  const target = await linkTargetOf(join(dataFolder, name)).catch(() => null);
  return target === null || (targetInside(name, target) === null && name !== basename(STORAGE));
}

const namesIn = async (folder: string): Promise<readonly string[]> => (await readdir(folder).catch(() => [])).sort();
