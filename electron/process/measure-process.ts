import pidusage from 'pidusage';
import { windowsProcess } from './windows-processes';

export interface ProcessMeasure {
  /** Since the process began. */
  readonly processorMs: number;
  readonly memoryBytes: number;
}

/** So soon pidusage lets go of the file it keeps open for each process. */
const KEPT_OPEN_MS = 10_000;

/** Of those that exist and that the system tells of; on macOS and Windows one question for all of them. */
export async function measureProcesses(pids: readonly number[]): Promise<ReadonlyMap<number, ProcessMeasure>> {
  if (pids.length === 0) return new Map();
  try {
    const measured: Readonly<Record<string, pidusage.Status | null>> = await pidusage([...pids], {
      maxage: KEPT_OPEN_MS,
    });
    return new Map(
      pids.flatMap((pid) => {
        const one = measured[String(pid)] ?? null;
        return one === null ? [] : [[pid, { processorMs: one.ctime, memoryBytes: one.memory }] as const];
      }),
    );
  } catch {
    return new Map();
  }
}

/**
 * Null when there is no such process, or the system does not tell. Linux: procfs. macOS: `ps`. Windows: our own program,
 * because PowerShell takes longer than the time between two measures.
 */
export async function measureProcess(pid: number): Promise<ProcessMeasure | null> {
  if (process.platform === 'win32') {
    const found = await windowsProcess(pid);
    return found === null ? null : { processorMs: found.processorMs, memoryBytes: found.memoryBytes };
  }
  try {
    // Its own percentage is of the time since anybody asked for this pid.
    const { ctime, memory } = await pidusage(pid);
    return { processorMs: ctime, memoryBytes: memory };
  } catch {
    return null;
  }
}
