/** Commands to one instance, with the knowledge which of them are on their way. */
import { create } from 'zustand';
import { displayStatus, isAlive } from '../../shared/display-status';
import type { CommandInput, CommandName } from '../../shared/ipc';
import type { InstanceId } from '../../shared/ids';
import type { Instance } from '../../shared/instance';
import type { NetworkAccess } from '../../shared/launch-options';
import { run } from './run';
import { bridge } from '../store/bridge';
import { showError } from '../popups/toast-manager';
import { isDialogOpen, openDialog } from '../store/ui';

type InstanceCommand = Extract<
  CommandName,
  | 'start-instance'
  | 'stop-instance'
  | 'restart-instance'
  | 'enter-maintenance'
  | 'leave-maintenance'
  | 'start-without-hooks'
  | 'set-network-access'
  | 'open-admin-ui'
  | 'open-folder'
  | 'open-in-editor'
  | 'open-in-terminal'
>;

/** `command instance` of everything that main has not answered yet. */
const useOnTheWay = create<{ readonly keys: readonly string[] }>(() => ({ keys: [] }));

const keyOf = (command: InstanceCommand, instanceId: InstanceId): string => `${command} ${instanceId}`;

/** Null: it is on its way already. */
async function once<Value>(
  command: InstanceCommand,
  instanceId: InstanceId,
  perform: () => Promise<Value>,
): Promise<Value | null> {
  const key = keyOf(command, instanceId);
  if (useOnTheWay.getState().keys.includes(key)) return null;
  useOnTheWay.setState(({ keys }) => ({ keys: [...keys, key] }));
  try {
    return await perform();
  } finally {
    useOnTheWay.setState(({ keys }) => ({ keys: keys.filter((one) => one !== key) }));
  }
}

export const useIsOnTheWay = (command: InstanceCommand, instanceId: InstanceId): boolean =>
  useOnTheWay(({ keys }) => keys.includes(keyOf(command, instanceId)));

export const perform = (
  command: Exclude<InstanceCommand, 'leave-maintenance' | 'set-network-access' | 'start-instance'>,
  instanceId: InstanceId,
): void => {
  void once(command, instanceId, () => run(command, { instanceId }));
};

/** On what is on the screen: whoever changed it meanwhile is not overruled. Null minutes: until a person ends it. */
export const setNetworkAccess = (
  { id: instanceId, launchOptions: { revision } }: Instance,
  networkAccess: NetworkAccess,
  minutes: number | null = null,
): void => {
  void once('set-network-access', instanceId, () =>
    run('set-network-access', { instanceId, revision, networkAccess, minutes }),
  );
};

/** Where it is on already, what is given of its end and its note changes. */
export const enterMaintenance = (
  instanceId: InstanceId,
  terms: Omit<CommandInput<'enter-maintenance'>, 'instanceId'> = {},
): void => {
  void once('enter-maintenance', instanceId, () => run('enter-maintenance', { instanceId, ...terms }));
};

/**
 * Starts an instance or takes it out of maintenance. While another instance has its port there is one question, and
 * `stopFirst` is its answer. False: it was refused.
 */
export async function begin(
  how: 'start' | 'leave-maintenance',
  instanceId: InstanceId,
  stopFirst?: InstanceId,
): Promise<boolean> {
  const command = how === 'start' ? 'start-instance' : how;
  const begun = await once(command, instanceId, async () => {
    const answer = await bridge.call(command, { instanceId, stopFirst });
    if (answer.ok) return true;
    // An answer may come late. What is being typed in a dialog by then is not taken away.
    const canAsk = answer.error.code === 'port-held-by-instance' && !isDialogOpen();
    if (canAsk) openDialog({ kind: 'ask-stop-holder', instanceId, holderId: answer.error.holderId, how });
    else showError(answer.error);
    return false;
  });
  return begun ?? true;
}

/**
 * What the switch and its shortcut do. Asks once, lightly, and only if requests may be cut, of this instance or of one
 * that has its port.
 * While maintenance is being entered there is nothing to ask for: the exit is awaited.
 */
export function toggleMaintenance(instance: Instance): void {
  const { kind } = displayStatus(instance);
  if (kind === 'entering-maintenance') return;
  if (kind === 'maintenance') void begin('leave-maintenance', instance.id);
  else if (isAlive(instance) && kind !== 'waiting' && instance.askBeforeMaintenance)
    openDialog({ kind: 'ask-maintenance', instanceId: instance.id });
  else enterMaintenance(instance.id);
}
