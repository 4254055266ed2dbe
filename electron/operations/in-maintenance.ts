import type { Instance } from '../../shared/instance';
import type { JournalKind } from '../../shared/operation-kind';
import { fail, ok, type Result } from '../../shared/result';
import { asAppError } from '../data/as-app-error';
import { entryOf, type JournalEntry } from './journal';
import { releaseInstance } from './release-instance';
import type { OperationParts } from './operation-parts';
import type { OperationContext } from './operation-runner';
import { checkNoOwner } from './other-owner';
import { STEP } from '../../shared/words/step-words';

export interface Entered {
  /** Written down already; a later life of the app finds it. */
  readonly entry: JournalEntry;
  readonly before: Instance['intent'];
}

/** Written down first, so that a kill at any later moment gives the instance back. Answers when no process exists. */
export async function enterMaintenance(
  context: OperationContext,
  kind: JournalKind,
  instance: Instance,
  parts: OperationParts,
  more: Partial<JournalEntry> = {},
): Promise<Result<Entered>> {
  const before = parts.store.instance(instance.id)?.intent ?? instance.intent;
  const entry = entryOf(context.id, kind, instance, { ...more, before });
  const noted = parts.journal.save(entry);
  if (!noted.ok) return noted;
  parts.afterStep('noted-preparing');
  context.blockStarts();
  context.step(STEP.enteringMaintenance);
  const entered = await parts.instances.beginOperation(instance.id);
  parts.afterStep('entered-maintenance');
  const alone = entered.ok
    ? await checkNoOwner(instance.folder).catch((error: unknown) => fail(asAppError(error)))
    : entered;
  if (alone.ok) return ok({ entry, before });
  await releaseInstance(entry, before, parts);
  return alone;
}

/** As it was found. Answers a sentence when it could not be started again for a reason of its own, e.g. its port. */
export const restoreIntent = ({ entry, before }: Entered, parts: OperationParts): Promise<string | null> =>
  releaseInstance(entry, before, parts);

/** Does the work while no process of the instance exists. The instance is given back, whatever comes of it. */
export async function inMaintenance(
  context: OperationContext,
  kind: JournalKind,
  instance: Instance,
  parts: OperationParts,
  work: () => Promise<Result<string>>,
): Promise<Result<string>> {
  const entered = await enterMaintenance(context, kind, instance, parts);
  if (!entered.ok) return entered;
  const result = await work().catch((error: unknown): Result<string> => fail(asAppError(error)));
  const notStarted = await restoreIntent(entered.value, parts);
  return result.ok && notStarted !== null ? ok(`${result.value} ${notStarted}`) : result;
}
