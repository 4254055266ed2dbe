import { join } from 'node:path';
import type { NetworkAccess } from '../../shared/launch-options';
import { knowsFlag, type Abilities } from './abilities';
import { NO_OPENED_LAUNCH_OPTIONS, type OpenedLaunchOptions } from './opened-launch-options';

/** The folders PocketBase works in, all below the instance's folder. */
export interface InstanceFolders {
  readonly data: string;
  readonly hooks: string;
  readonly migrations: string;
  readonly public: string;
}

export function foldersOf(instanceFolder: string): InstanceFolders {
  return {
    data: join(instanceFolder, 'pb_data'),
    hooks: join(instanceFolder, 'pb_hooks'),
    migrations: join(instanceFolder, 'pb_migrations'),
    public: join(instanceFolder, 'pb_public'),
  };
}

/** The same with a folder of hooks that is not there, which PocketBase takes for none. */
export const hooksLeftOut = (instanceFolder: string): InstanceFolders => ({
  ...foldersOf(instanceFolder),
  hooks: join(instanceFolder, '.basekeeper-without-hooks'),
});

/**
 * 0.0.0.0 stands for all addresses of this computer, over IPv4 and IPv6.
 *
 * Every folder and `--dev` are passed explicitly: PocketBase's defaults lie beside the executable, which all instances
 * share, and an executable started from a temporary folder switches the development mode on. A build of one's own is given
 * only what it knows; what a person chose it is given anyway, so that it says itself what it does not know.
 */
export function serveArguments(
  folders: InstanceFolders,
  port: number,
  {
    keyArguments,
    serveArguments: chosen,
  }: Pick<OpenedLaunchOptions, 'keyArguments' | 'serveArguments'> = NO_OPENED_LAUNCH_OPTIONS,
  networkAccess: NetworkAccess = 'this-computer',
  abilities: Abilities | null = null,
): readonly string[] {
  const host = networkAccess === 'network' ? '0.0.0.0' : '127.0.0.1';
  const own = [`--http=${host}:${String(port)}`, `--publicDir=${folders.public}`, ...commonArguments(folders)];
  // Of a flag that is given twice, the last one counts.
  return ['serve', ...known(own, abilities), ...keyArguments, ...chosen];
}

/** For one-off commands on the same data, with hooks of their own instead of the instance's. */
export function oneOffArguments(
  command: readonly string[],
  folders: InstanceFolders,
  hooksFolder: string,
  keyArguments: readonly string[] = [],
  abilities: Abilities | null = null,
): readonly string[] {
  return [...command, ...known(commonArguments({ ...folders, hooks: hooksFolder }), abilities), ...keyArguments];
}

/** Those of `--flag=value` that an executable knows. */
export const known = (texts: readonly string[], abilities: Abilities | null): readonly string[] =>
  texts.filter((text) => knowsFlag(abilities, /^--([^=]+)/.exec(text)?.[1] ?? ''));

function commonArguments(folders: InstanceFolders): readonly string[] {
  return [
    `--dir=${folders.data}`,
    `--hooksDir=${folders.hooks}`,
    `--migrationsDir=${folders.migrations}`,
    '--dev=false',
  ];
}
