import { readFile, readdir, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import type { PortOwner } from '../../shared/errors';

/** A process of this machine with its open files, given as the system names them: a path, or e.g. `socket:[12345]`. */
export interface OpenFiles {
  readonly pid: number;
  readonly files: readonly string[];
  readonly name: () => Promise<string>;
}

let running: Promise<readonly OpenFiles[]> | null = null;
let next: Promise<readonly OpenFiles[]> | null = null;

/**
 * All processes, as far as procfs (Linux) shows their files to this user. A look takes long where many processes run, and
 * when many instances start at once each of them asks: who asks while a look goes on shares the next one with all others
 * that do. Never the one that goes on, it may be older than what is asked about.
 */
export function openFilesOfAll(): Promise<readonly OpenFiles[]> {
  if (running === null) return begin();
  next ??= running.then(begin, begin);
  return next;
}

function begin(): Promise<readonly OpenFiles[]> {
  next = null;
  const look = lookAtAll().finally(() => {
    if (running === look) running = null;
  });
  running = look;
  return look;
}

async function lookAtAll(): Promise<readonly OpenFiles[]> {
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
export async function openFilesOf(pid: string): Promise<readonly string[]> {
  const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => []);
  return Promise.all(descriptors.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')));
}

async function processName(pid: string): Promise<string> {
  const executable = await readlink(`/proc/${pid}/exe`).catch(() => '');
  if (executable !== '') return basename(executable.replace(/ \(deleted\)$/, ''));
  return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'unknown')).trim();
}
