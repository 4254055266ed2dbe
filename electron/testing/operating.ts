/** The operations on an instance as the handlers begin them, with their ends besides. */
import type { RestoreSource } from '../../shared/backup';
import type { InstanceId } from '../../shared/instance';
import type { LostRecords } from '../../shared/lost-records';
import { done, type Result } from '../../shared/result';
import { beginBackup, type BackupWish } from '../backups/back-up';
import { findBackup, refreshBackups } from '../backups/backup-folder';
import { beginExport, beginVerification, deleteBackup } from '../backups/keep-backups';
import { setBackupOptions, type BackupOptionsWish } from '../backups/set-backup-options';
import type { EngineParts } from '../engine/engine';
import { beginIntegrityCheck } from '../manage/check-integrity';
import { beginClone, type CloneWish } from '../manage/clone';
import { beginCompacting } from '../manage/compact';
import { beginDeletion, type DeletionWish } from '../manage/delete-instance';
import { sizesOf } from '../manage/get-sizes';
import { beginMove } from '../manage/move';
import { lookInto } from '../manage/own-files';
import { renameInstance } from '../manage/rename';
import { listSuperusers, setSuperuser } from '../manage/superusers';
import type { Superuser } from '../pocketbase/superuser';
import { beginChangeOfVersion, beginGoingBack, previewChangeOfVersion } from '../replace-data/change-version';
import { beginRestore, previewRestore, type RestoreWish } from '../replace-data/restore';

export type Operating = ReturnType<typeof operatingOn>;

export const operatingOn = ({
  inInstance: on,
  operations: parts,
  removals,
}: Pick<EngineParts, 'inInstance' | 'operations' | 'removals'>) => ({
  backUp: (id: InstanceId, wish: BackupWish) => on(id, (one) => beginBackup(one, wish, parts)),
  listBackups: async (id: InstanceId): Promise<Result<undefined>> =>
    on(id, async (one) => {
      await refreshBackups(one, parts);
      return done;
    }),
  previewRestore: async (id: InstanceId, source: RestoreSource) => on(id, (one) => previewRestore(one, source, parts)),
  restore: async (id: InstanceId, wish: RestoreWish) => on(id, (one) => beginRestore(one, wish, parts)),
  changeVersion: async (id: InstanceId, version: string, tryFirst: boolean, evenIfFewer?: readonly LostRecords[]) =>
    on(id, (one) => beginChangeOfVersion(one, { version, tryFirst, evenIfFewer }, parts)),
  previewVersion: async (id: InstanceId, version: string) =>
    on(id, (one) => previewChangeOfVersion(one, version, parts)),
  verifyBackup: async (id: InstanceId, backupId: string) => on(id, (one) => beginVerification(one, backupId, parts)),
  exportBackup: async (id: InstanceId, backupId: string, target: string) =>
    on(id, (one) => beginExport(one, backupId, target, parts)),
  findBackup: async (id: InstanceId, backupId: string) => on(id, (one) => findBackup(one, backupId, parts)),
  deleteBackup: async (id: InstanceId, backupId: string) => on(id, (one) => deleteBackup(one, backupId, parts)),
  /** `ownFolders` are the app's own, where no backups are to be kept. */
  setBackupOptions: async (id: InstanceId, wish: BackupOptionsWish, ownFolders: readonly string[]) =>
    on(id, (one) => setBackupOptions(one, wish, ownFolders, parts)),
  goBack: async (id: InstanceId, evenIfFewer?: readonly LostRecords[]) =>
    on(id, (one) => beginGoingBack(one, { evenIfFewer }, parts)),
  checkIntegrity: (id: InstanceId) => on(id, (one) => beginIntegrityCheck(one, parts)),
  compact: (id: InstanceId) => on(id, (one) => beginCompacting(one, parts)),
  sizes: async (id: InstanceId) => on(id, (one) => sizesOf(one, parts)),
  rename: (id: InstanceId, name: string) => on(id, () => renameInstance(id, name, parts)),
  removeFromList: (id: InstanceId) => removals.remove(id),
  putBackOnList: (id: InstanceId) => removals.putBack(id),
  deleteInstance: async (id: InstanceId, wish: DeletionWish) => on(id, (one) => beginDeletion(one, wish, parts)),
  lookIntoFolder: async (id: InstanceId) => on(id, ({ folder }) => lookInto(folder)),
  clone: (id: InstanceId, wish: CloneWish) => on(id, (one) => beginClone(one, wish, parts)),
  move: async (id: InstanceId, folder: string, everything?: boolean) =>
    on(id, (one) => beginMove(one, { folder, everything }, parts)),
  superusers: async (id: InstanceId) => on(id, (one) => listSuperusers(one, parts)),
  saveSuperuser: async (id: InstanceId, superuser: Superuser) => on(id, (one) => setSuperuser(one, superuser, parts)),
});
