import type { LeftBackups, RestorePreview, RestoreSource, VersionChangePreview } from '../../shared/backup';
import type { Instance, InstanceId } from '../../shared/instance';
import type { InstanceSizes } from '../../shared/instance-sizes';
import type { LostRecords } from '../../shared/lost-records';
import type { FolderContents } from '../../shared/own-names';
import { fail, ok, type Result } from '../../shared/result';
import { beginCompacting } from '../manage/compact';
import { beginBackup, type BackupWish } from '../backups/back-up';
import { findBackup, refreshBackups } from '../backups/backup-folder';
import { beginClone, type CloneWish } from '../manage/clone';
import { beginIntegrityCheck } from '../manage/check-integrity';
import { beginDeletion, type DeletionWish } from '../manage/delete-instance';
import { sizesOf } from '../manage/get-sizes';
import { beginMove } from '../manage/move';
import { lookInto } from '../manage/own-files';
import { createRemovals } from '../manage/removals';
import { renameInstance } from '../manage/rename';
import { listSuperusers, setSuperuser } from '../manage/superusers';
import { beginExport, beginVerification, deleteBackup } from '../backups/keep-backups';
import { beginChangeOfVersion, beginGoingBack, previewChangeOfVersion } from '../replace-data/change-version';
import type { OperationParts } from '../operations/operation-parts';
import type { Begun } from '../operations/operation-runner';
import type { Superuser } from '../pocketbase/superuser';
import { recover, type FoundIntents } from './recover';
import { beginRestore, previewRestore, type RestoreWish } from '../replace-data/restore';
import { setBackupOptions, type BackupOptionsWish } from '../backups/set-backup-options';

/** Everything that works on the data of an instance, for the window and for the app's own life. */
export interface Operating {
  backUp(id: InstanceId, wish: BackupWish): Result<Begun>;
  listBackups(id: InstanceId): Promise<Result<undefined>>;
  previewRestore(id: InstanceId, source: RestoreSource): Promise<Result<RestorePreview>>;
  restore(id: InstanceId, wish: RestoreWish): Promise<Result<Begun>>;
  changeVersion(
    id: InstanceId,
    version: string,
    tryFirst: boolean,
    evenIfFewer?: readonly LostRecords[],
  ): Promise<Result<Begun>>;
  previewVersion(id: InstanceId, version: string): Promise<Result<VersionChangePreview>>;
  verifyBackup(id: InstanceId, backupId: string): Promise<Result<Begun>>;
  exportBackup(id: InstanceId, backupId: string, target: string): Promise<Result<Begun>>;
  /** Path of its file. */
  findBackup(id: InstanceId, backupId: string): Promise<Result<string>>;
  deleteBackup(id: InstanceId, backupId: string): Promise<Result<undefined>>;
  /** `ownFolders` are the app's own, where no backups are to be kept. */
  setBackupOptions(
    id: InstanceId,
    wish: BackupOptionsWish,
    ownFolders: readonly string[],
  ): Promise<Result<{ readonly left: LeftBackups | null }>>;
  goBack(id: InstanceId, evenIfFewer?: readonly LostRecords[]): Promise<Result<Begun>>;
  checkIntegrity(id: InstanceId): Result<Begun>;
  compact(id: InstanceId): Result<Begun>;
  sizes(id: InstanceId): Promise<Result<InstanceSizes>>;
  rename(id: InstanceId, name: string): Result<undefined>;
  removeFromList(id: InstanceId): Result<{ readonly folder: string; readonly backupsFolder: string }>;
  /** Takes a removal of this session back, with everything that had been chosen. */
  putBackOnList(id: InstanceId): Result<undefined>;
  deleteInstance(id: InstanceId, wish: DeletionWish): Promise<Result<Begun>>;
  /** What in its folder belongs to the instance, and what does not. */
  lookIntoFolder(id: InstanceId): Promise<Result<FolderContents>>;
  clone(id: InstanceId, wish: CloneWish): Result<Begun>;
  move(id: InstanceId, folder: string, everything?: boolean): Promise<Result<Begun>>;
  superusers(id: InstanceId): Promise<Result<{ readonly emails: readonly string[] }>>;
  saveSuperuser(id: InstanceId, superuser: Superuser): Promise<Result<undefined>>;
  /** At launch, after the instances were taken up. */
  recover(found: FoundIntents): Promise<void>;
}

export function createOperating(parts: OperationParts): Operating {
  const removals = createRemovals(parts);
  const withInstance = <Value>(id: InstanceId, use: (instance: Instance) => Value): Value | Result<never> => {
    const instance = parts.store.instance(id);
    return instance === undefined ? fail({ code: 'unknown-instance', instanceId: id }) : use(instance);
  };
  return {
    backUp: (id, wish) => withInstance(id, (instance) => beginBackup(instance, wish, parts)),
    listBackups: async (id) =>
      withInstance(id, async (instance) => {
        await refreshBackups(instance, parts);
        return ok(undefined);
      }),
    previewRestore: async (id, source) => withInstance(id, (instance) => previewRestore(instance, source, parts)),
    restore: async (id, wish) => withInstance(id, (instance) => beginRestore(instance, wish, parts)),
    changeVersion: async (id, version, tryFirst, evenIfFewer) =>
      withInstance(id, (instance) => beginChangeOfVersion(instance, { version, tryFirst, evenIfFewer }, parts)),
    previewVersion: async (id, version) =>
      withInstance(id, (instance) => previewChangeOfVersion(instance, version, parts)),
    verifyBackup: async (id, backupId) => withInstance(id, (instance) => beginVerification(instance, backupId, parts)),
    exportBackup: async (id, backupId, target) =>
      withInstance(id, (instance) => beginExport(instance, backupId, target, parts)),
    findBackup: async (id, backupId) =>
      withInstance(id, async (instance) => {
        const found = await findBackup(instance, backupId, parts);
        return found.ok ? ok(found.value.path) : found;
      }),
    deleteBackup: async (id, backupId) => withInstance(id, (instance) => deleteBackup(instance, backupId, parts)),
    setBackupOptions: async (id, wish, ownFolders) =>
      withInstance(id, (instance) => setBackupOptions(instance, wish, ownFolders, parts)),
    goBack: async (id, evenIfFewer) => withInstance(id, (instance) => beginGoingBack(instance, { evenIfFewer }, parts)),
    checkIntegrity: (id) => withInstance(id, (instance) => beginIntegrityCheck(instance, parts)),
    compact: (id) => withInstance(id, (instance) => beginCompacting(instance, parts)),
    sizes: async (id) => withInstance(id, (instance) => sizesOf(instance, parts)),
    rename: (id, name) => withInstance(id, () => renameInstance(id, name, parts)),
    removeFromList: (id) => removals.remove(id),
    putBackOnList: (id) => removals.putBack(id),
    deleteInstance: async (id, wish) => withInstance(id, (instance) => beginDeletion(instance, wish, parts)),
    lookIntoFolder: async (id) => withInstance(id, ({ folder }) => lookInto(folder)),
    clone: (id, wish) => withInstance(id, (instance) => beginClone(instance, wish, parts)),
    move: async (id, folder, everything) =>
      withInstance(id, (instance) => beginMove(instance, { folder, everything }, parts)),
    superusers: async (id) => withInstance(id, (instance) => listSuperusers(instance, parts)),
    saveSuperuser: async (id, superuser) => withInstance(id, (instance) => setSuperuser(instance, superuser, parts)),
    recover: (found) => recover(found, parts),
  };
}
