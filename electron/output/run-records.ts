import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { RunFacts } from '../../shared/output';
import { recordOf } from './beside-logs';
import { fileOfRun, listLogFiles } from './log-files';

const fact = <Type extends z.ZodType>(type: Type) => type.nullable().catch(null);
const runRecord = z.object({
  startedAtMs: fact(z.number()),
  version: fact(z.string().max(100)),
  port: fact(z.number()),
  endedAtMs: fact(z.number()),
  end: fact(z.string().max(1000)),
});

export type RunRecord = z.infer<typeof runRecord>;

export const NOTHING_KNOWN: RunRecord = { startedAtMs: null, version: null, port: null, endedAtMs: null, end: null };

/** Beside the log of a run. Throws what the system says. */
export function writeRunRecord(folder: string, run: number, record: RunRecord): void {
  writeFileSync(recordOf(fileOfRun(folder, run)), JSON.stringify(record), { mode: 0o600 });
}

/** One that is missing or damaged says nothing; the output itself is complete without it. */
export function readRunRecord(folder: string, run: number): RunRecord {
  try {
    return runRecord.parse(JSON.parse(readFileSync(recordOf(fileOfRun(folder, run)), 'utf8')));
  } catch {
    return NOTHING_KNOWN;
  }
}

/** Of runs whose output is kept. Only what may have changed is read again. */
export class RunRecords {
  readonly #known = new Map<string, RunFacts>();

  /** Oldest first. */
  of(folder: string): readonly RunFacts[] {
    const runs = [...new Set(listLogFiles(folder).map(({ run }) => run))];
    return runs.map((run) => {
      const key = `${folder} ${String(run)}`;
      const known = this.#known.get(key);
      if (known !== undefined && run !== runs.at(-1)) return known;
      const facts = { run, ...readRunRecord(folder, run) };
      // Of the newest its end may come.
      if (run === runs.at(-1)) this.#known.delete(key);
      else this.#known.set(key, facts);
      return facts;
    });
  }
}
