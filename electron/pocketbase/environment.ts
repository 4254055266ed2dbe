import { delimiter } from 'node:path';
import type { OpenedLaunchOptions } from './opened-launch-options';

/**
 * What a `pocketbase` process inherits. Short on purpose: nothing of Electron, Node or the loader reaches it.
 * PATH stays, because hooks may run commands.
 */
const INHERITED = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'LANG',
  'LC_ALL',
  'LC_CTYPE',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  // Windows cannot open sockets or find its folders without these.
  'SystemRoot',
  'SYSTEMROOT',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  // Hooks that run commands need these: where batch files and programs without an ending are looked for.
  'ComSpec',
  'PATHEXT',
  'SystemDrive',
] as const;

export function cleanEnvironment(
  ours: Readonly<Record<string, string | undefined>>,
  additions: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const name of INHERITED) {
    const value = ours[name];
    if (value !== undefined) environment[name] = value;
  }
  return { ...environment, ...additions };
}

/**
 * The environment of every process that works on the data of an instance: its own at a start, and the same in a trial on a
 * copy. Folders of the instance come before those of the user, its variables before what is inherited, ours before both.
 */
export function environmentFor(
  { environment, pathFolders }: Pick<OpenedLaunchOptions, 'environment' | 'pathFolders'>,
  ours: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const inherited = cleanEnvironment(process.env);
  const { PATH: path } = inherited;
  const folders = path === undefined ? pathFolders : [...pathFolders, path];
  return { ...inherited, ...(folders.length > 0 && { PATH: folders.join(delimiter) }), ...environment, ...ours };
}
