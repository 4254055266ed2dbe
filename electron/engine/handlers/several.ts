import type { AppError } from '../../../shared/errors';
import type { InstanceId } from '../../../shared/ids';
import type { BulkAction, BulkOutcome } from '../../../shared/list/bulk';
import { fail, ok, type Result } from '../../../shared/result';
import type { Client } from '../client';
import type { HandlersOf } from '../dispatch';
import { whyNotBegun } from '../too-few-files';

type Single = HandlersOf<
  'start-instance' | 'stop-instance' | 'enter-maintenance' | 'leave-maintenance' | 'back-up' | 'set-instance-options'
>;

/** Commands to several instances: each passes the handler of the command to one. */
export function severalHandlers(single: Single): HandlersOf<'give-to-several'> {
  return {
    'give-to-several': async ({ action, instanceIds }, client) => {
      const outcomes: BulkOutcome[] = [];
      for (const instanceId of instanceIds) {
        const given = await attempt(() => give(single, action, instanceId, client));
        outcomes.push({ instanceId, error: given.ok ? null : given.error });
      }
      return ok(outcomes);
    },
  };
}

/** A bug met with one instance keeps none of the others from their turn. */
async function attempt(act: () => Result<unknown> | Promise<Result<unknown>>): Promise<Result<unknown>> {
  try {
    return await act();
  } catch (error) {
    return fail<AppError>({ code: 'unexpected', detail: error instanceof Error ? error.message : String(error) });
  }
}

function give(
  single: Single,
  action: BulkAction,
  instanceId: InstanceId,
  client: Client,
): Result<unknown> | Promise<Result<unknown>> {
  switch (action) {
    case 'start':
      return single['start-instance']({ instanceId }, client);
    case 'stop':
      return single['stop-instance']({ instanceId }, client);
    case 'enter-maintenance':
      return single['enter-maintenance']({ instanceId }, client);
    case 'leave-maintenance':
      return single['leave-maintenance']({ instanceId }, client);
    case 'back-up': {
      const refused = whyNotBegun('back-up');
      return refused === null ? single['back-up']({ instanceId, label: '' }, client) : fail(refused);
    }
    case 'mute':
    case 'unmute':
      return single['set-instance-options']({ instanceId, muted: action === 'mute' }, client);
  }
}
