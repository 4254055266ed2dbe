import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { PortOwner } from '../../shared/errors';
import { processesWithOpenFiles } from './processes';

/**
 * A process that serves a data folder, whoever started it and whatever it is called: it holds the database and the one for
 * logs open. A tool that only looks at data.db does not count, SQLite allows that. Linux only; null elsewhere.
 */
export async function findDataOwner(dataFolder: string): Promise<PortOwner | null> {
  if (process.platform !== 'linux') return null;
  const folder = await realpath(dataFolder).catch(() => dataFolder);
  const database = join(folder, 'data.db');
  // Named logs.db before 0.23.
  const logs = [join(folder, 'auxiliary.db'), join(folder, 'logs.db')];
  const [owner = null] = await processesWithOpenFiles(
    (files) => files.includes(database) && logs.some((file) => files.includes(file)),
  );
  return owner;
}
