import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstancePart } from '../../shared/backup';
import type { BackupReason } from '../../shared/backup-manifest';
import type { IncidentCause } from '../../shared/incident';
import type { Instance, Intent } from '../../shared/instance';
import { done, fail, ok, type Result } from '../../shared/result';
import { errorWords } from '../../shared/words/error-words';
import { asAppError } from '../data/as-app-error';
import { lostRows, type DataDescription } from '../data/describe-data';
import { untilState } from '../instances/app-store';
import { backUp } from './back-up';
import { orLackOfSpace } from './free-space';
import type { JournalEntry } from './journal';
import type { OperationParts } from './operation-parts';
import type { Task } from './operations';
import { serveCopy } from './serve-copy';
import { keepOld, keptFolderOf, newFolderOf, putBack, removeWorkFolder, swapIn } from './swap';

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
  /** Where the old data is, if it could not be backed up. */
  readonly keptIn: string | null;
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
  task.step('Obtaining PocketBase');
  const executable = await parts.provideExecutable(replacement.versionAfter);
  if (!executable.ok) return executable;
  const { id: instanceId, folder } = instance;
  const before = parts.store.instance(instanceId)?.intent ?? instance.intent;
  const entry: JournalEntry = {
    id: task.id,
    kind: replacement.kind,
    instanceId,
    folder,
    startedAt: new Date().toISOString(),
    phase: 'preparing',
    before,
    versionBefore: instance.version,
    versionAfter: replacement.versionAfter,
    backupId: null,
    keepsOld: false,
    parts: replacement.parts.map((part) => ({ part, existed: existsSync(join(folder, part)) })),
    unfinished: [],
  };
  const ready = forgetEarlier(instanceId, parts);
  if (!ready.ok) return ready;
  const noted = journal.save(entry);
  if (!noted.ok) return noted;
  task.hold();
  task.step('Entering maintenance');
  const entered = await instances.beginOperation(instanceId);
  const prepared = entered.ok
    ? await prepare(task, entry, replacement, { instance, executable: executable.value }, parts).catch(
        (error: unknown) => fail(asAppError(error)),
      )
    : entered;
  if (!prepared.ok) return abandon(entry, await orLackOfSpace(prepared.error, folder), parts);
  if (!task.pointOfNoReturn()) return abandon(entry, { code: 'cancelled' }, parts);

  task.step('Exchanging the data');
  const { backupId } = prepared.value;
  const swapping: JournalEntry = { ...entry, phase: 'swapping', backupId, keepsOld: backupId === null };
  const swappingNoted = journal.save(swapping);
  if (!swappingNoted.ok) return abandon(entry, swappingNoted.error, parts);
  const swapped = await exchange(swapping, parts);
  if (!swapped.ok) return undo(swapping, before, errorWords(swapped.error).text, parts);
  return giveBack(task, swapping, prepared.value, parts);
}

interface Prepared {
  /** Null: what is there is damaged and cannot be backed up; it is kept as it is. */
  readonly backupId: string | null;
  readonly after: DataDescription;
}

async function prepare(
  task: Task,
  entry: JournalEntry,
  { backupReason, fill, kind, parts: replaced, tryHooks, versionAfter }: Replacement,
  { instance, executable }: { readonly instance: Instance; readonly executable: string },
  parts: OperationParts,
): Promise<Result<Prepared>> {
  const swap = { id: task.id, folder: instance.folder };
  await mkdir(newFolderOf(swap), { recursive: true, mode: 0o700 });
  parts.afterStep('made-work-folder');
  const backup = await backUp(task, instance, { entry, reason: backupReason, label: '', inUse: false }, parts);
  if (!backup.ok) {
    const error = await orLackOfSpace(backup.error, instance.folder);
    const isDamaged = error.code === 'data-not-usable' && kind === 'restore';
    if (!isDamaged) return fail(error);
  }
  const into = newFolderOf(swap);
  const filled = await fill(task, into);
  if (!filled.ok) return filled;
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
  });
  if (!served.ok) return served;
  parts.afterStep('served-new-folder');
  const settled = await parts.runJob('settle-copy', { folder: into }, task);
  if (!settled.ok) return settled;
  const lost = lostRows(filled.value, settled.value);
  if (lost !== null) return fail({ code: 'copy-not-served', version: versionAfter, detail: `Records differ: ${lost}` });
  return ok({ backupId: backup.ok ? backup.value.id : null, after: settled.value });
}

async function exchange(entry: JournalEntry, parts: OperationParts): Promise<Result<undefined>> {
  parts.afterStep('noted-swapping');
  try {
    await swapIn(entry, parts.afterStep);
  } catch (error) {
    return fail({
      code: 'data-not-usable',
      path: entry.folder,
      rule: `could not be changed (${(error as Error).message})`,
    });
  }
  const changed = parts.instances.change(entry.instanceId, { version: entry.versionAfter });
  if (!changed.ok) return changed;
  parts.afterStep('changed-version');
  return parts.journal.save({ ...entry, phase: 'starting' });
}

/** From here on the new data is the data: what PocketBase confirms to its clients must not be taken back. */
async function giveBack(
  task: Task,
  entry: JournalEntry,
  { after }: Prepared,
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
    const failed = await untilServes(instanceId, parts);
    if (failed?.isOfTheNew === true && (await mayUndo(entry, parts))) return undo(entry, wanted, failed.text, parts);
    notStarted = failed?.text ?? null;
  }
  await finish(entry, parts);
  return ok({ after, notStarted, keptIn: entry.keepsOld ? keptFolderOf(entry) : null });
}

/** Only what the journal says can be undone: should the app die in the middle, it is read. */
async function mayUndo(entry: JournalEntry, { instances, journal }: OperationParts): Promise<boolean> {
  const stopped = await instances.beginOperation(entry.instanceId);
  if (!stopped.ok) return false;
  if (journal.save({ ...entry, phase: 'swapping' }).ok) return true;
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
    return isDecided || (intent.maintenance !== null && state.kind !== 'stopping');
  });
  const instance = store.instance(instanceId);
  if (instance === undefined || instance.state.kind === 'running') return null;
  const { maintenance } = instance.intent;
  // A person stopped it, or the app is quitting: that is no failure.
  if (instance.state.kind !== 'waiting' && (maintenance === null || maintenance.reason === 'requested')) return null;
  const [incident] = instance.incidents;
  const why = incident === undefined || incident.evidence === '' ? '.' : `: ${incident.evidence}`;
  return {
    text: `It did not start${why}`,
    isOfTheNew: incident === undefined || !OF_THE_SURROUNDINGS.has(incident.cause),
  };
}

/** The new data is in its place: what is left of the operation goes. */
export async function finish(entry: JournalEntry, parts: OperationParts): Promise<void> {
  const { backupId, instanceId, kind, versionAfter, versionBefore } = entry;
  const upgrade = { from: versionBefore, to: versionAfter, at: new Date().toISOString(), backupId: backupId ?? '' };
  const changed =
    kind === 'change-version' && backupId !== null ? { upgrade } : kind === 'go-back' ? { upgrade: null } : null;
  const written = changed === null || parts.instances.change(instanceId, changed, true).ok;
  parts.journal.save({ ...entry, phase: 'done' });
  parts.afterStep('noted-done');
  if (entry.keepsOld) await keepOld(entry, parts.afterStep);
  await removeWorkFolder(entry, parts.afterStep);
  forget(entry, written, parts);
}

/** Where the drive is full the entry stays: until the instance has been written down it alone tells what it is. */
function forget(
  { id, instanceId }: JournalEntry,
  written: boolean,
  { afterStep, instances, journal }: OperationParts,
): void {
  if (written || instances.change(instanceId, {}, true).ok) journal.remove(id);
  afterStep('removed-entry');
}

/** Left by an earlier operation on a full drive. What the instance is now is written down, so it has nothing to tell. */
function forgetEarlier(instanceId: string, { instances, journal }: OperationParts): Result<undefined> {
  for (const { id } of journal.load().filter((entry) => entry.instanceId === instanceId)) {
    const saved = instances.change(instanceId, {});
    if (!saved.ok) return saved;
    journal.remove(id);
  }
  return done;
}

/** Nothing of the instance has been touched. */
export async function abandon<Value>(
  entry: JournalEntry,
  error: Parameters<typeof errorWords>[0],
  parts: OperationParts,
): Promise<Result<Value>> {
  await removeWorkFolder(entry, parts.afterStep);
  if (entry.before !== null) parts.instances.endOperation(entry.instanceId, entry.before);
  parts.afterStep('gave-back');
  parts.journal.remove(entry.id);
  return fail(error);
}

/** Old data, old version; in maintenance, so that a person looks at it first. No process of the instance exists. */
export async function undo<Value>(
  entry: JournalEntry,
  before: Intent,
  detail: string,
  parts: OperationParts,
): Promise<Result<Value>> {
  const written = await putBackAll(entry, parts);
  const incidentId = parts.store.instance(entry.instanceId)?.incidents[0]?.id ?? null;
  parts.instances.endOperation(entry.instanceId, {
    run: before.run,
    maintenance: { reason: 'operation-failed', since: new Date().toISOString(), setBy: 'basekeeper', incidentId },
  });
  parts.afterStep('gave-back');
  await removeWorkFolder(entry, parts.afterStep);
  forget(entry, written, parts);
  return fail({ code: 'operation-undone', kind: entry.kind, detail });
}

/** Was the version written down? */
async function putBackAll(entry: JournalEntry, parts: OperationParts): Promise<boolean> {
  parts.journal.save({ ...entry, phase: 'swapping' });
  await putBack(entry, parts.afterStep);
  const changed = parts.instances.change(entry.instanceId, { version: entry.versionBefore }, true);
  parts.afterStep('changed-version-back');
  return changed.ok;
}
