/** One command to several instances. Each is handled by itself; what became of each is told. */
import { allowedCommands, displayStatus } from '../display-status';
import type { AppError } from '../errors';
import type { InstanceId } from '../ids';
import type { Instance } from '../instance';
import { isInOperation } from '../lifecycle-outcomes';
import { operationOn, type Operation } from '../operation';

export const BULK_ACTIONS = [
  'start',
  'stop',
  'enter-maintenance',
  'leave-maintenance',
  'back-up',
  'mute',
  'unmute',
] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

/** At most this many instances in one command. */
export const BULK_MAX = 1000;

export interface BulkOutcome {
  readonly instanceId: InstanceId;
  /** Null: done, or begun. */
  readonly error: AppError | null;
}

/** The action that takes another one back; null where there is none. */
export const UNDONE_BY: Readonly<Record<BulkAction, BulkAction | null>> = {
  start: 'stop',
  stop: 'start',
  'enter-maintenance': 'leave-maintenance',
  'leave-maintenance': 'enter-maintenance',
  'back-up': null,
  mute: 'unmute',
  unmute: 'mute',
};

/** Those of them the action changes anything for. Main refuses by itself; this spares a person the refusals. */
export function concernedBy(
  action: BulkAction,
  instances: readonly Instance[],
  operations: readonly Operation[],
): readonly Instance[] {
  return instances.filter((instance) => {
    const allowed = allowedCommands(instance, operationOn(operations, instance.id));
    switch (action) {
      case 'start':
        return allowed.start.allowed;
      case 'stop':
        return allowed.stop.allowed;
      case 'enter-maintenance':
        // That of a task ends with the task: a person may want it to stay.
        return instance.intent.maintenance === null || isInOperation(instance.intent);
      case 'leave-maintenance':
        return displayStatus(instance).kind === 'maintenance' && allowed.leaveMaintenance.allowed;
      case 'back-up':
        return allowed.operate.allowed;
      case 'mute':
        return !instance.muted;
      case 'unmute':
        return instance.muted;
    }
  });
}
