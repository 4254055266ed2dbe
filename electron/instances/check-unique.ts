import { foldName } from '../../shared/instance-name';
import { holderOfPort } from '../../shared/port-rule';
import { done, fail, type Result } from '../../shared/result';
import type { AppStore } from './app-store';

/** For an instance that is yet to be put on the list. A port may be that of another one, unless that one has it now. */
export function checkUnique(
  { name, port }: { readonly name: string; readonly port: number },
  store: AppStore,
): Result<undefined> {
  const { instances } = store.snapshot().state;
  const folded = foldName(name);
  if (instances.some((instance) => foldName(instance.name) === folded)) return fail({ code: 'name-in-use', name });
  const holder = holderOfPort({ id: null, port }, instances);
  return holder === null ? done : fail({ code: 'port-of-another-instance', port, instanceName: holder.name });
}
