import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupReason } from '../../shared/backup-manifest';
import type { Instance } from '../../shared/instance';
import { fail, ok, type Result } from '../../shared/result';
import { bytesInWords } from '../../shared/words/bytes-in-words';
import { backupFileName } from './backup-names';
import { backupFolderOf, refreshBackups } from './backup-folder';
import { checkSpace } from './free-space';
import { entryOf } from './journal';
import type { OperationParts } from './operation-parts';
import type { Begun, Task } from './operations';
import { removeWorkFolder, workFolderOf } from './swap';

export interface BackupWish {
  readonly reason: BackupReason;
  readonly label: string;
}

export interface MadeBackup {
  readonly id: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly records: number;
  /** Links outside pb_data, which are not in it. */
  readonly leftOutLinks: number;
}

/** Backs an instance up, whether it runs or not; what it is doing goes on. */
export function beginBackup(instance: Instance, wish: BackupWish, parts: OperationParts): Result<Begun> {
  return parts.operations.begin(instance.id, 'backup', async (task) => {
    const noted = parts.journal.save(entryOf(task.id, 'backup', instance));
    if (!noted.ok) return noted;
    // Nothing may open the database while its files are copied; an instance that runs is copied through SQLite.
    const release = task.hold();
    const inUse = parts.store.instance(instance.id)?.state.kind !== 'stopped';
    if (inUse) release();
    const made = await backUp(task, instance, { ...wish, inUse, onCopied: release }, parts);
    await removeWorkFolder({ id: task.id, folder: instance.folder }, parts.afterStep);
    parts.journal.remove(task.id);
    return made.ok ? ok(madeInWords(made.value)) : made;
  });
}

interface BackupOrder extends BackupWish {
  /** A process works on the data meanwhile. */
  readonly inUse: boolean;
  readonly onCopied?: () => void;
}

/** Copies, packs, reads back what was packed; only then is there a backup. */
export async function backUp(
  task: Task,
  instance: Instance,
  { reason, label, inUse, onCopied }: BackupOrder,
  parts: OperationParts,
): Promise<Result<MadeBackup>> {
  const { runJob } = parts;
  const folder = backupFolderOf(instance, parts);
  const copy = join(workFolderOf({ id: task.id, folder: instance.folder }), 'copy');
  try {
    await mkdir(copy, { recursive: true, mode: 0o700 });
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    return fail({ code: 'folder-not-usable', path: folder, rule: `cannot be written (${(error as Error).message})` });
  }
  const sizes = await runJob('folder-sizes', { folders: [instance.folder] }, task);
  if (!sizes.ok) return sizes;
  const [bytes = 0] = sizes.value.bytes;
  for (const drive of [instance.folder, folder]) {
    const fits = await checkSpace(drive, bytes);
    if (!fits.ok) return fits;
  }
  const copied = await runJob(
    'copy-instance',
    { from: instance.folder, to: copy, inUse, files: 'link', sync: false },
    task,
  );
  onCopied?.();
  if (!copied.ok) return copied;
  parts.afterStep('copied-for-backup');

  const id = parts.newId();
  const createdAt = new Date().toISOString();
  const fileName = backupFileName(instance.name, createdAt, id);
  const { description, leftOutLinks } = copied.value;
  const header = {
    id,
    createdAt,
    appVersion: parts.appVersion,
    reason,
    label,
    instance: { id: instance.id, name: instance.name, port: instance.port },
    pocketbaseVersion: instance.version,
    migrationsHead: description.migrations.at(-1) ?? null,
    tables: [...description.tables],
  };
  const written = await runJob('write-backup', { folder: copy, target: join(folder, fileName), header }, task);
  parts.afterStep('wrote-backup');
  await rm(copy, { recursive: true, force: true });
  if (!written.ok) return written;
  await refreshBackups(instance, parts);
  return ok({ id, fileName, sizeBytes: written.value.sizeBytes, records: description.records, leftOutLinks });
}

function madeInWords({ fileName, leftOutLinks, records, sizeBytes }: MadeBackup): string {
  const links = leftOutLinks === 0 ? '' : ` ${String(leftOutLinks)} symbolic links are not in it.`;
  return `${fileName}: ${bytesInWords(sizeBytes)}, ${String(records)} records, verified.${links}`;
}
