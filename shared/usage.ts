import type { InstanceId } from './ids';

/** What the process of an instance takes, as the system counts it. */
export interface Usage {
  readonly instanceId: InstanceId;
  readonly pid: number;
  /** Of one processor core, since the measurement before; two busy cores are 200. Null at the first one. */
  readonly processorPercent: number | null;
  /** Resident. */
  readonly memoryBytes: number;
}

/** How often it is measured, of the instance on screen. */
export const USAGE_INTERVAL_MS = 2000;
