import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupSummary } from '../../shared/backup';
import type { Instance } from '../../shared/instance';
import { done, fail, ok, type Result } from '../../shared/result';
import { errorWords } from '../../shared/words/error-words';
import { BACKUP_FOLDER_RULES } from '../../shared/words/backup-folder-words';
import { cannotBe, PLACE_RULES } from '../../shared/words/folder-words';
import { syncMadeFolders } from '../disk/made-folders';
import type { OperationParts } from '../operations/operation-parts';

type Parts = Pick<OperationParts, 'backupsFolder' | 'runJob' | 'store'>;

export const backupFolderOf = ({ backups, id }: Pick<Instance, 'backups' | 'id'>, { backupsFolder }: Parts): string =>
  backups.folder ?? join(backupsFolder, id);

/** Makes our own. One that a person chose is never made again: it may be on a drive that is not connected now. */
export async function provideBackupFolder(instance: Instance, parts: Parts): Promise<Result<undefined>> {
  const path = backupFolderOf(instance, parts);
  try {
    if (instance.backups.folder === null) {
      await syncMadeFolders(path, await mkdir(path, { recursive: true, mode: 0o700 }));
    } else if (!(await stat(path)).isDirectory())
      return fail({ code: 'folder-not-usable', path, rule: PLACE_RULES.isAFile });
    return done;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const rule = code === 'ENOENT' ? BACKUP_FOLDER_RULES.notThere : cannotBe('written', message);
    return fail({ code: 'folder-not-usable', path, rule });
  }
}

/** Reads the folder: it alone tells what backups there are. */
export async function refreshBackups(instance: Instance, parts: Parts): Promise<void> {
  const folder = backupFolderOf(instance, parts);
  const { id: instanceId } = instance;
  const read = await parts.runJob('read-backups', { folder, instanceId });
  const found = read.ok ? read.value : { backups: [], foreign: [] };
  // Another folder may have been chosen meanwhile.
  if (backupFolderOf(parts.store.instance(instanceId) ?? instance, parts) !== folder) return;
  const usable = instance.backups.folder === null ? read : await provideBackupFolder(instance, parts);
  const failure = read.ok ? usable : read;
  const problem = failure.ok ? null : errorWords(failure.error).text;
  parts.store.apply({ type: 'backups-changed', backups: { instanceId, folder, ...found, problem } });
}

export interface FoundBackup {
  readonly summary: BackupSummary;
  readonly path: string;
}

/** Looked up in the folder as it is now; an id that is not there leads nowhere (B33). */
export async function findBackup(
  instance: Instance,
  backupId: string,
  parts: Parts,
  folder = backupFolderOf(instance, parts),
): Promise<Result<FoundBackup>> {
  const read = await parts.runJob('read-backups', { folder, instanceId: instance.id });
  if (!read.ok) return read;
  const summary = read.value.backups.find(({ id }) => id === backupId);
  if (summary !== undefined) return ok({ summary, path: join(folder, summary.fileName) });
  // Whoever asked for it saw a list that is not true any more.
  await refreshBackups(instance, parts);
  return fail({ code: 'unknown-backup', backupId });
}
