import type { Finding } from '../../shared/incident';
import type { Instance } from '../../shared/instance';
import { fail, type Result } from '../../shared/result';
import { movedToQuarantine } from '../../shared/words/data-safety-words';
import { limitReached } from '../pocketbase/exit-causes';
import { showNotice } from '../store/app-store';
import { otherInstancesOf } from './other-instances';
import { preflight, type ReadyToStart } from './preflight';
import type { SupervisorParts } from './supervisor-parts';

/** Everything that has to be so before a process is created. An exception of a check is a failure, not the end of the app. */
export async function checkToStart(
  instance: Instance,
  parts: SupervisorParts,
  signal: AbortSignal,
): Promise<Result<ReadyToStart, Finding>> {
  const { store, versions, portReleased, checkData, isKnownOperation } = parts;
  const { id, name } = instance;
  const otherInstances = otherInstancesOf(id, store.snapshot().state.instances);
  const onQuarantined = (target: string): void => showNotice(store, movedToQuarantine(id, name, target));
  try {
    const checks = { versions, otherInstances, portReleased, checkData, isKnownOperation, onQuarantined, signal };
    return await preflight(instance, checks);
  } catch (error) {
    return fail(limitReached(error) ?? { cause: 'unknown', evidence: String(error) });
  }
}
