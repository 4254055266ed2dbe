import type { InstanceId } from '../../shared/ids';
import { foldName } from '../../shared/instance-name';
import { holderOfPort } from '../../shared/port-rule';
import { done, fail, type Result } from '../../shared/result';
import type { AppStore } from '../store/app-store';

/** Names of two instances differ in more than case. `ofItself` is the instance that is to get the name. */
export function checkNameFree(name: string, store: AppStore, ofItself: InstanceId | null = null): Result<undefined> {
  const folded = foldName(name);
  const { instances } = store.snapshot().state;
  const isTaken = instances.some((instance) => instance.id !== ofItself && foldName(instance.name) === folded);
  return isTaken ? fail({ code: 'name-in-use', name }) : done;
}

/** For an instance that is yet to be put on the list. A port may be that of another one, unless that one has it now. */
export function checkUnique(
  { name, port }: { readonly name: string; readonly port: number },
  store: AppStore,
): Result<undefined> {
  const free = checkNameFree(name, store);
  if (!free.ok) return free;
  const holder = holderOfPort({ id: null, port }, store.snapshot().state.instances);
  return holder === null ? done : fail({ code: 'port-of-another-instance', port, instanceName: holder.name });
}
