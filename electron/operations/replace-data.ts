import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { InstancePart } from '../../shared/backup';
import type { BackupReason } from '../../shared/backup-manifest';
import type { AppError } from '../../shared/errors';
import type { IncidentCause } from '../../shared/incident';
import type { Instance, Intent } from '../../shared/instance';
import { fail, ok, type Result } from '../../shared/result';
import { errorWords } from '../../shared/words/error-words';
import { movedToQuarantine } from '../../shared/words/data-safety-words';
import { causeWords } from '../../shared/words/incident-words';
import { asAppError } from '../data/as-app-error';
import { lostRows, type DataDescription } from '../data/describe-data';
import { showNotice, untilState } from '../instances/app-store';
import { moveToQuarantine } from '../instances/data-safety';
import type { ServedWith } from '../pocketbase/served-with';
import { backUp, removeMadeBackup, type MadeBackup } from './back-up';
import { refreshBackups } from './backup-folder';
import { abandon, finish, undo } from './end-exchange';
import { orLackOfSpace } from './free-space';
import { entryOf, type JournalEntry } from './journal';
import { obtainExecutable } from './obtain-executable';
import type { OperationParts } from './operation-parts';
import type { Task } from './operations';
import { checkNoOwner } from './other-owner';
import { serveCopy } from './serve-copy';
import { planExchange, type ExchangePlan } from './exchange-plan';
import { findPlacesApart } from './places-apart';
import { folderToFill, makeWorkFolders, newFoldersApart, spread } from './spread';
import { changedPart, linkedPart, swapIn } from './swap';
import { isThere, keptInWords, newFolderOf } from './work-folders';

/** What is to take the place of the data of an instance. */
export interface Replacement {
  readonly kind: 'restore' | 'change-version' | 'go-back';
  readonly versionAfter: string;
  readonly parts: readonly InstancePart[];
  readonly backupReason: BackupReason;
  /** Makes the new data ready in an empty folder that looks like the folder of an instance; answers what it holds. */
  readonly fill: (task: Task, into: string) => Promise<Result<DataDescription>>;
  /** Hooks run with the copy only where a person wanted it tried out whole. */
  readonly tryHooks: boolean;
}

export interface Replaced {
  readonly after: DataDescription;
  /** The new data is in place, but the instance could not be started again for a reason of its own, e.g. its port. */
  readonly notStarted: string | null;
  /** Why the old data was not backed up; null when it was. */
  readonly notBackedUp: 'damaged' | 'missing' | null;
  /** Where what was there is, if it was not backed up; null where there was nothing. */
  readonly keptIn: string | null;
  /** What was in no backup and could not stay, because the new data has something of the same name. */
  readonly inTheWay: readonly string[];
}

/**
 * The one way data is exchanged. In maintenance: a backup, the new data made ready beside the old, served once by the
 * version that is to work on it, then renamed into place; whatever fails, everything is as it was. The instance is given
 * back as it was found.
 */
export async function replaceData(
  task: Task,
  instance: Instance,
  replacement: Replacement,
  parts: OperationParts,
): Promise<Result<Replaced>> {
  const { instances, journal } = parts;
  const { id: instanceId, folder } = instance;
  const linked = linkedPart(folder, replacement.parts);
  if (linked !== null) {
    const rule = 'is a link to another place. Put the folder itself there, or open the instance where its data is';
    return fail({ code: 'data-not-usable', path: linked, rule });
  }
  const apart = await findPlacesApart(folder, replacement.parts);
  if (!apart.ok) return apart;
  const executable = await obtainExecutable(task, replacement.versionAfter, parts);
  if (!executable.ok) return executable;
  const servedWith = parts.openServing(parts.store.instance(instanceId)?.serving ?? instance.serving);
  if (!servedWith.ok) return servedWith;
  const before = parts.store.instance(instanceId)?.intent ?? instance.intent;
  const entry = entryOf(task.id, replacement.kind, instance, {
    before,
    versionAfter: replacement.versionAfter,
    parts: replacement.parts.map((part) => ({ part, existed: isThere(join(folder, part)) })),
    apart: apart.value,
  });
  const noted = journal.save(entry);
  if (!noted.ok) return noted;
  parts.afterStep('noted-preparing');
  task.hold();
  task.step('Entering maintenance');
  const entered = await instances.beginOperation(instanceId);
  parts.afterStep('entered-maintenance');
  const safety: { made: MadeBackup | null } = { made: null };
  const prepared = entered.ok
    ? await prepare(
        task,
        entry,
        replacement,
        { instance, executable: executable.value, servedWith: servedWith.value, safety },
        parts,
      ).catch((error: unknown) => fail(asAppError(error)))
    : entered;
  const leaveAsItWas = async (error: AppError): Promise<Result<never>> => {
    const left = await abandon<never>(entry, error, parts);
    // Who cancels never asked for a backup. After a failure it may be wanted, and stays.
    if (error.code === 'cancelled' && safety.made !== null) await removeMadeBackup(safety.made, instance, parts);
    await refreshBackups(instance, parts);
    return left;
  };
  if (!prepared.ok) return leaveAsItWas(await orLackOfSpace(prepared.error, folder));
  if (!task.pointOfNoReturn()) return leaveAsItWas({ code: 'cancelled' });

  task.step('Exchanging the data');
  const { backupId, plan } = prepared.value;
  const { carried, contents, inTheWay } = plan;
  const keepsOld = (backupId === null && entry.parts.some(({ existed }) => existed)) || inTheWay.length > 0;
  const keeps = keepsOld ? 'old' : null;
  const swapping: JournalEntry = { ...entry, phase: 'swapping', backupId, keeps, contents, carried };
  const swappingNoted = journal.save(swapping);
  if (!swappingNoted.ok) return leaveAsItWas(swappingNoted.error);
  const failure = await exchange(swapping, parts);
  const replaced = failure === null ? await giveBack(task, swapping, prepared.value, parts) : null;
  const result = replaced ?? (await undo(swapping, failure ?? '', parts));
  await refreshBackups(instance, parts);
  return result;
}

interface Prepared {
  /** Null: what is there cannot be backed up; it is kept as it is. */
  readonly backupId: string | null;
  readonly notBackedUp: Replaced['notBackedUp'];
  readonly after: DataDescription;
  readonly plan: ExchangePlan;
}

async function prepare(
  task: Task,
  entry: JournalEntry,
  { backupReason, fill, kind, parts: replaced, tryHooks, versionAfter }: Replacement,
  {
    instance,
    executable,
    servedWith,
    safety,
  }: {
    readonly instance: Instance;
    readonly executable: string;
    readonly servedWith: ServedWith;
    /** Noted here as soon as it is there. */
    readonly safety: { made: MadeBackup | null };
  },
  parts: OperationParts,
): Promise<Result<Prepared>> {
  const alone = await checkNoOwner(instance.folder);
  if (!alone.ok) return alone;
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
      : await backUp(task, instance, { entry, reason: backupReason, label: '', inUse: false, refresh: false }, parts);
  if (backup?.ok === true) safety.made = backup.value;
  const failure = backup?.ok === false ? await orLackOfSpace(backup.error, instance.folder) : null;
  const isDamaged = failure?.code === 'data-damaged' && kind === 'restore';
  if (failure !== null && !isDamaged) return fail(failure);
  const filled = await fill(task, folderToFill(entry));
  if (!filled.ok) return filled;
  const apart = await spread(task, entry, parts);
  if (!apart.ok) return apart;
  const into = newFolderOf(entry);
  parts.afterStep('filled-new-folder');
  task.step(`Trying the data with PocketBase ${versionAfter}`);
  const folderOfPart = (part: InstancePart): string => join(replaced.includes(part) ? into : instance.folder, part);
  const served = await serveCopy({
    folder: into,
    executable,
    version: versionAfter,
    migrationsFolder: folderOfPart('pb_migrations'),
    hooksFolder: tryHooks ? folderOfPart('pb_hooks') : null,
    takenPorts: parts.store.snapshot().state.instances.map(({ port }) => port),
    signal: task.signal,
    operationId: task.id,
    records: parts.records,
    servedWith,
  });
  if (!served.ok) return served;
  parts.afterStep('served-new-folder');
  const settled = await parts.runJob('settle-copy', { folder: into, apart: newFoldersApart(entry) }, task);
  if (!settled.ok) return settled;
  const lost = lostRows(filled.value, settled.value);
  if (lost !== null) return fail({ code: 'copy-not-served', version: versionAfter, detail: `Records differ: ${lost}` });
  // Asked again: this may have taken minutes.
  const stillAlone = await checkNoOwner(instance.folder);
  if (!stillAlone.ok) return stillAlone;
  const changed = changedPart(entry);
  if (changed !== null) {
    const rule = 'was made, removed or turned into a link while the new data was made ready';
    return fail({ code: 'data-not-usable', path: changed, rule });
  }
  const apartNow = await findPlacesApart(instance.folder, replaced);
  if (!apartNow.ok) return apartNow;
  if (apartNow.value.join('\n') !== entry.apart.join('\n')) {
    const rule = 'had a drive mounted or unmounted in it while the new data was made ready';
    return fail({ code: 'data-not-usable', path: instance.folder, rule });
  }
  const plan = await planExchange(entry, backup?.ok === true ? backup.value.leftOut : []);
  if (backup?.ok === true) return ok({ backupId: backup.value.id, notBackedUp: null, after: settled.value, plan });
  return ok({ backupId: null, notBackedUp: isMissing ? 'missing' : 'damaged', after: settled.value, plan });
}

/** Null: new data and new version are in place. Else why not, in one sentence. */
async function exchange(entry: JournalEntry, parts: OperationParts): Promise<string | null> {
  parts.afterStep('noted-swapping');
  try {
    await swapIn(entry, parts.afterStep);
  } catch (error) {
    return `The data could not be exchanged (${(error as Error).message}).`;
  }
  const changed = parts.instances.change(entry.instanceId, { version: entry.versionAfter });
  if (!changed.ok) return errorWords(changed.error).text;
  parts.afterStep('changed-version');
  const noted = parts.journal.save({ ...entry, phase: 'starting' });
  return noted.ok ? null : errorWords(noted.error).text;
}

/** From here on the new data is the data: what PocketBase confirms to its clients must not be taken back. */
async function giveBack(
  task: Task,
  entry: JournalEntry,
  { after, notBackedUp, plan }: Prepared,
  parts: OperationParts,
): Promise<Result<Replaced>> {
  const { before, instanceId } = entry;
  const wanted: Intent = before ?? { run: false, maintenance: null };
  parts.afterStep('noted-starting');
  let notStarted: string | null = null;
  const given = parts.instances.endOperation(instanceId, wanted);
  // One that could only not be written down is followed all the same.
  if (!given.ok && given.error.code !== 'state-not-saved') notStarted = errorWords(given.error).text;
  else if (wanted.run && wanted.maintenance === null) {
    task.step('Starting');
    const startedMs = performance.now();
    const failed = await untilServes(instanceId, parts);
    const lastedMs = performance.now() - startedMs;
    if (failed?.isOfTheNew === true && (await mayUndo(entry, parts))) {
      const served = lastedMs > SERVED_NOTHING_WITHIN_MS || (await isWrittenTo(entry, after, parts));
      return undo(served ? { ...entry, keeps: 'new' } : entry, failed.text, parts);
    }
    notStarted = failed?.text ?? null;
  }
  await finish(entry, parts, 'given-back');
  const keptIn = entry.keeps === null ? null : keptInWords(entry);
  return ok({ after, notStarted, notBackedUp, keptIn, inTheWay: plan.inTheWay });
}

/** A process that ended sooner had hardly begun to listen. */
const SERVED_NOTHING_WITHIN_MS = 3000;

/** It may have confirmed a write before it failed: then what it worked on is kept. */
async function isWrittenTo(
  { folder }: JournalEntry,
  after: DataDescription,
  { runJob }: OperationParts,
): Promise<boolean> {
  const now = await runJob('describe-data', { dataFolder: join(folder, 'pb_data'), inUse: false });
  return !now.ok || lostRows(after, now.value) !== null;
}

/**
 * Only what the journal says can be undone: should the app die in the middle, it is read. What was served is noted as kept
 * until it is known that it served nobody.
 */
async function mayUndo(entry: JournalEntry, { instances, journal }: OperationParts): Promise<boolean> {
  const stopped = await instances.beginOperation(entry.instanceId);
  if (!stopped.ok) return false;
  if (journal.save({ ...entry, phase: 'swapping', keeps: 'new' }).ok) return true;
  instances.endOperation(entry.instanceId, stopped.value);
  return false;
}

/** The old data and the old version could not have been started either. */
const OF_THE_SURROUNDINGS: ReadonlySet<IncidentCause> = new Set([
  'port-taken',
  'port-not-permitted',
  'data-in-use',
  'not-recorded',
]);

interface NotServing {
  readonly text: string;
  /** The new data or version may be the reason. */
  readonly isOfTheNew: boolean;
}

/** Null once it serves, or when nobody wants it to any more; else why it does not. */
async function untilServes(instanceId: string, { store }: OperationParts): Promise<NotServing | null> {
  await untilState(store, instanceId, ({ intent, state }) => {
    const isDecided = state.kind === 'running' || state.kind === 'stopped' || state.kind === 'waiting';
    const isStuck = intent.maintenance?.reason === 'could-not-be-stopped';
    return isDecided || isStuck || (intent.maintenance !== null && state.kind !== 'stopping');
  });
  const instance = store.instance(instanceId);
  if (instance === undefined || instance.state.kind === 'running') return null;
  const { maintenance } = instance.intent;
  // A person stopped it, or the app is quitting: that is no failure.
  if (instance.state.kind !== 'waiting' && (maintenance === null || maintenance.reason === 'requested')) return null;
  const [incident] = instance.incidents;
  const why = incident === undefined ? '' : incident.evidence || causeWords(incident.cause).title;
  return {
    text: why === '' ? 'It did not start.' : `It did not start: ${why}`,
    isOfTheNew: incident === undefined || !OF_THE_SURROUNDINGS.has(incident.cause),
  };
}
