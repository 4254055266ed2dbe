import pidusage from 'pidusage';
import { windowsProcess } from './windows-processes';

export interface ProcessMeasure {
  /** Since the process began. */
  readonly processorMs: number;
  readonly memoryBytes: number;
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
