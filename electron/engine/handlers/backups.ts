import type { HandlersOf } from '../dispatch';
import type { EngineParts } from '../engine';
import { begun } from './begun';

/** Backups of an instance. */
export function backupHandlers({
  operating,
  opening,
}: EngineParts): HandlersOf<'back-up' | 'list-backups' | 'verify-backup' | 'delete-backup' | 'set-backup-options'> {
  return {
    'back-up': ({ instanceId, label }) => begun(operating.backUp(instanceId, { reason: 'manual', label })),
    'list-backups': ({ instanceId }) => operating.listBackups(instanceId),
    'verify-backup': async ({ instanceId, backupId }) => begun(await operating.verifyBackup(instanceId, backupId)),
    'delete-backup': ({ instanceId, backupId }) => operating.deleteBackup(instanceId, backupId),
    'set-backup-options': ({ instanceId, ...wish }) => operating.setBackupOptions(instanceId, wish, opening.ownFolders),
  };
}
