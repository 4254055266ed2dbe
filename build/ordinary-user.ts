/** The user that end-to-end tests run as when root starts them, so that Chromium's sandbox is on as it is for people. */
import { copyFile, chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { ProcessUser } from './display';
import { CACHE, inProject, isRoot, PROJECT } from './project';
import { sandboxWorks } from './sandbox';

const NAME = 'basekeeper-test';

export interface OrdinaryUser extends ProcessUser {
  readonly name: string;
  readonly home: string;
  /** A Node that the user may run; root's own may lie in root's home. */
  readonly node: string;
}

/** The user, or why the tests cannot run as one, as part of a sentence. Creates the user if needed. Root only. */
export async function ordinaryUser(mustRead: readonly string[]): Promise<OrdinaryUser | string> {
  if (process.platform !== 'linux' || !isRoot()) return 'only root can switch users';
  const entry = (await passwdEntry()) ?? (await createUser());
  if (entry === undefined) return 'the user could not be created with useradd';
  if (!(await sandboxWorks(entry))) return 'this system keeps ordinary users from creating namespaces';
  const node = await nodeFor(entry);
  if (node === undefined) return 'an ordinary user cannot run Node here';
  const user = { ...entry, node };
  const unreadable = await firstUnreadable(user, mustRead);
  return unreadable === undefined ? user : `an ordinary user cannot read ${unreadable}`;
}

/** The environment of a login of that user, plus `extra`. */
export function environmentOf(user: OrdinaryUser, extra: Readonly<Record<string, string>>): Record<string, string> {
  const kept = ['PATH', 'LANG', 'LC_ALL', 'TZ', 'CI', 'FORCE_COLOR', 'NO_COLOR', 'DEBUG'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(kept),
    HOME: user.home,
    USER: user.name,
    LOGNAME: user.name,
    SHELL: '/bin/sh',
    ...extra,
  };
}

type PasswdEntry = Omit<OrdinaryUser, 'node'>;

async function passwdEntry(): Promise<PasswdEntry | undefined> {
  const { stdout, failed } = await execa('getent', ['passwd', NAME], { reject: false });
  const [name, , uid, gid, , home] = stdout.split(':');
  if (failed || name === undefined || home === undefined) return undefined;
  return { name, uid: Number(uid), gid: Number(gid), home };
}

async function createUser(): Promise<PasswdEntry | undefined> {
  await execa('useradd', ['--create-home', '--shell', '/bin/sh', NAME], { reject: false, stdio: 'ignore' });
  return passwdEntry();
}

async function nodeFor(user: ProcessUser): Promise<string | undefined> {
  const works = async (node: string): Promise<boolean> =>
    !(await execa(node, ['--version'], { ...user, cwd: '/', reject: false, stdio: 'ignore' })).failed;
  if (await works(process.execPath)) return process.execPath;
  const copy = join(CACHE, 'node');
  await mkdir(CACHE, { recursive: true });
  await copyFile(process.execPath, copy);
  await chmod(copy, 0o755);
  return (await works(copy)) ? copy : undefined;
}

async function firstUnreadable(user: OrdinaryUser, mustRead: readonly string[]): Promise<string | undefined> {
  const paths = [
    PROJECT,
    inProject('package.json'),
    inProject('node_modules', '@playwright', 'test', 'cli.js'),
    ...mustRead,
  ];
  const script =
    'for (const path of process.argv.slice(1)) ' +
    'try { require("fs").accessSync(path, 4) } catch { console.log(path); break }';
  const run = await execa(user.node, ['-e', script, '--', ...paths], {
    uid: user.uid,
    gid: user.gid,
    cwd: '/',
    reject: false,
  });
  return run.stdout === '' && !run.failed ? undefined : run.stdout.trim() || PROJECT;
}
