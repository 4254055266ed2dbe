import type { AppError } from '../../shared/errors';
import type { Instance } from '../../shared/instance';
import type { Refusal } from '../../shared/lifecycle-events';

/** Why a wish was not followed. */
export const refusalError = (refused: Refusal, { name, intent }: Instance): AppError =>
  refused === 'quitting'
    ? { code: 'quitting' }
    : { code: 'in-maintenance', instanceName: name, reason: intent.maintenance?.reason ?? 'requested' };
