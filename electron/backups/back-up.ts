import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { INSTANCE_PARTS } from '../../shared/backup';
import type { BackupReason } from '../../shared/backup-manifest';
import type { AppError } from '../../shared/errors';
import type { Instance } from '../../shared/instance';
import { fail, ok, type Result } from '../../shared/result';
import { counted } from '../../shared/words/backup-words';
import { bytesInWords } from '../../shared/words/bytes-in-words';
import { leftOutInWords } from '../../shared/words/left-out-words';
import type { LeftOut } from '../../shared/what-is-backed-up';
import { UNVERIFIED } from '../../shared/backup-layout';
import { cannotBe } from '../../shared/words/folder-words';
import { backupFileName } from './backup-names';
import { backupFolderOf, provideBackupFolder, refreshBackups } from './backup-folder';
import { checkOpenFiles } from './check-open-files';
import { checkSpace, orLackOfSpace } from '../operations/free-space';
import { blockStartsUnlessInUse } from '../operations/block-starts';
import { entryOf, type JournalEntry } from '../operations/journal';
import { removeWork } from '../operations/release-instance';
import type { OperationParts } from '../operations/operation-parts';
import type { Begun, OperationContext } from '../operations/operation-runner';
import { removeOldBackups } from './remove-old-backups';
import { homeOfData, drivesOfData } from '../operations/places-apart';
import { workFolderName } from '../operations/work-folders';

export interface BackupWish {
  readonly reason: BackupReason;
  readonly label: string;
}

export interface MadeBackup {
  readonly id: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly records: number;
  /** What is there and is not in it. */
  readonly leftOut: readonly LeftOut[];
  /** The same, found by looking at both: paths in the folder of the instance, as in `byte-names.ts`. */
  readonly notInBackup: readonly string[];
}

/** Backs an instance up, whether it runs or not; what it is doing goes on. */
export function beginBackup(instance: Instance, wish: BackupWish, parts: OperationParts): Result<Begun> {
  return parts.runner.begin(instance.id, 'backup', async (context) => {
    const apart = await drivesOfData(instance.folder);
    if (!apart.ok) return apart;
    const entry = entryOf(context.id, 'backup', instance, { apart: apart.value });
    const noted = parts.journal.save(entry);
    if (!noted.ok) return noted;
    const { inUse, release } = await blockStartsUnlessInUse(context, instance, parts);
    const made = await backUp(context, instance, { ...wish, entry, inUse, onCopied: release }, parts);
    // Looked at before the copy is removed, which makes room.
    const lack = made.ok ? null : await orLackOfSpace(made.error, instance.folder);
    if (await removeWork(entry, parts)) parts.journal.remove(context.id);
    if (!made.ok) return fail(lack ?? made.error);
    return ok(madeInWords(made.value) + (await removeOldBackups(instance, made.value.id, parts)));
  });
}

interface BackupOrder extends BackupWish {
  /** Of the operation, as it is in the journal. */
  readonly entry: JournalEntry;
  /** A process works on the data meanwhile. */
  readonly inUse: boolean;
  readonly onCopied?: () => void;
  /** False where the list of backups is read anew later, because the instance is waiting. */
  readonly refresh?: boolean;
}

/** Copies, packs, reads back what was packed; only then is there a backup. */
export async function backUp(
  context: OperationContext,
  instance: Instance,
  { entry, reason, label, inUse, onCopied, refresh = true }: BackupOrder,
  parts: OperationParts,
): Promise<Result<MadeBackup>> {
  const { runJob } = parts;
  const folder = backupFolderOf(instance, parts);
  // With the uploads on the same drive, as they are shared with the copy and take no room.
  const home = homeOfData(instance.folder, entry.apart);
  const copy = join(home, workFolderName(entry), 'copy');
  const provided = await provideBackupFolder(instance, parts);
  if (!provided.ok) return provided;
  try {
    await mkdir(copy, { recursive: true, mode: 0o700 });
  } catch (error) {
    return fail({
      code: 'folder-not-usable',
      path: home,
      rule: cannotBe('written', (error as Error).message),
    });
  }
  const sizes = await runJob('room-for-copy', { folder: instance.folder, names: null }, context);
  if (!sizes.ok) return sizes;
  for (const drive of [home, folder]) {
    const fits = await checkSpace(drive, sizes.value.bytes);
    if (!fits.ok) return fits;
  }
  const readable = await checkOpenFiles(instance, parts);
  if (!readable.ok) return readable;
  const copied = await runJob(
    'copy-instance',
    { from: instance.folder, to: copy, inUse, files: 'link', sync: false },
    context,
  );
  onCopied?.();
  // Also meanwhile: what SQLite said of it then tells nobody what to do.
  const stillReadable = await checkOpenFiles(instance, parts);
  if (!stillReadable.ok) return stillReadable;
  if (!copied.ok) return copied;
  const notCopied = await runJob('list-left-out', { from: instance.folder, copy, parts: INSTANCE_PARTS }, context);
  if (!notCopied.ok) return notCopied;
  parts.afterStep('copied-for-backup');

  const id = parts.newId();
  const createdAt = new Date().toISOString();
  const fileName = backupFileName(instance.name, createdAt, id);
  const { description, leftOut } = copied.value;
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
  const target = join(folder, fileName);
  const unfinished = [`${target}${UNVERIFIED}.part`, `${target}${UNVERIFIED}`, target];
  const begun = parts.journal.save({ ...entry, unfinished });
  if (!begun.ok) return begun;
  const written = await runJob('write-backup', { folder: copy, target, header, leftOut }, context);
  parts.afterStep('wrote-backup');
  // It only makes room early. What cannot be removed now goes with the work folder, or is told with it.
  await rm(copy, { recursive: true, force: true }).catch(() => undefined);
  const discard = async (error: AppError): Promise<Result<never>> => {
    // Ended in the middle, or never verified: nobody may take it for a backup.
    for (const path of unfinished) await rm(path, { force: true });
    return fail(error);
  };
  if (!written.ok) return discard(written.error);
  // From here on it counts, even if the app dies.
  const counts = parts.journal.save(entry);
  parts.afterStep('noted-backup');
  if (!counts.ok) return discard(counts.error);
  if (refresh) await refreshBackups(instance, parts);
  const { sizeBytes } = written.value;
  return ok({ id, fileName, sizeBytes, records: description.records, leftOut, notInBackup: notCopied.value.paths });
}

/** One that cannot be removed stays in the list, where a person sees it. */
export async function removeMadeBackup(
  { fileName }: MadeBackup,
  instance: Instance,
  parts: OperationParts,
): Promise<void> {
  await rm(join(backupFolderOf(instance, parts), fileName), { force: true }).catch(() => undefined);
}

function madeInWords({ leftOut, records, sizeBytes }: MadeBackup): string {
  const made = `${bytesInWords(sizeBytes)} · ${counted(records, 'record')} · verified.`;
  return [made, leftOutInWords(leftOut)].join(' ').trim();
}
