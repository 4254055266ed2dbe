import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Instance } from '../../shared/instance';
import { done, fail, ok, type Result } from '../../shared/result';
import { findBackup, refreshBackups } from './backup-folder';
import { checkSpace } from '../operations/free-space';
import { entryOf } from '../operations/journal';
import type { OperationParts } from '../operations/operation-parts';
import type { Begun } from '../operations/operation-runner';
import { backupExported, backupIsWhole } from '../../shared/words/outcome-words';
import { couldNotBeDeleted } from '../../shared/words/backup-folder-words';

/** Reads a backup as a restore would, and changes nothing. */
export async function beginVerification(
  instance: Instance,
  backupId: string,
  parts: OperationParts,
): Promise<Result<Begun>> {
  const found = await findBackup(instance, backupId, parts);
  if (!found.ok) return found;
  const { path, summary } = found.value;
  return parts.runner.begin(instance.id, 'verify-backup', async (context) => {
    const verified = await parts.runJob('verify-backup', { path }, context);
    if (!verified.ok) return verified;
    const { bytes, files } = verified.value;
    return ok(backupIsWhole(summary.fileName, files, bytes));
  });
}

/** The data of a backup as a zip that PocketBase itself can restore. */
export async function beginExport(
  instance: Instance,
  backupId: string,
  target: string,
  parts: OperationParts,
): Promise<Result<Begun>> {
  const found = await findBackup(instance, backupId, parts);
  if (!found.ok) return found;
  const { path } = found.value;
  return parts.runner.begin(instance.id, 'export-backup', async (context) => {
    const folder = join(dirname(target), `.basekeeper-export-${context.id}`);
    const noted = parts.journal.save(entryOf(context.id, 'export-backup', instance, { unfinished: [folder] }));
    if (!noted.ok) return noted;
    // The whole data lies there unpacked.
    const free = await checkSpace(dirname(target), 2 * found.value.summary.sizeBytes);
    const exported = free.ok ? await parts.runJob('export-backup', { path, target, folder }, context) : free;
    await rm(folder, { recursive: true, force: true });
    parts.journal.remove(context.id);
    return exported.ok ? ok(backupExported(target, exported.value.sizeBytes)) : exported;
  });
}

export async function deleteBackup(
  instance: Instance,
  backupId: string,
  parts: OperationParts,
): Promise<Result<undefined>> {
  const found = await findBackup(instance, backupId, parts);
  if (!found.ok) return found;
  try {
    await rm(found.value.path);
  } catch (error) {
    const rule = couldNotBeDeleted((error as Error).message);
    return fail({ code: 'data-not-usable', path: found.value.path, rule });
  }
  await refreshBackups(instance, parts);
  return done;
}
