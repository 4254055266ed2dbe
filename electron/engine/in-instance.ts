import type { Instance, InstanceId } from '../../shared/instance';
import { fail, type Result } from '../../shared/result';
import type { AppStore } from '../store/app-store';

/** Does something with an instance as it is now; `unknown-instance` when it is not on the list. */
export const inInstance =
  (store: Pick<AppStore, 'instance'>) =>
  <Answer>(id: InstanceId, use: (instance: Instance) => Answer): Answer | Result<never> => {
    const instance = store.instance(id);
    return instance === undefined ? fail({ code: 'unknown-instance', instanceId: id }) : use(instance);
  };

export type InInstance = ReturnType<typeof inInstance>;
