import { setTimeout as wait } from 'node:timers/promises';
import type { Instance } from '../../shared/instance';
import { stillServesCopy } from '../../shared/words/trial-words';
import { endMembers } from '../process/end-members';
import { bootId, identify, isStillThere } from '../process/process-identity';
import type { RunRecords } from '../supervision/persistence';
import { signalProcess } from '../process/signals';
import { foldersOf } from '../pocketbase/arguments';

const LOOK_EVERY_MS = 20;
const GONE_WITHIN_MS = 5000;

/** A process that serves a copy is written down like any other, under the id of its operation. */
export function noteTrial(
  operationId: string,
  {
    executable,
    folder,
    pid,
    port,
    version,
  }: Pick<Instance, 'folder' | 'port' | 'version'> & {
    readonly executable: string;
    readonly pid: number;
  },
  records: RunRecords,
): void {
  records.save(operationId, {
    runNumber: 1,
    runId: operationId,
    pid,
    processStartedAt: identify(pid)?.startedAt ?? '',
    bootId: bootId(),
    executable,
    dataFolder: foldersOf(folder).data,
    port,
    version,
    startedAt: new Date().toISOString(),
    provenSince: null,
    askedToEnd: false,
    endsWithApp: false,
    launchRevision: null,
    networkAccess: 'this-computer',
  });
}

/** Ends what still serves a copy for an operation of an earlier life of the app. Throws when it does not end. */
export async function endLeftTrial(operationId: string, records: RunRecords): Promise<void> {
  const record = records.load(operationId);
  if (record?.pid != null) {
    const { bootId: boot, pid, processStartedAt: startedAt, runId } = record;
    const identity = { pid, startedAt, bootId: boot };
    const untilMs = performance.now() + GONE_WITHIN_MS;
    while (isStillThere(identity)) {
      signalProcess(pid, 'SIGKILL');
      if (performance.now() > untilMs) throw new Error(stillServesCopy(pid));
      await wait(LOOK_EVERY_MS);
    }
    if (boot === bootId()) await endMembers({ leader: { ...identity, pid: 0 }, runId, isGroupOurs: false });
  }
  records.remove(operationId);
}
