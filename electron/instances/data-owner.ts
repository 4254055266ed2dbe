import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { PortOwner } from '../../shared/errors';
import { ownersFromLsof } from './listening-socket';
import { openFilesOfAll } from './processes';

/**
 * The processes that serve data folders, whoever started them and whatever they are called: each holds the database and the
 * one for logs open. A tool that only looks at data.db does not count, SQLite allows that. One look at the system for all
 * folders. Linux: procfs. macOS: `lsof`, not run. Windows does not tell; there the answer is empty.
 */
export async function findDataOwners(
  dataFolders: readonly string[],
): Promise<ReadonlyMap<string, readonly PortOwner[]>> {
  switch (process.platform) {
    case 'linux':
      return ownersByProcfs(dataFolders);
    case 'darwin':
      return ownersByLsof(dataFolders);
    default:
      return new Map();
  }
}

/** Named logs.db before 0.23. */
const LOG_DATABASES = ['auxiliary.db', 'logs.db'];

async function ownersByProcfs(dataFolders: readonly string[]): Promise<ReadonlyMap<string, readonly PortOwner[]>> {
  const wanted = await Promise.all(
    dataFolders.map(async (dataFolder) => ({
      dataFolder,
      folder: await realpath(dataFolder).catch(() => dataFolder),
    })),
  );
  const owners = new Map<string, PortOwner[]>();
  for (const { files, name, pid } of await openFilesOfAll()) {
    const open = new Set(files);
    for (const { dataFolder, folder } of wanted) {
      if (!open.has(join(folder, 'data.db'))) continue;
      if (!LOG_DATABASES.some((file) => open.has(join(folder, file)))) continue;
      owners.set(dataFolder, [...(owners.get(dataFolder) ?? []), { pid, name: await name() }]);
    }
  }
  return owners;
}

async function ownersByLsof(dataFolders: readonly string[]): Promise<ReadonlyMap<string, readonly PortOwner[]>> {
  const owners = new Map<string, readonly PortOwner[]>();
  for (const dataFolder of dataFolders) {
    const lists = await Promise.all(
      ['data.db', ...LOG_DATABASES].map((file) =>
        execa('lsof', ['-Fpc', '--', join(dataFolder, file)], { reject: false }),
      ),
    );
    const [holding = [], ...logs] = lists.map(({ stdout }) => ownersFromLsof(stdout));
    owners.set(
      dataFolder,
      holding.filter(({ pid }) => logs.flat().some((log) => log.pid === pid)),
    );
  }
  return owners;
}
