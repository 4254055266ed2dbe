import type { Instance } from '../../shared/instance';
import { fail, ok, type Result } from '../../shared/result';
import { errorWords } from '../../shared/words/error-words';
import { entryOf, type JournalEntry, type JournalKind } from './journal';
import type { OperationParts } from './operation-parts';
import type { Task } from './operations';
import { removeWorkFolder } from './swap';

export interface Entered {
  /** Written down already; a later life of the app finds it. */
  readonly entry: JournalEntry;
  readonly before: Instance['intent'];
}

/** Written down first, so that a kill at any later moment gives the instance back. Answers when no process exists. */
export async function enterMaintenance(
  task: Task,
  kind: JournalKind,
  instance: Instance,
  parts: OperationParts,
  more: Partial<JournalEntry> = {},
): Promise<Result<Entered>> {
  const before = parts.store.instance(instance.id)?.intent ?? instance.intent;
  const entry = entryOf(task.id, kind, instance, { ...more, before });
  const noted = parts.journal.save(entry);
  if (!noted.ok) return noted;
  parts.afterStep('noted');
  task.hold();
  task.step('Entering maintenance');
  const entered = await parts.instances.beginOperation(instance.id);
  if (entered.ok) return ok({ entry, before });
  await giveBack({ entry, before }, parts);
  return entered;
}

/** As it was found. Answers a sentence when it could not be started again for a reason of its own, e.g. its port. */
export async function giveBack({ entry, before }: Entered, parts: OperationParts): Promise<string | null> {
  await removeWorkFolder(entry, parts.afterStep);
  const given = parts.instances.endOperation(entry.instanceId, before);
  parts.afterStep('gave-back');
  parts.journal.remove(entry.id);
  return given.ok ? null : errorWords(given.error).text;
}

/** Does the work while no process of the instance exists. The instance is given back, whatever comes of it. */
export async function inMaintenance(
  task: Task,
  kind: JournalKind,
  instance: Instance,
  parts: OperationParts,
  work: () => Promise<Result<string>>,
): Promise<Result<string>> {
  const entered = await enterMaintenance(task, kind, instance, parts);
  if (!entered.ok) return entered;
  let result: Result<string> = fail({ code: 'cancelled' });
  let notStarted: string | null = null;
  try {
    result = await work();
  } finally {
    notStarted = await giveBack(entered.value, parts);
  }
  return result.ok && notStarted !== null ? ok(`${result.value} ${notStarted}`) : result;
}
