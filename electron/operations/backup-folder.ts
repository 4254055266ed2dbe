import { join } from 'node:path';
import type { BackupSummary } from '../../shared/backup';
import type { Instance } from '../../shared/instance';
import { fail, ok, type Result } from '../../shared/result';
import { errorWords } from '../../shared/words/error-words';
import type { OperationParts } from './operation-parts';

type Parts = Pick<OperationParts, 'backupsFolder' | 'runJob' | 'store'>;

export const backupFolderOf = ({ backups, id }: Pick<Instance, 'backups' | 'id'>, { backupsFolder }: Parts): string =>
  backups.folder ?? join(backupsFolder, id);

/** Reads the folder: it alone tells what backups there are. */
export async function refreshBackups(instance: Instance, parts: Parts): Promise<void> {
  const folder = backupFolderOf(instance, parts);
  const { id: instanceId } = instance;
  const read = await parts.runJob('read-backups', { folder, instanceId });
  const found = read.ok ? read.value : { backups: [], foreign: [] };
  const problem = read.ok ? null : errorWords(read.error).text;
  parts.store.apply({ type: 'backups-changed', backups: { instanceId, folder, ...found, problem } });
}

/** Looked up in the folder as it is now; an id that is not there leads nowhere (B33). */
export async function findBackup(
  instance: Instance,
  backupId: string,
  parts: Parts,
): Promise<Result<{ readonly summary: BackupSummary; readonly path: string }>> {
  const folder = backupFolderOf(instance, parts);
  const read = await parts.runJob('read-backups', { folder, instanceId: instance.id });
  if (!read.ok) return read;
  const summary = read.value.backups.find(({ id }) => id === backupId);
  return summary === undefined
    ? fail({ code: 'unknown-backup', backupId })
    : ok({ summary, path: join(folder, summary.fileName) });
}
