import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { InstancePart } from '../../shared/backup';
import type { BackupReason } from '../../shared/backup-manifest';
import type { AppError } from '../../shared/errors';
import type { Instance } from '../../shared/instance';
import { fail, ok, type Result } from '../../shared/result';
import { errorWords } from '../../shared/words/error-words';
import { movedToQuarantine } from '../../shared/words/data-safety-words';
import { asAppError } from '../data/as-app-error';
import type { DataDescription } from '../data/describe-data';
import { showNotice } from '../store/app-store';
import { moveToQuarantine } from '../supervision/data-safety';
import type { OpenedLaunchOptions } from '../pocketbase/opened-launch-options';
import { backUp, removeMadeBackup, type MadeBackup } from '../backups/back-up';
import { refreshBackups } from '../backups/backup-folder';
import { abandon, undo } from './end-exchange';
import { orLackOfSpace } from '../operations/free-space';
import { enterMaintenance } from '../operations/in-maintenance';
import type { JournalEntry } from '../operations/journal';
import { obtainExecutable } from '../operations/obtain-executable';
import type { OperationParts } from '../operations/operation-parts';
import type { OperationContext } from '../operations/operation-runner';
import { checkRecords, type AcceptingWish } from './check-records';
import { checkNoOwner } from '../operations/other-owner';
import { runTrial } from '../operations/run-trial';
import { restoreIntentWithNew, type Prepared, type Replaced } from './serve-new-data';
import { planExchange } from './exchange-plan';
import { findPlacesApart } from '../operations/places-apart';
import { folderToFill, makeWorkFolders, newFoldersApart, spread } from './spread';
import { changedPart, linkedPart, swapIn } from './swap';
import { isThere, newFolderOf } from '../operations/work-folders';
import { STEP, tryingData } from '../../shared/words/step-words';
import { couldNotBeExchanged } from '../../shared/words/exchange-words';
import { PLACE_NOT_SUITED } from '../../shared/words/place-words';

/** What is to take the place of the data of an instance. */
export interface Replacement {
  readonly kind: 'restore' | 'change-version' | 'go-back';
  readonly versionAfter: string;
  readonly parts: readonly InstancePart[];
  readonly backupReason: BackupReason;
  /** Makes the new data ready in an empty folder that looks like the folder of an instance; answers what it holds. */
  readonly fill: (context: OperationContext, into: string) => Promise<Result<DataDescription>>;
  readonly wish: AcceptingWish;
}

/**
 * The one way data is exchanged. In maintenance: a backup, the new data made ready beside the old, served once by the
 * version that is to work on it, then renamed into place; whatever fails, everything is as it was. The instance is given
 * back as it was found.
 */
export async function replaceData(
  context: OperationContext,
  instance: Instance,
  replacement: Replacement,
  parts: OperationParts,
): Promise<Result<Replaced>> {
  const { id: instanceId, folder } = instance;
  const linked = linkedPart(folder, replacement.parts);
  if (linked !== null) {
    return fail({ code: 'place-not-suited', path: linked, rule: PLACE_NOT_SUITED.linkedPart });
  }
  const apart = await findPlacesApart(folder, replacement.parts);
  if (!apart.ok) return apart;
  const executable = await obtainExecutable(context, replacement.versionAfter, parts);
  if (!executable.ok) return executable;
  const launchOptions = parts.openLaunchOptions(
    parts.store.instance(instanceId)?.launchOptions ?? instance.launchOptions,
  );
  if (!launchOptions.ok) return launchOptions;
  const entered = await enterMaintenance(context, replacement.kind, instance, parts, {
    versionAfter: replacement.versionAfter,
    parts: replacement.parts.map((part) => ({ part, existed: isThere(join(folder, part)) })),
    apart: apart.value,
  });
  if (!entered.ok) return entered;
  const { entry } = entered.value;
  const safety: { made: MadeBackup | null } = { made: null };
  const prepared = await prepare(
    context,
    entry,
    replacement,
    { instance, executable: executable.value, launchOptions: launchOptions.value, safety },
    parts,
  ).catch((error: unknown) => fail(asAppError(error)));
  const leaveAsItWas = async (error: AppError): Promise<Result<never>> => {
    const left = await abandon<never>(entry, error, parts);
    // Who cancels never asked for a backup. After a failure it may be wanted, and stays.
    if (error.code === 'cancelled' && safety.made !== null) await removeMadeBackup(safety.made, instance, parts);
    await refreshBackups(instance, parts);
    return left;
  };
  if (!prepared.ok) return leaveAsItWas(await orLackOfSpace(prepared.error, folder));
  if (!context.pointOfNoReturn()) return leaveAsItWas({ code: 'cancelled' });

  context.step(STEP.replacingData);
  const { backupId, plan } = prepared.value;
  const { carried, contents, inTheWay } = plan;
  const keepsOld = (backupId === null && entry.parts.some(({ existed }) => existed)) || inTheWay.length > 0;
  const keeps = keepsOld ? 'old' : null;
  const swapping: JournalEntry = { ...entry, phase: 'swapping', backupId, keeps, contents, carried };
  const swappingNoted = parts.journal.save(swapping);
  if (!swappingNoted.ok) return leaveAsItWas(swappingNoted.error);
  const failure = await exchange(swapping, parts);
  const replaced = failure === null ? await restoreIntentWithNew(context, swapping, prepared.value, parts) : null;
  const result = replaced ?? (await undo(swapping, failure ?? '', parts));
  await refreshBackups(instance, parts);
  return result;
}

async function prepare(
  context: OperationContext,
  entry: JournalEntry,
  { backupReason, fill, kind, parts: replaced, versionAfter, wish }: Replacement,
  {
    instance,
    executable,
    launchOptions,
    safety,
  }: {
    readonly instance: Instance;
    readonly executable: string;
    readonly launchOptions: OpenedLaunchOptions;
    /** Noted here as soon as it is there. */
    readonly safety: { made: MadeBackup | null };
  },
  parts: OperationParts,
): Promise<Result<Prepared>> {
  // It is in no backup, and would go with the old data.
  const aside = await moveToQuarantine(instance.folder);
  if (!aside.ok) return fail({ code: 'folder-not-usable', path: instance.folder, rule: aside.error.evidence });
  if (aside.value !== null) showNotice(parts.store, movedToQuarantine(instance.id, instance.name, aside.value));
  await makeWorkFolders(entry, parts);
  // Nothing to back up is no reason not to restore; it is the best reason to.
  const database = join(instance.folder, 'pb_data', 'data.db');
  const isMissing = kind === 'restore' && !isThere(database);
  const isEmpty = kind === 'restore' && statSync(database, { throwIfNoEntry: false })?.size === 0;
  const backup =
    isMissing || isEmpty
      ? null
      : await backUp(
          context,
          instance,
          { entry, reason: backupReason, label: '', inUse: false, refresh: false },
          parts,
        );
  if (backup?.ok === true) safety.made = backup.value;
  const failure = backup?.ok === false ? await orLackOfSpace(backup.error, instance.folder) : null;
  const isDamaged = failure?.code === 'data-damaged' && kind === 'restore';
  if (failure !== null && !isDamaged) return fail(failure);
  const filled = await fill(context, folderToFill(entry));
  if (!filled.ok) return filled;
  const apart = await spread(context, entry, parts);
  if (!apart.ok) return apart;
  const into = newFolderOf(entry);
  parts.afterStep('filled-new-folder');
  context.step(tryingData(versionAfter));
  const served = await runTrial({
    folder: into,
    executable,
    version: versionAfter,
    migrationsFolder: join(replaced.includes('pb_migrations') ? into : instance.folder, 'pb_migrations'),
    hooksFolder: null,
    takenPorts: parts.store.snapshot().state.instances.map(({ port }) => port),
    signal: context.signal,
    operationId: context.id,
    records: parts.records,
    launchOptions,
  });
  if (!served.ok) return served;
  parts.afterStep('served-new-folder');
  const settled = await parts.runJob('settle-copy', { folder: into, apart: newFoldersApart(entry) }, context);
  if (!settled.ok) return settled;
  const accepted = checkRecords(filled.value, settled.value, versionAfter, wish);
  if (!accepted.ok) return accepted;
  // Asked again: this may have taken minutes.
  const stillAlone = await checkNoOwner(instance.folder);
  if (!stillAlone.ok) return stillAlone;
  const changed = changedPart(entry);
  if (changed !== null) {
    return fail({ code: 'place-not-suited', path: changed, rule: PLACE_NOT_SUITED.partChanged });
  }
  const apartNow = await findPlacesApart(instance.folder, replaced);
  if (!apartNow.ok) return apartNow;
  if (apartNow.value.join('\n') !== entry.apart.join('\n')) {
    return fail({ code: 'place-not-suited', path: instance.folder, rule: PLACE_NOT_SUITED.drivesChanged });
  }
  const plan = await planExchange(entry, backup?.ok === true ? backup.value.notInBackup : []);
  const made = { after: settled.value, recordsGiven: filled.value.records, plan };
  if (backup?.ok === true) return ok({ ...made, backupId: backup.value.id, notBackedUp: null });
  return ok({ ...made, backupId: null, notBackedUp: isMissing ? 'missing' : 'damaged' });
}

/** Null: new data and new version are in place. Else why not, in one sentence. */
async function exchange(entry: JournalEntry, parts: OperationParts): Promise<string | null> {
  parts.afterStep('noted-swapping');
  try {
    await swapIn(entry, parts.afterStep);
  } catch (error) {
    return couldNotBeExchanged((error as Error).message);
  }
  const changed = parts.instances.change(entry.instanceId, { version: entry.versionAfter });
  if (!changed.ok) return errorWords(changed.error).text;
  parts.afterStep('changed-version');
  const noted = parts.journal.save({ ...entry, phase: 'starting' });
  return noted.ok ? null : errorWords(noted.error).text;
}
