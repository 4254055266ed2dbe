import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { AppNotice } from '../../shared/app-state';
import type { InstanceId } from '../../shared/ids';
import type { Instance, Intent } from '../../shared/instance';
import { blocksInstance } from '../../shared/operation';
import { assertNever, ok, type Result } from '../../shared/result';
import { errorWords } from '../../shared/words/error-words';
import { interruptedTitle, NOT_ON_THE_LIST, notTidiedNotice } from '../../shared/words/operation-words';
import { showNotice } from '../store/app-store';
import { placeToAsk } from '../pocketbase/abilities';
import { copiesToLookAt } from '../pocketbase/data-generation';
import { sweepMomentaryFolders } from '../pocketbase/momentary-folder';
import { hooksForSuperuserIn } from '../pocketbase/superuser';
import { trialsIn } from '../backups/check-backup-folder';
import { recoverDeletion, removeTraces } from '../manage/delete-instance';
import type { Journal, JournalEntry } from '../operations/journal';
import { tidyUp } from '../operations/release-instance';
import type { OperationParts } from '../operations/operation-parts';
import { recoverCreation } from './recover-creation';
import { recoverMove } from '../manage/recover-move';
import { abandon, finish, undo } from '../replace-data/end-exchange';
import { isStillThere } from '../manage/own-files';
import { endLeftTrial } from '../operations/trial-record';
import { STEP } from '../../shared/words/step-words';
import { CUT_SHORT, finishedLater } from '../../shared/words/outcome-words';
import { isAway } from '../../shared/words/place-words';

/** What instances were meant to do when the app found them; the last word of a person, unless an operation had it. */
export type FoundIntents = ReadonlyMap<InstanceId, Intent>;

/** The instances that have to wait in maintenance until what was begun on them has been undone or finished. */
export const unfinishedInstances = (journal: Journal): ReadonlySet<InstanceId> =>
  new Set(journal.load().flatMap((entry) => (blocksInstance(entry) ? [entry.instanceId] : [])));

/** At launch, after the instances were taken up: undoes or finishes what the app had begun when it died, and tells it. */
export async function recover(found: FoundIntents, parts: OperationParts): Promise<void> {
  const told = parts.runner.tellEndedByQuitting();
  if (!told.ok) showNotice(parts.store, { id: 'quit-tasks', ...errorWords(told.error) });
  await Promise.all(parts.journal.load().map((entry) => recoverOne(entry, found, parts)));
  await sweepLeftFolders(parts);
  const ofOperations = parts.journal.load().flatMap(({ id, instanceId }) => [id, instanceId]);
  const listed = parts.store.snapshot().state.instances.map(({ id }) => id);
  parts.traces.sweep(new Set([...listed, ...ofOperations]), Date.now());
}

async function recoverOne(entry: JournalEntry, found: FoundIntents, parts: OperationParts): Promise<void> {
  if (entry.kind === 'create') return recoverCreation(entry, parts);
  const instance = parts.store.instance(entry.instanceId);
  try {
    await endLeftTrial(entry.id, parts.records);
    await removeUnfinished(entry, parts);
  } catch (error) {
    showNotice(parts.store, notTidiedNotice(entry, (error as Error).message));
    return;
  }
  if (!blocksInstance(entry)) {
    await tidyUp(entry, parts);
    return;
  }
  if (instance === undefined) {
    const isDeleted = entry.kind === 'delete' && !isStillThere(entry);
    if (isDeleted) await removeTraces(entry, parts);
    // Not on the list any more. Before the exchange there are only copies; after it, what is there may be all there is.
    if (isDeleted || entry.phase === 'preparing') await tidyUp(entry, parts);
    else showNotice(parts.store, notTidiedNotice(entry, NOT_ON_THE_LIST));
    return;
  }
  const operation = parts.runner.begin(
    entry.instanceId,
    entry.kind,
    async (context) => {
      context.blockStarts();
      context.pointOfNoReturn();
      context.step(STEP.recovering);
      // Already asked for; this waits until a process that outlived the app is gone.
      const entered = await parts.instances.beginOperation(entry.instanceId);
      return entered.ok ? putInOrder({ ...entry, before: lastWish(entry, found) }, parts) : entered;
    },
    entry.id,
  );
  if (!operation.ok) return;
  const result = await operation.value.ended;
  showNotice(parts.store, noticeOf(entry, instance, result.ok ? result.value : errorWords(result.error).text));
}

/** What a person wished after the operation had begun counts more than what was before it. */
function lastWish({ before, instanceId }: JournalEntry, found: FoundIntents): Intent {
  const intent = found.get(instanceId);
  if (intent !== undefined && intent.maintenance?.reason !== 'operation') return intent;
  return before ?? { shouldRun: false, maintenance: null };
}

async function putInOrder(entry: JournalEntry, parts: OperationParts): Promise<Result<string>> {
  if (entry.kind === 'delete') return recoverDeletion(entry, parts);
  if (entry.kind === 'move') return recoverMove(entry, parts);
  switch (entry.phase) {
    case 'preparing':
      return abandon(entry, { code: 'operation-interrupted', kind: entry.kind }, parts);
    case 'swapping':
      return undo(entry, CUT_SHORT, parts);
    case 'starting':
    case 'done': {
      const changed = parts.instances.change(entry.instanceId, { version: entry.versionAfter });
      if (!changed.ok) return changed;
      const notStarted = await finish(entry, parts);
      return ok(finishedLater(notStarted));
    }
    default:
      return assertNever(entry.phase);
  }
}

/** What is made for a moment, and that a kill may have left. Folders that are away now are swept when they are there again. */
async function sweepLeftFolders({ store }: OperationParts): Promise<void> {
  const { instances } = store.snapshot().state;
  const places = [
    copiesToLookAt(),
    placeToAsk(),
    ...instances.map(({ folder }) => hooksForSuperuserIn(folder)),
    ...instances.flatMap(({ backups }) => (backups.folder === null ? [] : [trialsIn(backups.folder)])),
  ];
  await Promise.all(places.map(sweepMomentaryFolders));
}

/** A clone that has come to the list is finished. Folders are made by few operations; of all others these are files. */
async function removeUnfinished({ folder, kind, unfinished }: JournalEntry, { store }: OperationParts): Promise<void> {
  const { instances } = store.snapshot().state;
  // Copies of a move, of which nobody can tell how many are whole: without the original they may be all there is.
  if (kind === 'move' && unfinished.length > 0 && !existsSync(folder)) {
    throw new Error(isAway(folder));
  }
  const recursive = kind === 'clone' || kind === 'move' || kind === 'export-backup';
  for (const path of unfinished) {
    if (!instances.some((one) => one.folder === path)) await rm(path, { recursive, force: true });
  }
}

const noticeOf = (entry: JournalEntry, { name }: Instance, text: string): AppNotice => ({
  id: `operation-${entry.id}`,
  title: interruptedTitle(entry.kind, name),
  text,
});
