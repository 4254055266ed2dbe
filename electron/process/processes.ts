import { readdirSync, readlinkSync } from 'node:fs';
import { readFile, readdir, readlink } from 'node:fs/promises';
import { setImmediate as oneTurn } from 'node:timers/promises';
import { basename } from 'node:path';
import type { PortOwner } from '../../shared/errors';
import { sharedLook } from './shared-look';
import { windowsProcess } from './windows-processes';

/** A process of this machine with its open files, given as the system names them: a path, or e.g. `socket:[12345]`. */
export interface OpenFiles {
  readonly pid: number;
  readonly descriptors: readonly OpenDescriptor[];
  /** False: it belongs to another user, or its executable has capabilities; then its files are not shown. */
  readonly isShown: boolean;
  readonly name: () => Promise<string>;
}

/** All processes, as far as procfs (Linux) shows their files to this user. */
export const openFilesOfAll = sharedLook(lookAtAll);

/** Main is not held up for longer than this many take. */
const LOOKED_AT_IN_ONE_TURN = 16;

async function lookAtAll(): Promise<readonly OpenFiles[]> {
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry)).map(Number);
  const found: OpenFiles[] = [];
  for (const [index, pid] of pids.entries()) {
    if (index % LOOKED_AT_IN_ONE_TURN === 0) await oneTurn();
    const descriptors = shownDescriptorsOf(pid);
    found.push({
      pid,
      descriptors: descriptors ?? [],
      isShown: descriptors !== null,
      name: () => processName(String(pid)),
    });
  }
  return found;
}

/** The processes whose open files satisfy a condition. */
export async function processesWithOpenFiles(
  holds: (files: readonly string[]) => boolean,
): Promise<readonly PortOwner[]> {
  const holding = (await openFilesOfAll()).filter(({ descriptors }) => holds(descriptors.map(({ path }) => path)));
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
export const openDescriptorsOf = (pid: number): readonly OpenDescriptor[] => shownDescriptorsOf(pid) ?? [];

/** Null when they are not shown to this user. */
export function shownDescriptorsOf(pid: number): readonly OpenDescriptor[] | null {
  const folder = `/proc/${String(pid)}/fd`;
  try {
    return readdirSync(folder).map((entry) => ({ descriptor: Number(entry), path: linkOf(`${folder}/${entry}`) }));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES' ? null : [];
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

/** Of its executable; `unknown` when it has ended. */
export async function processName(pid: string): Promise<string> {
  if (process.platform === 'win32') return (await windowsProcess(Number(pid)))?.name ?? 'unknown';
  const executable = await readlink(`/proc/${pid}/exe`).catch(() => '');
  if (executable !== '') return basename(withoutDeletedMark(executable));
  return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'unknown')).trim();
}
