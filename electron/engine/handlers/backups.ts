import { done } from '../../../shared/result';
import { beginBackup } from '../../backups/back-up';
import { refreshBackups } from '../../backups/backup-folder';
import { beginVerification, deleteBackup } from '../../backups/keep-backups';
import { setBackupOptions } from '../../backups/set-backup-options';
import type { HandlersOf } from '../dispatch';
import type { EngineParts } from '../engine';
import { begun } from './begun';

/** Backups of an instance. */
export function backupHandlers({
  inInstance,
  operations,
  opening,
}: EngineParts): HandlersOf<'back-up' | 'list-backups' | 'verify-backup' | 'delete-backup' | 'set-backup-options'> {
  return {
    'back-up': ({ instanceId, label }) =>
      begun(inInstance(instanceId, (instance) => beginBackup(instance, { reason: 'manual', label }, operations))),
    'list-backups': ({ instanceId }) =>
      inInstance(instanceId, async (instance) => {
        await refreshBackups(instance, operations);
        return done;
      }),
    'verify-backup': async ({ instanceId, backupId }) =>
      begun(await inInstance(instanceId, (instance) => beginVerification(instance, backupId, operations))),
    'delete-backup': ({ instanceId, backupId }) =>
      inInstance(instanceId, (instance) => deleteBackup(instance, backupId, operations)),
    'set-backup-options': ({ instanceId, ...wish }) =>
      inInstance(instanceId, (instance) => setBackupOptions(instance, wish, opening.ownFolders, operations)),
  };
}
