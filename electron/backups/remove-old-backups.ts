import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { backupsToRemove } from '../../shared/backup-retention';
import type { Instance } from '../../shared/instance';
import { removedInWords } from '../../shared/words/schedule-words';
import { backupFolderOf, refreshBackups } from './backup-folder';
import type { OperationParts } from '../operations/operation-parts';

/** After a backup was made and its folder read: removes what the instance's rule does not keep. Answers what to say of it. */
export async function removeOldBackups(instance: Instance, madeNow: string, parts: OperationParts): Promise<string> {
  const retention = parts.store.instance(instance.id)?.backups.retention ?? null;
  const folder = backupFolderOf(instance, parts);
  const list = parts.store.snapshot().state.backups.find((one) => one.instanceId === instance.id);
  // Nothing old goes unless the new one is seen to be there.
  if (retention === null || list?.folder !== folder || !list.backups.some(({ id }) => id === madeNow)) return '';
  let removed = 0;
  let failed = 0;
  for (const { fileName } of backupsToRemove(list.backups, retention, madeNow)) {
    await rm(join(folder, fileName), { force: true }).then(
      () => (removed += 1),
      () => (failed += 1),
    );
  }
  if (removed > 0) await refreshBackups(instance, parts);
  return removedInWords(removed, failed);
}
