import { isAlive } from '../../../shared/display-status';
import type { Instance } from '../../../shared/instance';
import { operationOn } from '../../../shared/operation';
import { fail, ok, type Result } from '../../../shared/result';
import type { StartCheck } from '../../../shared/start-check';
import { CHECK_BEFORE_START } from '../../../shared/words/start-check-words';
import { checkStart } from '../../supervision/check-start';
import { otherInstancesOf } from '../../supervision/other-instances';
import type { HandlersOf } from '../dispatch';
import type { EngineParts } from '../engine';

export function startCheckHandlers({
  store,
  inInstance,
  launchOptions: { versions, secrets },
  journal,
  runJob,
  clock,
}: EngineParts): HandlersOf<'check-start'> {
  const check = async (instance: Instance): Promise<Result<StartCheck>> => {
    const { id, name: instanceName } = instance;
    const { instances, operations } = store.snapshot().state;
    const operation = operationOn(operations, id);
    if (isAlive(instance)) return fail({ code: 'not-stopped', instanceName, wanted: CHECK_BEFORE_START });
    if (operation !== undefined) return fail({ code: 'operation-underway', instanceName, kind: operation.kind });
    const checked = await checkStart(instance, {
      versions,
      secrets,
      otherInstances: otherInstancesOf(id, instances),
      isKnownOperation: (operationId) => journal.isKnown(operationId),
      examineData: (dataFolder, signal) => runJob('examine-data', { dataFolder }, { signal }),
      now: clock,
    });
    return ok(checked);
  };
  return { 'check-start': ({ instanceId }) => inInstance(instanceId, check) };
}
