import type { AppNotice } from '../../shared/app-state';
import type { InstanceId } from '../../shared/instance';
import { rm } from 'node:fs/promises';
import { assertNever } from '../../shared/result';
import { errorWords } from '../../shared/words/error-words';
import { OPERATION_WORDS } from '../../shared/words/operation-words';
import { showNotice } from '../instances/app-store';
import type { Journal, JournalEntry } from './journal';
import type { OperationParts } from './operation-parts';
import { recoverDeletion } from './delete-instance';
import { recoverMove } from './recover-move';
import { abandon, finish, undo } from './replace-data';
import { removeWorkFolder } from './swap';

/** The instances that have to wait in maintenance until what was begun on them has been undone or finished. */
export const unfinishedInstances = (journal: Journal): ReadonlySet<InstanceId> =>
  new Set(journal.load().flatMap(({ before, instanceId }) => (before === null ? [] : [instanceId])));

/** At launch, after the instances were taken up: undoes or finishes what the app had begun when it died, and tells it. */
export async function recover(parts: OperationParts): Promise<void> {
  await Promise.all(parts.journal.load().map((entry) => recoverOne(entry, parts)));
}

async function recoverOne(entry: JournalEntry, parts: OperationParts): Promise<void> {
  const { instances } = parts.store.snapshot().state;
  for (const path of entry.unfinished) {
    // A clone that has come to the list is finished.
    if (!instances.some(({ folder }) => folder === path)) await rm(path, { recursive: true, force: true });
  }
  const { before, instanceId } = entry;
  const instance = parts.store.instance(instanceId);
  if (before === null || instance === undefined) {
    await removeWorkFolder(entry, parts.afterStep);
    parts.journal.remove(entry.id);
    return;
  }
  const operation = parts.operations.begin(instanceId, entry.kind, async (task) => {
    task.hold();
    task.pointOfNoReturn();
    task.step('Putting everything in order after an interruption');
    // Already asked for; this waits until a process that outlived the app is gone.
    const entered = await parts.instances.beginOperation(instanceId);
    if (!entered.ok) return entered;
    if (entry.kind === 'delete') return recoverDeletion(entry, parts);
    if (entry.kind === 'move') return recoverMove(entry, parts);
    switch (entry.phase) {
      case 'preparing':
        return abandon(entry, { code: 'operation-interrupted', kind: entry.kind }, parts);
      case 'swapping':
        return undo(entry, before, 'Basekeeper ended in the middle of it.', parts);
      case 'starting':
      case 'done': {
        parts.instances.change(instanceId, { version: entry.versionAfter });
        parts.instances.endOperation(instanceId, before);
        await finish(entry, parts);
        return { ok: true, value: 'Basekeeper had ended in the middle of it. It has been finished.' };
      }
      default:
        return assertNever(entry.phase);
    }
  });
  if (!operation.ok) return;
  const result = await operation.value.ended;
  showNotice(parts.store, noticeOf(entry, instance.name, result.ok ? result.value : errorWords(result.error).text));
}

const noticeOf = (entry: JournalEntry, name: string, text: string): AppNotice => ({
  id: `operation-${entry.id}`,
  title: `${OPERATION_WORDS[entry.kind].title} of ${name} was interrupted`,
  text,
});
