/** Where things are in the checkout, and how its tools are started. */
import { join, resolve } from 'node:path';

export const PROJECT = resolve(import.meta.dirname, '..');

/** Everything that is downloaded or produced for development; ignored by git, safe to delete. */
export const CACHE = join(PROJECT, '.cache');

export const inProject = (...parts: readonly string[]): string => join(PROJECT, ...parts);

/** A program of node_modules, run by this Node: command and first arguments. */
export const tool = (path: string): readonly [string, string] => [process.execPath, inProject('node_modules', path)];

/** npm: its own program when npm started us, else whatever the system calls npm. */
export function npm(): readonly [string, ...string[]] {
  const cli = process.env['npm_execpath'];
  return cli?.endsWith('.js') === true ? [process.execPath, cli] : ['npm'];
}

/** Root on Linux: Chromium refuses its sandbox, packages can be installed, an ordinary user can be created. */
export const isRoot = (): boolean => process.getuid?.() === 0;
