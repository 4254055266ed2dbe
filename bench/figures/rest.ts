import { performance } from 'node:perf_hooks';
import { processorSeconds, pssMiB, rssMiB } from '../proc';

export interface AtRest {
  readonly pssMiB: number;
  readonly rssMiB: number;
  /** Of one processor. */
  readonly processorPercent: number;
}

/** Memory at the end of the time, processor time over all of it. */
export async function measureAtRest(pids: () => readonly number[], durationMs: number): Promise<AtRest> {
  const before = processorSeconds(pids());
  const startedAtMs = performance.now();
  await new Promise((resolve) => setTimeout(resolve, durationMs));
  const used = processorSeconds(pids()) - before;
  return {
    pssMiB: pssMiB(pids()),
    rssMiB: rssMiB(pids()),
    processorPercent: (used * 100_000) / (performance.now() - startedAtMs),
  };
}
