import type { Intent } from '../../shared/instance';
import { errorWords } from '../../shared/words/error-words';
import { notTidiedNotice } from '../../shared/words/operation-words';
import { showNotice } from '../store/app-store';
import type { JournalEntry } from './journal';
import type { OperationParts } from './operation-parts';
import { keep, removeWorkFolder } from './work-folders';

/**
 * How an operation ends is decided, and everything of the instance is in its place: gives the instance back, then tidies
 * up. Answers a sentence when it could not be started again for a reason of its own, e.g. its port.
 */
export async function releaseInstance(
  entry: JournalEntry,
  intent: Intent,
  parts: OperationParts,
): Promise<string | null> {
  const given = parts.instances.endOperation(entry.instanceId, intent);
  parts.afterStep('gave-back');
  parts.journal.close(entry);
  parts.afterStep('noted-done');
  await tidyUp(entry, parts);
  // What could only not be written down is followed all the same, and written as soon as that works.
  return given.ok || given.error.code === 'state-not-saved' ? null : errorWords(given.error).text;
}

/** What is left beside the data goes. Where that does not work, the next launch tries again. */
export async function tidyUp(entry: JournalEntry, parts: OperationParts): Promise<void> {
  const { id, instanceId } = entry;
  if (!(await removeWork(entry, parts))) return;
  // Until the instance has been written down, the entry alone tells what it is.
  const isKnown = parts.store.instance(instanceId) !== undefined;
  if (!isKnown || parts.instances.saveNow(instanceId).ok) parts.journal.remove(id);
  parts.afterStep('removed-entry');
}

/** False where it could not be removed: that has been told, and the entry has to stay for the next launch. */
export async function removeWork(entry: JournalEntry, { afterStep, store }: OperationParts): Promise<boolean> {
  try {
    if (entry.keeps !== null) await keep(entry, entry.keeps, afterStep);
    await removeWorkFolder(entry, afterStep);
    return true;
  } catch (error) {
    showNotice(store, notTidiedNotice(entry, (error as Error).message));
    return false;
  }
}
