import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { ok } from '../../shared/result';
import { databaseOfCompanion } from '../../shared/what-is-backed-up';
import { entriesInNow, onDisk, type NamedEntry } from '../disk/byte-names';
import { DATABASES } from './database-files';
import type { Perform } from './job-contract';

/** Made again by PocketBase, or by us for a moment. */
const MADE_AGAIN = /^pb_data\/(?:types\.d\.ts|\.notify|\.pb_temp_to_delete)$|\/\.basekeeper-[a-z0-9]{15}$/;

/** macOS makes this file in every folder that somebody looked at. A link or a pipe of that name is a person's own. */
const OF_FINDER = '.DS_Store';

/** The copy has what is in them already, and beside another database they would be poison. */
export function isOfDatabase(name: string, siblings: ReadonlySet<string>): boolean {
  const database = databaseOfCompanion(name);
  return database !== null && (siblings.has(database) || DATABASES.includes(database));
}

/**
 * What is in these parts of an instance and not in a copy of it, told by looking: whatever the reason is, nobody may take
 * the copy for everything there is. A folder that is missing stands for all that is in it.
 */
export const listLeftOut: Perform<'list-left-out'> = async ({ from, copy, parts }) => {
  const paths: string[] = [];
  const compare = async (path: string): Promise<void> => {
    const entries = entriesOf(join(from, path));
    const siblings = new Set(entries.map(({ name }) => name));
    const copied = new Map(entriesOf(join(copy, path)).map((entry) => [entry.name, entry]));
    await setImmediate();
    for (const { name, isFile } of entries) {
      const inside = `${path}/${name}`;
      const isMadeAgain = MADE_AGAIN.test(inside) || (name === OF_FINDER && isFile);
      if (isMadeAgain || isOfDatabase(name, siblings)) continue;
      const found = copied.get(name);
      if (found === undefined) paths.push(inside);
      // Not only folders: a link to one may have been copied as what is behind it.
      else if (found.isFolder && !isFile) await compare(inside);
    }
  };
  for (const part of parts) await compare(part);
  return ok({ paths });
};

/** Empty when it is not there, or no folder. */
function entriesOf(path: string): readonly NamedEntry[] {
  const found = lstatSync(onDisk(path), { throwIfNoEntry: false });
  if (found === undefined || found.isFile()) return [];
  try {
    return entriesInNow(path);
  } catch (error) {
    // What cannot be read is not in a copy either; it has been told by whoever copied.
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}
