import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gt, lt } from 'semver';
import type { BackupSummary, VersionChangePreview } from '../../shared/backup';
import type { Instance, VersionChange } from '../../shared/instance';
import type { LostRecords } from '../../shared/lost-records';
import { OLDEST_VERSION } from '../../shared/pocketbase-version';
import { fail, ok, type Result } from '../../shared/result';
import { whyNotOpenWith } from '../../shared/data-generation';
import { inTheWayInWords } from '../../shared/words/exchange-words';
import { lacksInWords } from '../../shared/versions';
import { versionNotes, whyVersionNotUsable } from '../../shared/words/version-notes';
import { asAppError } from '../data/as-app-error';
import { readDataGeneration } from '../pocketbase/data-generation';
import { foldersOf } from '../pocketbase/arguments';
import { backupFolderOf, findBackup, refreshBackups, type FoundBackup } from '../backups/backup-folder';
import { freeBytesAt, orLackOfSpace } from '../operations/free-space';
import { blockStartsUnlessInUse } from '../operations/block-starts';
import { checkOpenFiles } from '../backups/check-open-files';
import { checkRecords, type AcceptingWish } from './check-records';
import { notesOf } from './exchange-notes';
import { entryOf } from '../operations/journal';
import { obtainExecutable } from '../operations/obtain-executable';
import type { OperationParts } from '../operations/operation-parts';
import type { Begun, OperationContext } from '../operations/operation-runner';
import { replaceData } from './replace-data';
import { runTrial } from '../operations/run-trial';
import { drivesOfData, findPlacesApart, homeOfData } from '../operations/places-apart';
import { removeWorkFolder, workFolderName } from '../operations/work-folders';
import { tryingOnCopy } from '../../shared/words/step-words';
import { versionChanged, wentBack } from '../../shared/words/outcome-words';
import {
  backupBeforeIsGone,
  changedTooLongAgo,
  chooseAnotherVersion,
  hasVersionAlready,
  installedBuildLacks,
  NO_EARLIER_VERSION,
  restoreOlderInstead,
} from '../../shared/words/version-change-words';

/** As the window offers it. */
const GO_BACK_WITHIN_MS = 7 * 24 * 60 * 60 * 1000;

export interface ChangeWish {
  readonly version: string;
  readonly tryFirst: boolean;
  /** The loss of records that a person has read and accepted. */
  readonly evenIfFewer?: readonly LostRecords[] | undefined;
}

/**
 * Another version for the instance, on a copy of its data that takes the place of the data once the version has served it.
 * With `tryFirst` a copy is tried with the hooks too, while the instance goes on as it is.
 */
export async function beginChangeOfVersion(
  instance: Instance,
  { version, tryFirst, evenIfFewer = [] }: ChangeWish,
  parts: OperationParts,
): Promise<Result<Begun>> {
  const wish: AcceptingWish = { wanted: { kind: 'change-version', version, tryFirst }, accepted: evenIfFewer };
  const refused = await whyNotChange(instance, version);
  if (refused !== null) return fail({ code: 'version-change-refused', version, detail: refused });
  // Before a copy of everything is tried out in vain.
  const apart = await findPlacesApart(instance.folder, ['pb_data']);
  if (!apart.ok) return apart;
  if (isChanged(instance, parts)) return fail({ code: 'changed-meanwhile', instanceName: instance.name });
  return parts.runner.begin(instance.id, 'change-version', async (context) => {
    if (tryFirst || (await hasPendingMigrations(instance, parts))) {
      const tried = await rehearse(context, instance, { version, wish, withHooks: tryFirst }, parts).catch(
        (error: unknown) => fail(asAppError(error)),
      );
      if (!tried.ok) return fail(await orLackOfSpace(tried.error, instance.folder));
    }
    const result = await replaceData(
      context,
      instance,
      {
        kind: 'change-version',
        versionAfter: version,
        parts: ['pb_data'],
        backupReason: 'before-upgrade',
        wish,
        fill: async (filling, into) => {
          const copied = await parts.runJob(
            'copy-instance',
            { from: instance.folder, to: into, inUse: false, files: 'copy', sync: true },
            filling,
          );
          return copied.ok ? ok(copied.value.description) : copied;
        },
      },
      parts,
    );
    if (!result.ok) return result;
    const { after, inTheWay, keptIn, notStarted, recordsGiven } = result.value;
    const kept = inTheWay.length === 0 ? null : inTheWayInWords(inTheWay, keptIn ?? '');
    return ok(versionChanged(version, recordsGiven, { records: after.records, kept, notStarted }));
  });
}

/** The version and the data from before the last change of version. What was written since then is in a backup. */
export async function beginGoingBack(
  instance: Instance,
  { evenIfFewer = [] }: Pick<ChangeWish, 'evenIfFewer'>,
  parts: OperationParts,
): Promise<Result<Begun>> {
  const { upgrade } = instance;
  if (upgrade === null) {
    return fail({ code: 'version-change-refused', version: instance.version, detail: NO_EARLIER_VERSION });
  }
  if (Date.now() - Date.parse(upgrade.at) > GO_BACK_WITHIN_MS) {
    const detail = changedTooLongAgo(upgrade.from);
    return fail({ code: 'version-change-refused', version: upgrade.from, detail });
  }
  const backup = await findTheOneBefore(instance, upgrade, parts);
  if (!backup.ok) return backup;
  if (isChanged(instance, parts)) return fail({ code: 'changed-meanwhile', instanceName: instance.name });
  return parts.runner.begin(instance.id, 'go-back', async (context) => {
    const result = await replaceData(
      context,
      instance,
      {
        kind: 'go-back',
        wish: { wanted: { kind: 'go-back' }, accepted: evenIfFewer },
        versionAfter: upgrade.from,
        parts: ['pb_data'],
        backupReason: 'before-restore',
        fill: (filling, into) =>
          parts.runJob(
            'unpack-backup',
            { path: backup.value.path, into, parts: ['pb_data'], spaceBytes: Number.MAX_SAFE_INTEGER },
            filling,
          ),
      },
      parts,
    );
    if (!result.ok) return result;
    const { after, inTheWay, keptIn, notStarted } = result.value;
    const kept = inTheWay.length === 0 ? null : inTheWayInWords(inTheWay, keptIn ?? '');
    return ok(wentBack(upgrade.from, { records: after.records, kept, notStarted }));
  });
}

/** In the folder of backups, or where it was put before another one was chosen. */
async function findTheOneBefore(
  instance: Instance,
  { backupFolder, backupId, from }: VersionChange,
  parts: OperationParts,
): Promise<Result<FoundBackup>> {
  const folder = backupFolderOf(instance, parts);
  for (const each of new Set([folder, backupFolder ?? folder])) {
    const found = await findBackup(instance, backupId, parts, each);
    if (found.ok) return found;
  }
  const detail = backupBeforeIsGone(backupFolder ?? folder);
  return fail({ code: 'version-change-refused', version: from, detail });
}

/** Something else may have been finished while this one was being looked at. */
export const isChanged = (instance: Instance, { store }: Pick<OperationParts, 'store'>): boolean => {
  const now = store.instance(instance.id);
  return now?.version !== instance.version || now.folder !== instance.folder;
};

interface Rehearsal {
  readonly version: string;
  readonly wish: AcceptingWish;
  readonly withHooks: boolean;
}

/**
 * After a stop they would run with the next start in any case, also where the change of version is refused because of them:
 * so they are looked at while the instance goes on.
 */
async function hasPendingMigrations(instance: Instance, parts: OperationParts): Promise<boolean> {
  if (parts.store.instance(instance.id)?.state.kind === 'stopped') return false;
  const { pendingMigrations } = await notesOf(instance, await appliedMigrations(instance, parts));
  return pendingMigrations.length > 0;
}

/** A copy is served with everything the instance has, then thrown away. */
async function rehearse(
  context: OperationContext,
  instance: Instance,
  { version, wish, withHooks }: Rehearsal,
  parts: OperationParts,
): Promise<Result<undefined>> {
  const executable = await obtainExecutable(context, version, parts);
  if (!executable.ok) return executable;
  const launchOptions = parts.openLaunchOptions(instance.launchOptions);
  if (!launchOptions.ok) return launchOptions;
  const apart = await drivesOfData(instance.folder);
  if (!apart.ok) return apart;
  const work = entryOf(context.id, 'change-version', instance, { versionAfter: version, apart: apart.value });
  const noted = parts.journal.save(work);
  if (!noted.ok) return noted;
  const copy = join(homeOfData(instance.folder, apart.value), workFolderName(work), 'trial');
  try {
    await mkdir(copy, { recursive: true, mode: 0o700 });
    const { inUse, release } = await blockStartsUnlessInUse(context, instance, parts);
    const copied = await parts.runJob(
      'copy-instance',
      { from: instance.folder, to: copy, inUse, files: 'copy', sync: false },
      context,
    );
    release();
    const readable = await checkOpenFiles(instance, parts);
    if (!readable.ok) return readable;
    if (!copied.ok) return copied;
    context.step(tryingOnCopy(version));
    const served = await runTrial({
      folder: copy,
      executable: executable.value,
      version,
      migrationsFolder: join(copy, 'pb_migrations'),
      hooksFolder: withHooks ? join(copy, 'pb_hooks') : null,
      takenPorts: parts.store.snapshot().state.instances.map(({ port }) => port),
      signal: context.signal,
      operationId: context.id,
      records: parts.records,
      launchOptions: launchOptions.value,
    });
    if (!served.ok) return served;
    const after = await parts.runJob('describe-data', { dataFolder: foldersOf(copy).data, inUse: false }, context);
    if (!after.ok) return after;
    return checkRecords(copied.value.description, after.value, version, wish);
  } finally {
    await rm(copy, { recursive: true, force: true });
    await removeWorkFolder(work, parts.afterStep);
    parts.journal.remove(context.id);
  }
}

/** Looked at before anything is done. `place-not-suited` where data lies on a drive that cannot be exchanged. */
export async function previewChangeOfVersion(
  instance: Instance,
  version: string,
  parts: OperationParts,
): Promise<Result<VersionChangePreview>> {
  const refused = await whyNotChange(instance, version);
  const apart = refused === null ? await findPlacesApart(instance.folder, ['pb_data']) : ok([]);
  if (!apart.ok) return apart;
  const sizes = await parts.runJob('room-for-copy', { folder: instance.folder, names: null });
  if (!sizes.ok) return sizes;
  const { bytes } = sizes.value;
  // Only data that is too new is helped by a backup.
  const isTooNew = refused !== null && lt(version, instance.version) && !lt(version, OLDEST_VERSION);
  const older = isTooNew ? await newestBackupFor(version, instance, parts) : null;
  return ok({
    version,
    refused,
    notes: [...versionNotes(instance.version, version), ...notesOfBuild(version, parts)],
    beside: await notesOf(instance, await appliedMigrations(instance, parts)),
    isInstalled: parts.store.snapshot().state.versions.some((one) => one.version === version),
    // The copy, and the backup of what is there now.
    neededBytes: 2 * bytes,
    freeBytes: await freeBytesAt(instance.folder),
    matchingBackup: older,
  });
}

/** Null where the data cannot be read: then a change of version says so. */
async function appliedMigrations(
  { folder, id }: Instance,
  { runJob, store }: OperationParts,
): Promise<readonly string[] | null> {
  const inUse = store.instance(id)?.state.kind !== 'stopped';
  const now = await runJob('describe-data', { dataFolder: foldersOf(folder).data, inUse });
  return now.ok ? now.value.migrations : null;
}

/** What a build of one's own will be found to lack once it serves. */
function notesOfBuild(version: string, { store }: OperationParts): readonly string[] {
  const installed = store.snapshot().state.versions.find((one) => one.version === version);
  const lacks = lacksInWords(installed?.lacks ?? []);
  return lacks === null ? [] : [installedBuildLacks(version, lacks)];
}

async function newestBackupFor(
  version: string,
  instance: Instance,
  parts: OperationParts,
): Promise<BackupSummary | null> {
  await refreshBackups(instance, parts);
  const list = parts.store.snapshot().state.backups.find(({ instanceId }) => instanceId === instance.id);
  return list?.backups.find((backup) => !gt(backup.version, version)) ?? null;
}

/** Whatever the data is; with what to do. */
export function whyNotChosen(version: string): string | null {
  const why = whyVersionNotUsable(version);
  return why === null ? null : chooseAnotherVersion(why);
}

/** A sentence; null when nothing speaks against it. */
async function whyNotChange(instance: Instance, version: string): Promise<string | null> {
  if (version === instance.version) return hasVersionAlready(version);
  const unusable = whyNotChosen(version);
  if (unusable !== null) return unusable;
  if (gt(version, instance.version)) return null;
  const generation = await readDataGeneration(foldersOf(instance.folder).data);
  const why = whyNotOpenWith(version, generation);
  return why === null ? null : restoreOlderInstead(why, version);
}
