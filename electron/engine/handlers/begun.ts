import type { InstanceId, OperationId } from '../../../shared/ids';
import { ok, type Result } from '../../../shared/result';
import type { Begun } from '../../operations/operation-runner';
import type { EngineParts } from '../engine';

/** Answered as soon as it has begun; the rest is in the state. */
export const begun = (result: Result<Begun>): Result<{ readonly operationId: OperationId }> =>
  result.ok ? ok({ operationId: result.value.operationId }) : result;

/** The version stays until the operation that tries it has ended: the instance is pinned to it only then. */
export const keeper =
  ({ store, versions }: Pick<EngineParts, 'store' | 'versions'>) =>
  (version: string | undefined, instanceId: InstanceId, operation: Result<Begun>): Result<Begun> => {
    const name = store.instance(instanceId)?.name ?? '';
    if (operation.ok && version !== undefined) {
      void versions.keepWhile(version, name, () => operation.value.ended);
    }
    return operation;
  };
