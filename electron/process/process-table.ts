import { readFileSync, readdirSync } from 'node:fs';
import { setImmediate as oneTurn } from 'node:timers/promises';
import { sharedLook } from './shared-look';

/** A living process as procfs (Linux) tells of it to everybody. */
export interface ProcessEntry {
  readonly pid: number;
  readonly group: number;
  readonly session: number;
  /** In ticks since the computer started, as the system writes it. */
  readonly startedAt: string;
  /** Stopped by a signal or a debugger: alive, but nothing happens in it. */
  readonly isFrozen: boolean;
}

/** Main is not held up for longer than this many take. */
const READ_IN_ONE_TURN = 64;

/** Null when there is no such process. A zombie has ended, it only waits to be reaped. */
export function processEntry(pid: number): ProcessEntry | null {
  try {
    return entryFromStat(pid, readFileSync(`/proc/${String(pid)}/stat`, 'utf8'));
  } catch {
    return null;
  }
}

/** `/proc/<pid>/stat`: the name in brackets may hold anything; after it come state, parent, group, session and more. */
export function entryFromStat(pid: number, stat: string): ProcessEntry | null {
  const [state = '', , group, session, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const startedAt = rest[15];
  if (state === 'Z' || state === 'X' || startedAt === undefined) return null;
  return { pid, group: Number(group), session: Number(session), startedAt, isFrozen: state === 'T' || state === 't' };
}

export const allPids = (): readonly number[] =>
  readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number);

/** All living processes, read in several turns. */
export const allProcesses = sharedLook(readAll);

async function readAll(): Promise<readonly ProcessEntry[]> {
  const entries: ProcessEntry[] = [];
  for (const [index, pid] of allPids().entries()) {
    if (index % READ_IN_ONE_TURN === READ_IN_ONE_TURN - 1) await oneTurn();
    const entry = processEntry(pid);
    if (entry !== null) entries.push(entry);
  }
  return entries;
}

/** The value of a variable in the environment a process was started with; null: it has none; undefined: not shown to us. */
export function variableOf(pid: number, name: string): string | null | undefined {
  try {
    const entries = readFileSync(`/proc/${String(pid)}/environ`, 'utf8').split('\0');
    return entries.find((entry) => entry.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
  } catch {
    return undefined;
  }
}
