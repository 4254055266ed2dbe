import type { InstanceId } from '../../shared/ids';
import type { Instance } from '../../shared/instance';

/** Another instance on the list, as far as it may stand in the way. */
export interface OtherInstance {
  readonly name: string;
  readonly folder: string;
  readonly port: number;
  readonly isAlive: boolean;
  /** It was on the list first. */
  readonly isEarlier: boolean;
}

export function otherInstancesOf(id: InstanceId, instances: readonly Instance[]): readonly OtherInstance[] {
  const own = instances.findIndex((one) => one.id === id);
  return instances.flatMap((one, index) => {
    const { name, folder, port, state } = one;
    return one.id === id ? [] : { name, folder, port, isAlive: state.kind !== 'stopped', isEarlier: index < own };
  });
}
