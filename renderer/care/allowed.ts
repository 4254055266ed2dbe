import { isAlive, type Allowed } from '../../shared/display-status';
import type { Instance } from '../../shared/instance';
import type { Operation } from '../../shared/operation';
import { OPERATION_WORDS } from '../../shared/words/operation-words';

const YES: Allowed = { allowed: true };

/** For what enters maintenance by itself, or does not mind a process: only another operation is in its way. */
export const unlessUnderway = (underway: Pick<Operation, 'kind'> | undefined): Allowed =>
  underway === undefined
    ? YES
    : { allowed: false, why: `${OPERATION_WORDS[underway.kind].title} is not finished. Wait for it.` };

export function mayRemoveFromList(
  instance: Pick<Instance, 'intent' | 'state'>,
  underway: Pick<Operation, 'kind'> | undefined,
): Allowed {
  if (isAlive(instance)) return { allowed: false, why: 'Stop it or turn maintenance on first.' };
  return unlessUnderway(underway);
}

/** A deletion needs the name, letter by letter. */
export const mayDelete = (typed: string, name: string): Allowed =>
  typed === name ? YES : { allowed: false, why: `Type “${name}” first.` };
