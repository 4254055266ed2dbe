import { readdirSync, readlinkSync } from 'node:fs';
import { readFile, readdir, readlink } from 'node:fs/promises';
import { setImmediate as oneTurn } from 'node:timers/promises';
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

/** Main is not held up for longer than this many take. */
const LOOKED_AT_IN_ONE_TURN = 16;

async function lookAtAll(): Promise<readonly OpenFiles[]> {
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry)).map(Number);
  const found: OpenFiles[] = [];
  for (const [index, pid] of pids.entries()) {
    if (index % LOOKED_AT_IN_ONE_TURN === 0) await oneTurn();
    found.push({ pid, files: openFilesOf(pid), name: () => processName(String(pid)) });
  }
  return found;
}

/** The processes whose open files satisfy a condition. */
export async function processesWithOpenFiles(
  holds: (files: readonly string[]) => boolean,
): Promise<readonly PortOwner[]> {
  const holding = (await openFilesOfAll()).filter(({ files }) => holds(files));
  return Promise.all(holding.map(async ({ pid, name }) => ({ pid, name: await name() })));
}

export interface OpenDescriptor {
  readonly descriptor: number;
  /** As the system names it; with ` (deleted)` behind it when nothing has this name any more. */
  readonly path: string;
}

/**
 * Empty for processes of other users and for those that end meanwhile. Procfs is memory: asked one after the other it costs
 * a tenth of what as many promises do.
 */
export function openDescriptorsOf(pid: number): readonly OpenDescriptor[] {
  const folder = `/proc/${String(pid)}/fd`;
  try {
    return readdirSync(folder).map((entry) => ({ descriptor: Number(entry), path: linkOf(`${folder}/${entry}`) }));
  } catch {
    return [];
  }
}

export const openFilesOf = (pid: number): readonly string[] => openDescriptorsOf(pid).map(({ path }) => path);

export const withoutDeletedMark = (path: string): string => path.replace(/ \(deleted\)$/, '');

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

async function processName(pid: string): Promise<string> {
  const executable = await readlink(`/proc/${pid}/exe`).catch(() => '');
  if (executable !== '') return basename(executable.replace(/ \(deleted\)$/, ''));
  return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'unknown')).trim();
}
