/** Commands to one instance, with the knowledge which of them are on their way. */
import { create } from 'zustand';
import { displayStatus, isAlive } from '../../shared/display-status';
import type { CommandName } from '../../shared/ipc';
import type { Instance, InstanceId } from '../../shared/instance';
import { run } from '../app/bridge';
import { openDialog } from './ui';

type InstanceCommand = Extract<
  CommandName,
  'start-instance' | 'stop-instance' | 'restart-instance' | 'set-maintenance' | 'open-admin-ui' | 'open-folder'
>;

/** `command instance` of everything that main has not answered yet. */
const useOnTheWay = create<{ readonly keys: readonly string[] }>(() => ({ keys: [] }));

const keyOf = (command: InstanceCommand, instanceId: InstanceId): string => `${command} ${instanceId}`;

async function once(command: InstanceCommand, instanceId: InstanceId, perform: () => Promise<unknown>): Promise<void> {
  const key = keyOf(command, instanceId);
  if (useOnTheWay.getState().keys.includes(key)) return;
  useOnTheWay.setState(({ keys }) => ({ keys: [...keys, key] }));
  try {
    await perform();
  } finally {
    useOnTheWay.setState(({ keys }) => ({ keys: keys.filter((one) => one !== key) }));
  }
}

export const useIsOnTheWay = (command: InstanceCommand, instanceId: InstanceId): boolean =>
  useOnTheWay(({ keys }) => keys.includes(keyOf(command, instanceId)));

export const perform = (command: Exclude<InstanceCommand, 'set-maintenance'>, instanceId: InstanceId): void => {
  void once(command, instanceId, () => run(command, { instanceId }));
};

export const setMaintenance = (instanceId: InstanceId, on: boolean): void => {
  void once('set-maintenance', instanceId, () => run('set-maintenance', { instanceId, on }));
};

/**
 * What the switch and its shortcut do. Asks once, lightly, and only if requests may be cut; turning off never asks.
 * While maintenance is being entered there is nothing to ask for: the exit is awaited.
 */
export function toggleMaintenance(instance: Instance): void {
  const { kind } = displayStatus(instance);
  if (kind === 'entering-maintenance') return;
  if (kind === 'maintenance') setMaintenance(instance.id, false);
  else if (isAlive(instance) && kind !== 'waiting' && instance.askBeforeMaintenance)
    openDialog({ kind: 'ask-maintenance', instanceId: instance.id });
  else setMaintenance(instance.id, true);
}
