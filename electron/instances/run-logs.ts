import { closeSync, mkdirSync, openSync, readdirSync, readSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { presentable } from '../pocketbase/redact';

const RUNS_KEPT = 20;
const EARLIER_OUTPUT_BYTES = 64 * 1024;

/** One file per run, so that the lines of two lives of a process never mix. Readable by this user only. */
export interface RunLogs {
  readonly folder: string;
  /** Number of the newest run with a file; 0 when there is none. */
  lastRun(): number;
  /** Creates the file for a new run and answers its path; old files beyond the newest 20 are deleted. */
  prepare(run: number): string;
  /** The last lines of the newest run of an earlier session, presentable, oldest first. */
  earlierOutput(): readonly string[];
}

export function openRunLogs(folder: string): RunLogs {
  const fileOf = (run: number): string => join(folder, `run-${String(run).padStart(6, '0')}.log`);
  const runs = (): number[] => {
    try {
      const found = readdirSync(folder).flatMap((name) => /^run-(\d+)\.log$/.exec(name)?.[1] ?? []);
      return found.map(Number).sort((a, b) => a - b);
    } catch {
      // Not there yet; or not readable, which the next start will say.
      return [];
    }
  };
  return {
    folder,
    lastRun: () => runs().at(-1) ?? 0,
    prepare: (run) => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      for (const old of runs().slice(0, 1 - RUNS_KEPT)) rmSync(fileOf(old), { force: true });
      closeSync(openSync(fileOf(run), 'a', 0o600));
      return fileOf(run);
    },
    earlierOutput: () => {
      const last = runs().at(-1);
      if (last === undefined) return [];
      try {
        return lastLinesOf(fileOf(last));
      } catch (error) {
        return [
          `${fileOf(last)} cannot be read (${(error as NodeJS.ErrnoException).code ?? (error as Error).message})`,
        ];
      }
    },
  };
}

function lastLinesOf(file: string): readonly string[] {
  const { size } = statSync(file);
  const start = Math.max(0, size - EARLIER_OUTPUT_BYTES);
  const buffer = Buffer.alloc(size - start);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, buffer, 0, buffer.length, start);
  } finally {
    closeSync(descriptor);
  }
  const lines = buffer.toString('utf8').split('\n');
  if (start > 0) lines.shift();
  if (lines.at(-1) === '') lines.pop();
  return lines.map(presentable);
}
