import type { InstanceId } from '../../shared/ids';
import { whyNotChangePort } from '../../shared/port-rule';
import { done, fail, ok, type Result } from '../../shared/result';
import type { AppStore } from '../store/app-store';
import type { Instances } from './instances';
import { checkPortUsable, chooseFreePort } from '../process/ports';

interface PortParts {
  readonly store: AppStore;
  readonly instances: Pick<Instances, 'setPort'>;
}

/** Gives an instance without a process another port. One that belongs to an instance that is not running may be shared. */
export async function changePort(
  id: InstanceId,
  port: number,
  { store, instances }: PortParts,
): Promise<Result<undefined>> {
  const instance = store.instance(id);
  if (instance === undefined) return fail({ code: 'unknown-instance', instanceId: id });
  const refused = whyNotChangePort(instance, port, store.snapshot().state.instances);
  if (refused !== null) return fail(refused);
  if (port === instance.port) return done;
  const free = await checkPortUsable(port, store.snapshot().state.instances, instance.launchOptions.networkAccess);
  // Looked at once more there: something may have been started meanwhile.
  return free.ok ? instances.setPort(id, port) : free;
}

/** The next free port after the instance's own. */
export async function suggestPort(id: InstanceId, store: AppStore): Promise<Result<{ readonly port: number }>> {
  const instance = store.instance(id);
  if (instance === undefined) return fail({ code: 'unknown-instance', instanceId: id });
  const given = new Set(store.snapshot().state.instances.map(({ port }) => port));
  const chosen = await chooseFreePort(given, store.snapshot().state.settings.portRange, instance.port);
  return chosen.ok ? ok({ port: chosen.value }) : chosen;
}
