/** 1 GiB in lines of 100 bytes. */
export const FLOOD = `yes '${'0123456789'.repeat(9)} a flood' | head -c 1073741824`;

export interface FloodResult {
  readonly writeMs: number;
  /** Growth of the resident memory at its highest. */
  readonly memoryMiB: number;
  /** 99th percentile of the delay of main's event loop. */
  readonly loopDelayMs: number;
}
