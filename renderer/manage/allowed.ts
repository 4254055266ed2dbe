import { isAlive, unlessUnderway, type Allowed } from '../../shared/display-status';
import type { Instance } from '../../shared/instance';
import type { Operation } from '../../shared/operation';

const YES: Allowed = { allowed: true };

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
