import { readFile, readdir, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import type { PortOwner } from '../../shared/errors';

/**
 * The processes of this machine whose open files satisfy a condition, as far as procfs (Linux) shows them to this user.
 * Open files are given as the system names them: a path, or e.g. `socket:[12345]`.
 */
export async function processesWithOpenFiles(
  holds: (files: readonly string[]) => boolean,
): Promise<readonly PortOwner[]> {
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry));
  const found = await Promise.all(
    pids.map(async (pid) =>
      holds(await openFilesOf(pid)) ? { pid: Number(pid), name: await processName(pid) } : null,
    ),
  );
  return found.filter((process) => process !== null);
}

/** Empty for processes of other users and for those that end meanwhile. */
async function openFilesOf(pid: string): Promise<readonly string[]> {
  const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => []);
  return Promise.all(descriptors.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')));
}

async function processName(pid: string): Promise<string> {
  const executable = await readlink(`/proc/${pid}/exe`).catch(() => '');
  if (executable !== '') return basename(executable.replace(/ \(deleted\)$/, ''));
  return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'unknown')).trim();
}
