import { spawnSync } from 'node:child_process';
import { execa } from 'execa';

/** What apt and the scripts of the package said; throws with it when apt failed. */
export async function apt(...args: readonly string[]): Promise<string> {
  // Not waited for in one piece: a window that is held on to has to be let go of when its app is asked to quit.
  const run = await execa('apt-get', ['--yes', '--no-install-recommends', ...args], {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
    all: true,
    reject: false,
  });
  if (run.failed) throw new Error(`apt-get ${args.join(' ')}: ${run.all}`);
  return run.all;
}

/** Differences between what the package brought and what is there; empty: none. */
export const differences = (name: string): string => spawnSync('dpkg', ['--verify', name], { encoding: 'utf8' }).stdout;

export function installedFiles(name: string): readonly string[] {
  return spawnSync('dpkg', ['--listfiles', name], { encoding: 'utf8' }).stdout.trim().split('\n');
}

/** e.g. `installed`; empty once nothing is known of it. */
export const statusOf = (name: string): string =>
  spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', name], { encoding: 'utf8' }).stdout;
