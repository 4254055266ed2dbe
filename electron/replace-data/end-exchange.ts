/** The three ways in which an exchange of data ends; the same at once and at the next launch. */
import { fail, type Result } from '../../shared/result';
import type { AppError } from '../../shared/errors';
import { servedForAMomentIn } from '../../shared/words/exchange-words';
import { backupFolderOf } from '../backups/backup-folder';
import type { JournalEntry } from '../operations/journal';
import { releaseInstance, tidyUp } from '../operations/release-instance';
import type { OperationParts } from '../operations/operation-parts';
import { putBack } from './swap';
import { keptInWords } from '../operations/work-folders';

/** The new data is in its place, and stays. Answers a sentence when the instance could not be started again. */
export async function finish(
  entry: JournalEntry,
  parts: OperationParts,
  instance: 'held' | 'given-back' = 'held',
): Promise<string | null> {
  const { backupId, before, instanceId, kind, versionAfter, versionBefore } = entry;
  const instanceNow = parts.store.instance(instanceId);
  const upgrade = {
    from: versionBefore,
    to: versionAfter,
    at: new Date().toISOString(),
    backupId: backupId ?? '',
    backupFolder: instanceNow === undefined ? null : backupFolderOf(instanceNow, parts),
  };
  if (kind === 'go-back' || versionBefore !== versionAfter) {
    const isOpen = kind !== 'go-back' && backupId !== null;
    parts.instances.changeAnyway(instanceId, { upgrade: isOpen ? upgrade : null });
  }
  if (instance === 'held') return releaseInstance(entry, before ?? { shouldRun: false, maintenance: null }, parts);
  parts.journal.close(entry);
  parts.afterStep('noted-done');
  await tidyUp(entry, parts);
  return null;
}

/** Nothing of the instance has been touched. */
export async function abandon<Value>(
  entry: JournalEntry,
  error: AppError,
  parts: OperationParts,
): Promise<Result<Value>> {
  await releaseInstance(entry, entry.before ?? { shouldRun: false, maintenance: null }, parts);
  return fail(error);
}

/**
 * Old data, old version; in maintenance, so that a person looks at it first. No process of the instance exists. Where it
 * cannot be put back, everything stays as it is, and the instance is held until it can.
 */
export async function undo<Value>(entry: JournalEntry, detail: string, parts: OperationParts): Promise<Result<Value>> {
  const { before, folder, instanceId, kind, startedAt, versionBefore } = entry;
  const instance = parts.store.instance(instanceId);
  try {
    await putBack(entry, parts.afterStep);
  } catch {
    return fail({ code: 'operation-unfinished', instanceName: instance?.name ?? '', kind, path: folder });
  }
  parts.instances.changeAnyway(instanceId, { version: versionBefore });
  parts.afterStep('changed-version-back');
  const incident = instance?.incidents.find(({ at }) => at >= startedAt);
  await releaseInstance(
    // Old data that could not be backed up is in its place again.
    { ...entry, keeps: entry.keeps === 'new' ? 'new' : null },
    {
      shouldRun: before?.shouldRun ?? false,
      maintenance: {
        reason: 'operation-failed',
        since: new Date().toISOString(),
        setBy: 'basekeeper',
        incidentId: incident?.id ?? null,
      },
    },
    parts,
  );
  const kept = entry.keeps === 'new' ? ` ${servedForAMomentIn(keptInWords(entry))}` : '';
  return fail({ code: 'operation-undone', kind, detail: `${detail}${kept}` });
}
