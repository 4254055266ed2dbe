import { isUnderway, type Operation } from '../../shared/operation';

export interface ShownTasks {
  /** What is underway, what failed or was ended by quitting, and the last one that ended otherwise. */
  readonly open: readonly Operation[];
  /** Ended well or by a person, before that one: nobody has to do anything about them. */
  readonly folded: readonly Operation[];
}

/** A person has to know of them. */
const STAY: ReadonlySet<string | undefined> = new Set(['failed', 'ended-by-quitting']);

/** Newest first, as main sends them. One that failed or was ended by quitting stays in sight until it is dismissed. */
export function shownTasks(all: readonly Operation[]): ShownTasks {
  const operations = all.filter((one) => !isToldElsewhere(one));
  const good = operations.filter((one) => !isUnderway(one) && !STAY.has(one.outcome?.kind));
  const folded = good.slice(1);
  return { open: operations.filter((one) => !folded.includes(one)), folded };
}

/** The new password of a superuser is told in a popup. */
export const isToldElsewhere = ({ kind, outcome }: Operation): boolean =>
  kind === 'save-superuser' && outcome?.kind === 'done';

/** Ended well: it goes by itself after a while; what became of it stays in the journal. */
export const isGoneSoon = ({ outcome }: Operation): boolean => outcome?.kind === 'done';
