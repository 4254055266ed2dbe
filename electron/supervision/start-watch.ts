import { performance } from 'node:perf_hooks';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterStep, isOutOfPatience, NEW_START, type StartStep } from '../../shared/start-patience';
import { countable, countedWait, isAborted } from '../process/counted-time';
import { isOverloaded } from '../process/machine-load';
import { activeMs } from '../process/process-image';

export interface StartWatchOptions {
  /** Null while there is no process: nothing is to be seen, only the time counts. */
  readonly pid: number | null;
  /** What it writes; null where that is not known. */
  readonly outputFile: string | null;
  readonly dataFolder: string;
  readonly limitMs: number;
  readonly signal: AbortSignal;
  readonly isOverloaded?: (() => boolean) | undefined;
  /** Called after each look. */
  readonly onLook?: () => void;
}

const LOOK_EVERY_MS = 500;
const LOOKS_IN_LIMIT = 10;
/** So much of the time it has to run, or wait for a processor, to be called active: less is what Go does at rest. */
const ACTIVE_SHARE = 0.2;

/** Resolves true when the start has made no progress for too long; false when aborted. Rules: `shared/start-patience.ts`. */
export async function untilOutOfPatience(options: StartWatchOptions): Promise<boolean> {
  const { limitMs, signal, onLook } = options;
  const everyMs = Math.min(LOOK_EVERY_MS, limitMs / LOOKS_IN_LIMIT);
  let patience = NEW_START;
  let before = await look(options);
  let beforeMs = performance.now();
  while (!isAborted(signal)) {
    await countedWait(everyMs, signal);
    const now = await look(options);
    const nowMs = performance.now();
    if (isAborted(signal)) return false;
    onLook?.();
    patience = afterStep(patience, {
      ...compare(before, now, nowMs - beforeMs),
      passedMs: countable(nowMs - beforeMs, everyMs),
      isOverloaded: (options.isOverloaded ?? isOverloaded)(),
    });
    before = now;
    beforeMs = nowMs;
    if (isOutOfPatience(patience, limitMs)) return true;
  }
  return false;
}

interface Look {
  readonly activeMs: number | null;
  readonly outputBytes: number;
  /** Names, sizes and times of what lies in the data folder. */
  readonly data: string;
}

async function look({ pid, outputFile, dataFolder }: StartWatchOptions): Promise<Look> {
  if (pid === null) return { activeMs: null, outputBytes: 0, data: '' };
  return {
    activeMs: activeMs(pid),
    outputBytes: outputFile === null ? 0 : ((await stat(outputFile).catch(() => null))?.size ?? 0),
    data: await dataMark(dataFolder),
  };
}

function compare(before: Look, now: Look, passedMs: number): Pick<StartStep, 'changesData' | 'isActive'> {
  // A process that has just replaced itself begins to count anew.
  const ran = now.activeMs === null || before.activeMs === null ? 0 : Math.abs(now.activeMs - before.activeMs);
  return {
    changesData: before.data !== now.data,
    isActive: ran >= passedMs * ACTIVE_SHARE || before.outputBytes !== now.outputBytes,
  };
}

async function dataMark(folder: string): Promise<string> {
  const names = await readdir(folder).catch((): string[] => []);
  const marks: string[] = [];
  for (const name of names) {
    const found = await stat(join(folder, name)).catch(() => null);
    if (found !== null) marks.push(`${name} ${String(found.size)} ${String(found.mtimeMs)}`);
  }
  return marks.join('\n');
}
