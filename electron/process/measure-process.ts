import pidusage from 'pidusage';

export interface ProcessMeasure {
  /** Since the process began. */
  readonly processorMs: number;
  readonly memoryBytes: number;
}

/**
 * Null when there is no such process, or the system does not tell. Linux: procfs. macOS: `ps`. Windows: a question to WMI.
 * The latter two were not run by us.
 */
export async function measureProcess(pid: number): Promise<ProcessMeasure | null> {
  try {
    // Its own percentage is of the time since anybody asked for this pid.
    const { ctime, memory } = await pidusage(pid);
    return { processorMs: ctime, memoryBytes: memory };
  } catch {
    return null;
  }
}
