import { readFile, readdir, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import type { PortOwner } from '../../shared/errors';

/** A process of this machine with its open files, given as the system names them: a path, or e.g. `socket:[12345]`. */
export interface OpenFiles {
  readonly pid: number;
  readonly files: readonly string[];
  readonly name: () => Promise<string>;
}

/** All processes, as far as procfs (Linux) shows their files to this user. */
export async function openFilesOfAll(): Promise<readonly OpenFiles[]> {
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry));
  return Promise.all(
    pids.map(async (pid) => ({ pid: Number(pid), files: await openFilesOf(pid), name: () => processName(pid) })),
  );
}

/** The processes whose open files satisfy a condition. */
export async function processesWithOpenFiles(
  holds: (files: readonly string[]) => boolean,
): Promise<readonly PortOwner[]> {
  const holding = (await openFilesOfAll()).filter(({ files }) => holds(files));
  return Promise.all(holding.map(async ({ pid, name }) => ({ pid, name: await name() })));
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
