import { isAlive } from '../../shared/display-status';
import type { InstanceId } from '../../shared/ids';
import type { Finding } from '../../shared/incident';
import { otherInstancesOf } from '../supervision/other-instances';
import { lookBeforeStart, portProblem } from '../supervision/preflight';
import type { EngineParts } from './engine';

/** What stands in the way of a start, as a start would find it; null for nothing, or where it runs. Changes nothing. */
export async function whyNotStarted(
  { store, launchOptions, journal }: Pick<EngineParts, 'store' | 'launchOptions' | 'journal'>,
  id: InstanceId,
): Promise<Finding | null> {
  const instance = store.instance(id);
  if (instance === undefined || isAlive(instance)) return null;
  const otherInstances = otherInstancesOf(id, store.snapshot().state.instances);
  const isKnownOperation = (operationId: string): boolean => journal.isKnown(operationId);
  const { versions } = launchOptions;
  const found = await lookBeforeStart(instance, { versions, otherInstances, isKnownOperation });
  if (!found.ok) return found.error;
  // In maintenance we may answer there ourselves.
  if (instance.maintenanceAnswer.kind === 'answering') return null;
  const { port, launchOptions: options } = instance;
  return portProblem(port, options.networkAccess, otherInstances, new AbortController().signal);
}
