import type { InstanceId } from './instance';

/** What the instance wrote, or a mark between two runs. */
export interface OutputLine {
  /** Counts up per instance while the app runs; shows gaps and doubles. */
  readonly sequence: number;
  readonly kind: 'output' | 'mark';
  /** Plain text: control sequences and secrets are removed. */
  readonly text: string;
}

export interface OutputBatch {
  readonly instanceId: InstanceId;
  readonly lines: readonly OutputLine[];
}

/** Lines kept in memory and shown per instance. */
export const OUTPUT_LINES_KEPT = 2000;
/** Lines kept with an incident. */
export const INCIDENT_LINES_KEPT = 200;
