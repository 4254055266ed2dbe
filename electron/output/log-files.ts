import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { recordOf, timesOf } from './beside-logs';

const MEBIBYTE = 1024 * 1024;

/** How much of what instances write stays on disk. */
export interface LogLimits {
  /** A part holds as much at most. From half of it on a file is begun anew as soon as its process pauses. */
  readonly fileBytes: number;
  /** A file that reached this is begun anew also while it is written to, though some of it gets lost then. */
  readonly floodBytes: number;
  /** Older parts kept of one run, beside the file it writes to. */
  readonly partsPerRun: number;
  readonly runs: number;
  /** All files of an instance while nothing is in flood, a new run that fills all of its own included. */
  readonly totalBytes: number;
}

export const LOG_LIMITS: LogLimits = {
  fileBytes: 8 * MEBIBYTE,
  floodBytes: 32 * MEBIBYTE,
  partsPerRun: 3,
  runs: 20,
  totalBytes: 96 * MEBIBYTE,
};

/** `run-000012.log` is what the process of run 12 writes to, `run-000012.1.log` the oldest part of what it wrote before. */
export interface LogFile {
  readonly run: number;
  readonly part: number;
  readonly path: string;
}

/** The file a run writes to comes after all of its parts. */
const CURRENT = Number.POSITIVE_INFINITY;

export const fileOfRun = (folder: string, run: number): string =>
  join(folder, `run-${String(run).padStart(6, '0')}.log`);

/** Oldest first. Empty when the folder is not there, or not readable, which the next start will say. */
export function listLogFiles(folder: string): readonly LogFile[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  const found = names.flatMap((name) => {
    const [, run, part] = /^run-(\d+)(?:\.(\d+))?\.log$/.exec(name) ?? [];
    if (run === undefined) return [];
    return { run: Number(run), part: part === undefined ? CURRENT : Number(part), path: join(folder, name) };
  });
  return found.sort((a, b) => a.run - b.run || (a.part === b.part ? 0 : a.part - b.part));
}

/** Parts of the file with this path, oldest first. Throws when the folder cannot be read. */
export function partsOf(file: string): readonly LogFile[] {
  const base = basename(file, '.log');
  return readdirSync(dirname(file))
    .flatMap((name) => {
      const number = name.startsWith(`${base}.`) ? /^(\d+)\.log$/.exec(name.slice(base.length + 1))?.[1] : undefined;
      return number === undefined ? [] : { run: 0, part: Number(number), path: join(dirname(file), name) };
    })
    .sort((a, b) => a.part - b.part);
}

export const partPath = (file: string, part: number): string => file.replace(/\.log$/, `.${String(part)}.log`);

/** Makes room for one more run: deletes the oldest runs and parts. The newest file of all stays, whatever its size. */
export function deleteOldLogs(folder: string, limits: LogLimits): void {
  const files = listLogFiles(folder);
  const runs = [...new Set(files.map(({ run }) => run))];
  const kept = new Set(limits.runs > 1 ? runs.slice(1 - limits.runs) : []);
  let room = limits.totalBytes - (limits.partsPerRun + 1) * limits.fileBytes;
  let hasNewest = false;
  for (const { run, path } of [...files].reverse()) {
    room -= sizeOf(path);
    if (kept.has(run) && (room >= 0 || !hasNewest)) hasNewest = true;
    else deleteLog(path);
  }
}

/** With what lies beside it. The run itself is not known any more when nothing of it is left. */
export function deleteLog(path: string): void {
  for (const file of [path, timesOf(path)]) rmSync(file, { force: true });
  const record = recordOf(path);
  if (
    !readdirSync(dirname(path)).some((name) => name.endsWith('.log') && basename(recordOf(name)) === basename(record))
  )
    rmSync(record, { force: true });
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
