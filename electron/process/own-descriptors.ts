import { readdirSync, readFileSync } from 'node:fs';

/** O_CLOEXEC in the octal flags of /proc/self/fdinfo: closed by the system when another program is started. */
const CLOSES_ITSELF = 0o2000000;

/**
 * The descriptors beyond the usual three that a child would inherit from this process. Windows hands nothing on. macOS was
 * not run; there every open descriptor counts.
 */
export function inheritedDescriptors(): readonly number[] {
  switch (process.platform) {
    case 'linux':
      return descriptorsIn('/proc/self/fdinfo').filter(isInherited);
    case 'win32':
      return [];
    default:
      return descriptorsIn('/dev/fd');
  }
}

const descriptorsIn = (folder: string): readonly number[] =>
  readdirSync(folder)
    .map(Number)
    .filter((descriptor) => descriptor > 2);

function isInherited(descriptor: number): boolean {
  try {
    const info = readFileSync(`/proc/self/fdinfo/${String(descriptor)}`, 'utf8');
    const flags = /^flags:\s*([0-7]+)$/m.exec(info)?.[1] ?? '0';
    return (parseInt(flags, 8) & CLOSES_ITSELF) === 0;
  } catch {
    // Closed since the folder was read: the one with which it was read.
    return false;
  }
}

/**
 * Chromium ends the whole app when it can open no more. So many are left to it, and to what is read in passing, whenever
 * something is begun: a start, an operation, another program.
 */
const LEFT_WHEN_BEGINNING = 48;
/** The same when a further process is started for something that has begun: better finished than broken off. */
const LEFT_WHEN_GOING_ON = 24;
/** What a process of our own for a job takes on this side: pipes and sockets. Measured: 5. */
const FOR_ONE_JOB = 6;
/** What Node opens in a child beside the exchanged ones before the program runs there. */
const IN_CHILD = 4;

/** The open files of this process, in numbers. */
export interface OpenFiles {
  /** So many may be open at the same time (`ulimit -n`). */
  readonly limit: number;
  readonly open: number;
}

/** Null where the system does not tell; Linux does. Node has raised the limit as far as the system lets it. */
export function openFiles(): OpenFiles | null {
  if (process.platform !== 'linux') return null;
  const limit = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
  return limit === undefined ? null : { limit: Number(limit), open: readdirSync('/proc/self/fd').length };
}

/** Are too few left to begin something? Null: enough, as far as can be told. */
export const tooFewToBegin = (): OpenFiles | null => withFewerThan(LEFT_WHEN_BEGINNING);

/** The same for one more process of our own, beside so many that may not have opened all of theirs yet. */
export const tooFewForJob = (jobs: number): OpenFiles | null =>
  withFewerThan(LEFT_WHEN_GOING_ON + FOR_ONE_JOB * (jobs + 1));

function withFewerThan(needed: number): OpenFiles | null {
  const found = openFiles();
  return found !== null && found.limit - found.open < needed ? found : null;
}

/**
 * Are too few left for a child of ours? In it Node takes further numbers above the highest one that is exchanged for
 * nothing, and one high number that another program left open to us can be in the way of all of them.
 */
export function tooFewForChild(): OpenFiles | null {
  const files = openFiles();
  if (files === null) return null;
  const isShort = files.limit - files.open < LEFT_WHEN_BEGINNING;
  const inChild = (): number => freeInChild(files.limit, descriptorsIn('/proc/self/fd'), inheritedDescriptors());
  return isShort || inChild() < IN_CHILD ? files : null;
}

/** How many numbers a child has left when all that it inherits has been exchanged for nothing. Pure, for its test. */
export function freeInChild(limit: number, open: readonly number[], inherited: readonly number[]): number {
  const highest = Math.max(2, ...inherited);
  const free = limit - 1 - highest - open.filter((descriptor) => descriptor > highest).length;
  const taken = new Set(open);
  const nothing = Array.from({ length: limit }, (_, number) => number).find(
    (number) => number > 2 && !taken.has(number),
  );
  // Those below the one that stands for nothing need no number of their own.
  return free - inherited.filter((descriptor) => descriptor > (nothing ?? limit)).length;
}

/**
 * Chromium leaves dozens of its descriptors open to children, which would keep parts of a dead app alive: in the place of
 * each the child gets `nothing`. Numbers in between stay as they are, Node may need one of them to tell a refusal. This is
 * why it is Node's own `spawn`: it does this at no cost. What comes after the usual three in `stdio`.
 */
export function insteadOfOurs(nothing: number): readonly (number | 'ignore')[] {
  const inherited = new Set(inheritedDescriptors());
  return Array.from({ length: Math.max(2, ...inherited) - 2 }, (_, index) =>
    inherited.has(index + 3) ? nothing : 'ignore',
  );
}
