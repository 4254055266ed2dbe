/** Instances may be given the same port, as long as only one of them runs at a time. Who stands in whose way, in one place. */
import { isAlive } from './display-status';
import type { AppError } from './errors';
import type { InstanceId } from './ids';
import type { Instance } from './instance';
import type { LifecycleEvent } from './lifecycle-events';

interface PortWish {
  /** Null for an instance that is yet to be made. */
  readonly id: InstanceId | null;
  readonly port: number;
}

/** The other instance that has the port now, or is about to. */
export const holderOfPort = ({ id, port }: PortWish, instances: readonly Instance[]): Instance | null =>
  instances.find((one) => one.id !== id && one.port === port && isAlive(one)) ?? null;

/** The other instances that were given the same port and are not running. */
export const sharersOfPort = ({ id, port }: PortWish, instances: readonly Instance[]): readonly Instance[] =>
  instances.filter((one) => one.id !== id && one.port === port && !isAlive(one));

/** Would the event begin a run? One that is alive already has its port. */
function beginsRun({ state, intent }: Instance, event: LifecycleEvent['type']): boolean {
  if (state.kind !== 'stopped') return false;
  if (event === 'leave-maintenance') return intent.maintenance !== null && intent.shouldRun;
  return (event === 'start' || event === 'restart') && intent.maintenance === null;
}

/** Why the event must not reach the instance now: another one has its port. Null when nothing speaks against it. */
export function portConflict(
  instance: Instance,
  event: LifecycleEvent['type'],
  instances: readonly Instance[],
): AppError | null {
  const holder = beginsRun(instance, event) ? holderOfPort(instance, instances) : null;
  if (holder === null) return null;
  const { port, name } = instance;
  return { code: 'port-held-by-instance', port, instanceName: name, holderId: holder.id, holderName: holder.name };
}

/** Why the instance must not be given the port. Whether another program listens there is for the system to say. */
export function whyNotChangePort(instance: Instance, port: number, instances: readonly Instance[]): AppError | null {
  const { id, name } = instance;
  if (isAlive(instance)) return { code: 'not-stopped', instanceName: name, wanted: 'Changing its port' };
  const holder = holderOfPort({ id, port }, instances);
  return holder === null ? null : { code: 'port-of-another-instance', port, instanceName: holder.name };
}
