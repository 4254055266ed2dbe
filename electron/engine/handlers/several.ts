import type { InstanceId } from '../../../shared/ids';
import type { BulkAction, BulkOutcome } from '../../../shared/list/bulk';
import { ok } from '../../../shared/result';
import { createDispatch, type HandlersOf } from '../dispatch';

type SingleCommand =
  'start-instance' | 'stop-instance' | 'enter-maintenance' | 'leave-maintenance' | 'back-up' | 'set-instance-options';

/** What is given to each, and with what beside its id. */
const COMMANDS: Readonly<Record<BulkAction, readonly [SingleCommand, object]>> = {
  start: ['start-instance', {}],
  stop: ['stop-instance', {}],
  'enter-maintenance': ['enter-maintenance', {}],
  'leave-maintenance': ['leave-maintenance', {}],
  'back-up': ['back-up', { label: '' }],
  mute: ['set-instance-options', { muted: true }],
  unmute: ['set-instance-options', { muted: false }],
};

/** Commands to several instances: each goes the whole way of the command to one, and none keeps the others from it. */
export function severalHandlers(
  single: HandlersOf<SingleCommand>,
  reportBug: (error: unknown) => void,
): HandlersOf<'give-to-several'> {
  const dispatch = createDispatch(single, reportBug);
  return {
    'give-to-several': async ({ action, instanceIds }, client) => {
      const [name, more] = COMMANDS[action];
      const give = async (instanceId: InstanceId): Promise<BulkOutcome> => {
        const given = await dispatch(client, name, { instanceId, ...more });
        return { instanceId, error: given.ok ? null : given.error };
      };
      const outcomes: BulkOutcome[] = [];
      for (const instanceId of instanceIds) outcomes.push(await give(instanceId));
      return ok(outcomes);
    },
  };
}
