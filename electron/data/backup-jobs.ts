import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ArchiveProblem } from '../../shared/archive-problem';
import { UNVERIFIED } from '../../shared/backup-layout';
import { BACKUP_FORMAT, BACKUP_FORMAT_VERSION } from '../../shared/backup-manifest';
import { INSTANCE_PARTS, type BackupSummary, type ForeignFile, type PresentData } from '../../shared/backup';
import type { AppError } from '../../shared/errors';
import { isUserTable } from '../../shared/lost-records';
import { fail, ok } from '../../shared/result';
import { whatIsWrong } from '../../shared/words/archive-words';
import type { ArchiveListing } from '../archives/inspect-archive';
import { ARCHIVE_LIMITS, type ArchiveLimits } from '../archives/limits';
import { readHeader, type ArchiveHeader } from '../archives/read-header';
import { readArchive } from '../archives/read-archive';
import { renamePatiently } from '../disk/rename';
import { syncFolder } from '../disk/sync';
import { unpackArchive } from '../archives/unpack-archive';
import { verifyArchive } from '../archives/verify-archive';
import type { WriteStep } from '../archives/write-archive';
import { databaseDamage, describeFolder, settleDatabases } from './databases';
import { DataProblem } from './data-problem';
import { folderSize } from './folder-size';
import type { Perform } from './job-contract';
import { roomOf } from './room-for-copy';
import { openAlone, openToRead } from './sqlite';
import { writeTree } from './write-tree';
import { STEP } from '../../shared/words/step-words';
import { backupMadeBy, backupOfInstance, isCopyOfBackup } from '../../shared/words/foreign-backup-words';
import { dataInItCannotBeRead, dataInItIsDamaged, dataInItLacksTable } from '../../shared/words/restore-words';

const WRITE_STEPS: Readonly<Record<WriteStep, string>> = {
  hashing: STEP.readingCopy,
  writing: STEP.packing,
  saving: STEP.writing,
};

/** Every version has them. */
const OF_POCKETBASE = ['_migrations', '_collections'];

export const writeBackup: Perform<'write-backup'> = async ({ folder, target, header, leftOut }, onProgress) => {
  const unverified = `${target}${UNVERIFIED}`;
  const written = await writeTree({
    leftOut,
    manifest: {
      ...header,
      format: BACKUP_FORMAT,
      formatVersion: BACKUP_FORMAT_VERSION,
      parts: [...INSTANCE_PARTS],
      tables: [...header.tables],
    },
    folder,
    target: unverified,
    onProgress: (doneBytes, totalBytes, step) => onProgress({ step: WRITE_STEPS[step], doneBytes, totalBytes }),
  });
  if (!written.ok) return fail(backupError(written.error, target));
  const verified = await verifyArchive(unverified, limitsOf(null), {
    onProgress: (doneBytes, totalBytes) => onProgress({ step: STEP.verifyingBackup, doneBytes, totalBytes }),
  });
  if (!verified.ok) return fail(backupError(verified.error, target));
  await renamePatiently(unverified, target);
  await syncFolder(dirname(target));
  return ok({ sizeBytes: written.value.sizeBytes });
};

export const readBackups: Perform<'read-backups'> = async ({ folder, instanceId }) => {
  const names = await readdir(folder).catch((error: unknown) => {
    // Before the first backup there is none.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  const backups: BackupSummary[] = [];
  const foreign: ForeignFile[] = [];
  for (const fileName of names.sort()) {
    // Not complete, and swept by whoever is writing it.
    if (fileName.endsWith('.part') || fileName.endsWith(UNVERIFIED)) continue;
    const header = await readHeader(join(folder, fileName));
    if (header.ok && header.value?.manifest.instance.id === instanceId) {
      backups.push(summaryOf(fileName, header.value));
      continue;
    }
    // What is not ours is looked at as a whole, to say what it is.
    const read = await readArchive(join(folder, fileName), limitsOf(null));
    foreign.push({ fileName, why: read.ok ? whyForeign(read.value) : whatIsWrong(read.error) });
  }
  const { copies, originals } = withoutCopies(backups);
  foreign.push(...copies);
  originals.sort((one, other) => other.createdAt.localeCompare(one.createdAt) || other.id.localeCompare(one.id));
  return ok({ backups: originals, foreign });
};

/** Everything that is done with a backup names it by its id, so each id is listed once: under the name we gave it, if it is there. */
function withoutCopies(backups: readonly BackupSummary[]): {
  readonly originals: BackupSummary[];
  readonly copies: readonly ForeignFile[];
} {
  const hasOurName = ({ fileName, id }: BackupSummary): boolean => fileName.endsWith(`-${id}.zip`);
  const originals: BackupSummary[] = [];
  const copies: ForeignFile[] = [];
  for (const backup of [...backups].sort((one, other) => Number(hasOurName(other)) - Number(hasOurName(one)))) {
    const original = originals.find(({ id }) => id === backup.id);
    if (original === undefined) originals.push(backup);
    else copies.push({ fileName: backup.fileName, why: isCopyOfBackup(original.fileName) });
  }
  return { originals, copies };
}

export const previewBackup: Perform<'preview-backup'> = async (input) => {
  const { path, place = null, spaceBytes, instanceId, instanceFolder } = input;
  const read = await readArchive(path, limitsOf(spaceBytes), { place });
  if (!read.ok) return fail(backupError(read.error, path));
  const { kind, manifest, parts, ignored, leftOut, neededBytes, places } = read.value;
  const counted = manifest === null ? null : countsOf(manifest.tables);
  return ok({
    source: kind,
    createdAt: manifest?.createdAt ?? null,
    version: manifest?.pocketbaseVersion ?? null,
    isOwn: manifest?.instance.id === instanceId,
    instanceName: manifest?.instance.name ?? null,
    parts: parts.map(({ part, files, unpackedBytes: bytes }) => ({ part, files, bytes })),
    collections: counted?.collections ?? null,
    records: counted?.records ?? null,
    ignored: [...ignored.names, ...leftOut.names],
    ignoredCount: ignored.count + leftOut.count,
    places,
    now: await presentData(instanceFolder),
    neededBytes,
    migrationsHead: manifest?.migrationsHead ?? null,
  });
};

export const unpackBackup: Perform<'unpack-backup'> = async (
  { path, place = null, into, parts, spaceBytes },
  onProgress,
) => {
  const limits = limitsOf(spaceBytes);
  const read = await readArchive(path, limits, { place });
  if (!read.ok) return fail(backupError(read.error, path));
  const unpacked = await unpackArchive(path, read.value, {
    into,
    parts,
    place,
    limits,
    onProgress: (doneBytes, totalBytes, step) =>
      onProgress({ step: step === 'saving' ? STEP.writing : STEP.unpacking, doneBytes, totalBytes }),
  });
  if (!unpacked.ok) return fail(backupError(unpacked.error, path));
  onProgress({ step: STEP.checkingNewData, doneBytes: 0, totalBytes: null });
  const data = join(into, 'pb_data');
  try {
    await settleDatabases(data);
    for (const { file, lines } of await databaseDamage(data)) {
      return fail(notUsable(path, dataInItIsDamaged(file, lines[0] ?? '')));
    }
    const description = describeFolder(data, openAlone);
    // An empty or foreign database would be turned into a blank one without a word.
    const missing = OF_POCKETBASE.find((table) => !description.tables.some(({ name }) => name === table));
    return missing === undefined ? ok(description) : fail(notUsable(path, dataInItLacksTable(missing)));
  } catch (error) {
    return fail(notUsable(path, dataInItCannotBeRead((error as Error).message)));
  }
};

export const verifyBackup: Perform<'verify-backup'> = async ({ path }, onProgress) => {
  const verified = await verifyArchive(path, limitsOf(null), {
    onProgress: (doneBytes, totalBytes) => onProgress({ step: STEP.verifyingBackup, doneBytes, totalBytes }),
  });
  if (!verified.ok) return fail(backupError(verified.error, path));
  const { parts, unpackedBytes } = verified.value;
  return ok({ files: parts.reduce((sum, { files }) => sum + files, 0), bytes: unpackedBytes });
};

/** Null: as much as any backup may hold, because nothing is unpacked. */
const limitsOf = (spaceBytes: number | null): ArchiveLimits => ({
  ...ARCHIVE_LIMITS,
  spaceBytes: spaceBytes ?? ARCHIVE_LIMITS.unpackedBytes,
});

function summaryOf(fileName: string, { manifest, sizeBytes }: ArchiveHeader): BackupSummary {
  const { createdAt, id, label, pocketbaseVersion: version, reason, tables } = manifest;
  return { id, fileName, sizeBytes, createdAt, reason, label, version, ...countsOf(tables) };
}

function countsOf(tables: readonly { readonly name: string; readonly rows: number }[]): {
  readonly collections: number;
  readonly records: number;
} {
  return {
    collections: tables.find(({ name }) => name === '_collections')?.rows ?? 0,
    records: tables.filter(isUserTable).reduce((sum, { rows }) => sum + rows, 0),
  };
}

const whyForeign = ({ manifest, kind }: ArchiveListing): string =>
  manifest === null
    ? backupMadeBy(kind === 'pockethost' ? 'pockethost' : 'pocketbase')
    : backupOfInstance(manifest.instance.name);

/** Only looked at, whoever works on it: a write-ahead log that a crash left makes the next start look for damage. */
async function presentData(instanceFolder: string): Promise<PresentData | null> {
  const data = join(instanceFolder, 'pb_data');
  const found = await stat(join(data, 'data.db')).catch(() => null);
  // SQLite takes an empty file for an empty database, and throws away what it has not written into it yet.
  if (found === null || found.size === 0) return null;
  try {
    const { collections, records } = describeFolder(data, openToRead);
    const [bytes, roomBytes] = [await folderSize(data), await roomOf(instanceFolder, null)];
    return { collections, records, bytes, roomBytes };
  } catch (error) {
    // A restore is what damaged data needs: it is no reason to refuse one.
    if (error instanceof DataProblem) return null;
    throw error;
  }
}

const notUsable = (path: string, detail: string): AppError => ({
  code: 'backup-not-usable',
  fileName: basename(path),
  detail,
});

function backupError(problem: ArchiveProblem, path: string): AppError {
  if (problem.kind === 'aborted') return { code: 'cancelled' };
  if (problem.kind === 'not-written' && problem.driveFull) return { code: 'disk-full', path: problem.path };
  return notUsable(path, whatIsWrong(problem));
}
