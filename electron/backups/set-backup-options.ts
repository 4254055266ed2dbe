import type { BackupOptions, BackupSchedule, LeftBackups } from '../../shared/backup';
import type { Instance } from '../../shared/instance';
import { operationOn } from '../../shared/operation';
import { fail, ok, type Result } from '../../shared/result';
import type { BackupSettings } from '../../shared/settings';
import { backupFolderOf, refreshBackups } from './backup-folder';
import { checkBackupFolder } from './check-backup-folder';
import type { OperationParts } from '../operations/operation-parts';

/** What is left out stays as it is. */
export type BackupOptionsWish = { readonly [Name in keyof BackupSettings]?: BackupSettings[Name] | undefined };

/** Takes effect at the next look at the schedule. Backups made before stay where they are. */
export async function setBackupOptions(
  { id }: Instance,
  wish: BackupOptionsWish,
  ownFolders: readonly string[],
  parts: OperationParts,
): Promise<Result<{ readonly left: LeftBackups | null }>> {
  let folder = wish.folder;
  if (typeof folder === 'string') {
    const { instances } = parts.store.snapshot().state;
    const checked = await checkBackupFolder(folder, { instanceId: id, instances, ownFolders });
    if (!checked.ok) return checked;
    folder = checked.value;
  }
  // As it is by now: other choices may have been saved meanwhile.
  const instance = parts.store.instance(id);
  if (instance === undefined) return fail({ code: 'unknown-instance', instanceId: id });
  const before = instance.backups;
  const changed = merged(before, { ...wish, folder }, new Date());
  const movesFolder = changed.folder !== before.folder;
  const underway = operationOn(parts.store.snapshot().state.operations, id);
  if (movesFolder && underway !== undefined) {
    return fail({ code: 'operation-underway', instanceName: instance.name, kind: underway.kind });
  }
  const saved = parts.instances.change(id, { backups: changed });
  if (!saved.ok) return saved;
  if (!movesFolder) return ok({ left: null });
  await refreshBackups({ ...instance, backups: changed }, parts);
  return ok({ left: await leftIn(backupFolderOf(instance, parts), id, parts) });
}

function merged(before: BackupOptions, wish: BackupOptionsWish, now: Date): BackupOptions {
  const given = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined));
  const chosen: BackupOptions = { ...before, ...given };
  const isNew = JSON.stringify(ordered(chosen.schedule)) !== JSON.stringify(ordered(before.schedule));
  const scheduleSince = chosen.schedule === null ? null : isNew ? now.toISOString() : before.scheduleSince;
  return { ...chosen, scheduleSince };
}

const ordered = (schedule: BackupSchedule | null): readonly unknown[] =>
  schedule === null ? [] : [schedule.every, schedule.at, schedule.weekday];

/** Null when there are none. */
async function leftIn(folder: string, instanceId: string, { runJob }: OperationParts): Promise<LeftBackups | null> {
  const read = await runJob('read-backups', { folder, instanceId });
  if (!read.ok) return { folder, count: null };
  const count = read.value.backups.length;
  return count === 0 ? null : { folder, count };
}
