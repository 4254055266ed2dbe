import type { Measured } from './measurements';

/** What a run leaves behind for programs; docs/performance.md has the same for people. */
export interface BenchResult {
  readonly date: string;
  readonly commit: string;
  readonly machine: {
    readonly processors: number;
    readonly processor: string;
    readonly memoryGiB: number;
    readonly system: string;
    readonly node: string;
    readonly electron: string;
    readonly pocketbase: string;
  };
  /** One-minute load averages. */
  readonly load: { readonly before: number; readonly after: number };
  readonly quick: boolean;
  readonly measured: readonly Measured[];
}
