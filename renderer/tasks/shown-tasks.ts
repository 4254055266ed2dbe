import { isUnderway, type Operation } from '../../shared/operation';

export interface ShownTasks {
  /** What is underway, what failed, and the last one that ended otherwise. */
  readonly open: readonly Operation[];
  /** Ended well or by a person: nobody has to do anything about them. */
  readonly folded: readonly Operation[];
}

/** Newest first, as main sends them. A failed one stays in sight until it is dismissed. */
export function shownTasks(operations: readonly Operation[]): ShownTasks {
  const good = operations.filter((one) => !isUnderway(one) && one.outcome?.kind !== 'failed');
  const folded = good.slice(1);
  return { open: operations.filter((one) => !folded.includes(one)), folded };
}
