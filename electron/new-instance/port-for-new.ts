import type { NewInstance } from '../../shared/input';
import { ok, type Result } from '../../shared/result';
import type { AppStore } from '../store/app-store';
import { checkUnique } from './check-unique';
import { checkPortUsable, chooseFreePort } from '../process/ports';

/**
 * The port that an instance which is not on the list yet is given. One that a person typed is defended: whoever has it is
 * named. One that was only suggested gives way to the next free one when somebody has taken it meanwhile.
 */
export async function portForNew(
  { name, port, portIsSuggested }: Pick<NewInstance, 'name' | 'port' | 'portIsSuggested'>,
  store: AppStore,
): Promise<Result<number>> {
  const unique = checkUnique({ name, port }, store);
  if (!unique.ok && unique.error.code !== 'port-of-another-instance') return unique;
  const { instances, settings } = store.snapshot().state;
  const taken = new Set(instances.map((instance) => instance.port));
  if (portIsSuggested === true && taken.has(port)) return chooseFreePort(taken, settings.portRange, port);
  if (!unique.ok) return unique;
  const usable = await checkPortUsable(port, instances);
  if (usable.ok) return ok(port);
  return portIsSuggested === true ? chooseFreePort(taken, settings.portRange, port) : usable;
}
