import { realpath } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { execa } from 'execa';
import type { PortOwner } from '../../shared/errors';
import { fileIdentity, identityKey, type FileIdentity } from './file-identity';
import { lockHolders, lockKey } from './file-locks';
import { isSocket, listeningProcesses, listensSomewhere, ownersFromLsof } from './listening-socket';
import { openFilesOfAll, withoutDeletedMark, type OpenDescriptor } from './processes';
import { placeOfData, servedDatabase } from './served-folder';
import { systemTool } from './system-tools';
import { windowsProcesses, type WindowsProcess } from './windows-processes';

/**
 * The processes that serve data folders, whoever started them and whatever they are called: each holds the database and the
 * one for logs open, or has closed them because nobody asked for three minutes, and says in its command line that it serves. A tool that only looks at data.db does not count, SQLite allows that. One look at the system for all
 * folders. Linux: procfs. macOS: `lsof`, not run. Windows: the command lines, it does not tell who has a file open.
 */
export async function findDataOwners(
  dataFolders: readonly string[],
): Promise<ReadonlyMap<string, readonly PortOwner[]>> {
  switch (process.platform) {
    case 'linux':
      return ownersByProcfs(dataFolders);
    case 'darwin':
      return ownersByLsof(dataFolders);
    case 'win32':
      return ownersByCommandLine(dataFolders);
    default:
      return new Map();
  }
}

/** Named logs.db before 0.23. */
const LOG_DATABASES = ['auxiliary.db', 'logs.db'];

/** The databases of a data folder, whatever path leads to them. */
interface Databases {
  readonly dataFolder: string;
  readonly data: FileIdentity;
  readonly logs: readonly FileIdentity[];
  /** What open files of them are called. */
  readonly names: readonly string[];
}

/**
 * A container, a bind mount or a hard link shows the same file under another path, so device and inode are compared. Where
 * the open files of a process are not shown, its locks still are.
 */
async function ownersByProcfs(dataFolders: readonly string[]): Promise<ReadonlyMap<string, readonly PortOwner[]>> {
  const wanted = (await Promise.all(dataFolders.map(databasesIn))).filter((found) => found !== null);
  const owners = new Map<string, PortOwner[]>();
  if (wanted.length === 0) return owners;
  // Only what may be one of them is looked at: a look at a file of a drive that has gone would not come back.
  const names = new Set(wanted.flatMap((one) => one.names));
  let locks: ReturnType<typeof lockHolders> | undefined;
  const locksOf = (file: FileIdentity) => (locks ??= lockHolders()).get(lockKey(file));
  for (const { descriptors, isShown, name, pid } of await openFilesOfAll()) {
    const open = isShown ? await openAmong(pid, descriptors, names) : null;
    const holds = (file: FileIdentity): boolean =>
      open === null ? (locksOf(file)?.has(pid) ?? false) : open.has(identityKey(file));
    // Without a socket it serves nothing, whatever its command line says.
    const mayListen = !isShown || descriptors.some(({ path }) => isSocket(path));
    const served = mayListen ? await servedDatabase(pid) : null;
    for (const { dataFolder, data, logs } of wanted) {
      const hasOpen = holds(data) && logs.some(holds);
      const opensAgain = served !== null && identityKey(served) === identityKey(data) && listensSomewhere(pid);
      if (!hasOpen && !opensAgain) continue;
      owners.set(dataFolder, [...(owners.get(dataFolder) ?? []), { pid, name: await name() }]);
    }
  }
  return owners;
}

async function databasesIn(dataFolder: string): Promise<Databases | null> {
  const data = await fileIdentity(join(dataFolder, 'data.db'));
  if (data === null) return null;
  const files = ['data.db', ...LOG_DATABASES].map((file) => join(dataFolder, file));
  const logs = (await Promise.all(files.slice(1).map(fileIdentity))).filter((found) => found !== null);
  const names = await Promise.all(files.map((file) => realpath(file).catch(() => file)));
  return { dataFolder, data, logs, names: [...files, ...names].map((path) => basename(path)) };
}

async function openAmong(
  pid: number,
  descriptors: readonly OpenDescriptor[],
  names: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const open = new Set<string>();
  for (const { descriptor, path } of descriptors) {
    if (!names.has(basename(withoutDeletedMark(path)))) continue;
    const file = await fileIdentity(`/proc/${String(pid)}/fd/${String(descriptor)}`);
    if (file !== null) open.add(identityKey(file));
  }
  return open;
}

async function ownersByCommandLine(dataFolders: readonly string[]): Promise<ReadonlyMap<string, readonly PortOwner[]>> {
  const served = (await windowsProcesses()).flatMap((one) => {
    const folder = servedFolder(one);
    return folder === null ? [] : [{ one, folder }];
  });
  const owners = new Map<string, PortOwner[]>();
  if (served.length === 0) return owners;
  const listening = await listeningProcesses();
  for (const dataFolder of dataFolders) {
    const data = await fileIdentity(join(dataFolder, 'data.db'));
    if (data === null) continue;
    for (const { one, folder } of served) {
      const found = await fileIdentity(join(folder, 'data.db'));
      if (found === null || identityKey(found) !== identityKey(data) || !listening.has(one.pid)) continue;
      owners.set(dataFolder, [...(owners.get(dataFolder) ?? []), { pid: one.pid, name: one.name }]);
    }
  }
  return owners;
}

/** Where `--dir` may be relative to the folder that the process is in. */
export function servedFolder({ arguments: command, executable, folder }: WindowsProcess): string | null {
  const place = placeOfData(command === null ? [] : [executable, ...command.slice(1)]);
  return place === null ? null : resolve(folder, place);
}

async function ownersByLsof(dataFolders: readonly string[]): Promise<ReadonlyMap<string, readonly PortOwner[]>> {
  const owners = new Map<string, readonly PortOwner[]>();
  for (const dataFolder of dataFolders) {
    const lists = await Promise.all(
      ['data.db', ...LOG_DATABASES].map((file) =>
        execa(systemTool('lsof') ?? 'lsof', ['-Fpc', '--', join(dataFolder, file)], { reject: false }),
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
