/** What the kernel knows of processes. Linux only. */
import { readdirSync, readFileSync } from 'node:fs';

interface Stat {
  readonly parent: number;
  /** User and system time, in ticks. */
  readonly ticks: number;
}

/** USER_HZ, the same on every Linux that Electron runs on. */
const TICKS_PER_SECOND = 100;
const KIB_PER_MIB = 1024;

/** The process and everything below it, without PocketBase. */
export function treeOf(root: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = statOf(Number(name));
    if (stat !== null) parents.set(Number(name), stat.parent);
  }
  const tree = [root];
  for (const pid of tree) {
    for (const [child, parent] of parents) if (parent === pid && !isPocketBase(child)) tree.push(child);
  }
  return tree;
}

/** Proportional set size: memory that processes share is counted once. */
export const pssMiB = (pids: readonly number[]): number =>
  sum(pids, (pid) => fieldOf(`/proc/${String(pid)}/smaps_rollup`, 'Pss')) / KIB_PER_MIB;

export const rssMiB = (pids: readonly number[]): number =>
  sum(pids, (pid) => fieldOf(`/proc/${String(pid)}/status`, 'VmRSS')) / KIB_PER_MIB;

export const processorSeconds = (pids: readonly number[]): number =>
  sum(pids, (pid) => statOf(pid)?.ticks ?? 0) / TICKS_PER_SECOND;

const isPocketBase = (pid: number): boolean => /^pocketbase\s/.test(readOr(`/proc/${String(pid)}/comm`));

function statOf(pid: number): Stat | null {
  const text = readOr(`/proc/${String(pid)}/stat`);
  // The name in parentheses may contain anything.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return text === '' ? null : { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}

const fieldOf = (path: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readOr(path))?.[1] ?? 0);

/** Empty when the process has ended. */
function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

const sum = (pids: readonly number[], value: (pid: number) => number): number =>
  pids.reduce((total, pid) => total + value(pid), 0);
