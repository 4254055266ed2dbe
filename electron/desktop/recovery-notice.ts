/** Whether what a notification said of an instance that is tried again is still so. Pure. */
import type { Instance } from '../../shared/instance';

/** `over`: it needs nobody to be told: a person stopped it, or it went into maintenance, which has a notice of its own. */
export type Recovery = 'not-yet' | 'runs-again' | 'over';

export function recoveryOf({ intent, state }: Pick<Instance, 'intent' | 'state'>): Recovery {
  if (intent.maintenance !== null || state.kind === 'stopped') return 'over';
  return state.kind === 'running' ? 'runs-again' : 'not-yet';
}
