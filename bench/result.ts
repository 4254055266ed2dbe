import type { Measured } from './measurements';

export const PARTS = ['lifecycle', 'managers', 'flood', 'window', 'data', 'command-line'] as const;
export type Part = (typeof PARTS)[number];

/** What a part leaves behind for programs; docs/performance.md has the same for people. */
export interface PartResult {
  readonly part: Part;
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
  /** False when it failed on the way or was only tried out: then some figures have few values or none. */
  readonly isComplete: boolean;
  readonly measured: readonly Measured[];
}
