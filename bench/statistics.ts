/** What is left of many measurements of one thing. */
export interface Summary {
  readonly median: number;
  /** The 99th percentile by rank; of fewer than a hundred values it is the greatest one. */
  readonly p99: number;
  readonly max: number;
  readonly n: number;
}

export function summarise(values: readonly number[]): Summary {
  if (values.length === 0) throw new Error('Nothing was measured');
  const sorted = [...values].sort((one, other) => one - other);
  return {
    median: (byRank(sorted, Math.ceil(sorted.length / 2)) + byRank(sorted, Math.floor(sorted.length / 2) + 1)) / 2,
    p99: byRank(sorted, Math.ceil(sorted.length * 0.99)),
    max: byRank(sorted, sorted.length),
    n: sorted.length,
  };
}

/** The first has rank 1. */
function byRank(sorted: readonly number[], rank: number): number {
  const value = sorted[rank - 1];
  if (value === undefined) throw new Error(`There is no value of rank ${String(rank)}`);
  return value;
}
