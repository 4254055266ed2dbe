import type { AppError } from '../../shared/errors';
import type { Instance } from '../../shared/instance';
import type { Refusal } from '../../shared/lifecycle-events';

/** Why a wish was not followed. */
export function refusalError(refused: Refusal, { name, intent }: Instance): AppError {
  if (refused === 'quitting') return { code: 'quitting' };
  const code = refused === 'not-timed' ? 'maintenance-not-timed' : 'in-maintenance';
  return { code, instanceName: name, reason: intent.maintenance?.reason ?? 'requested' };
}
