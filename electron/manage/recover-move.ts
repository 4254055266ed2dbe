import { existsSync } from 'node:fs';
import { ok, type Result } from '../../shared/result';
import { restoreIntent } from '../operations/in-maintenance';
import type { JournalEntry } from '../operations/journal';
import { finishMove } from './move';
import { contentsOf, removeTarget, switchTo } from './move-folders';
import { moveNames } from './own-files';
import type { OperationParts } from '../operations/operation-parts';
import { abandon } from '../replace-data/end-exchange';
import { foldersOf } from '../pocketbase/arguments';

/** At launch: the instance is where all of it is. What was copied, but not whole, has been removed already. */
export async function recoverMove(entry: JournalEntry, parts: OperationParts): Promise<Result<string>> {
  const { before, folder, phase, target = folder } = entry;
  const { names } = entry;
  // They are renamed one after the other: until all have arrived, they go back.
  if (phase === 'swapping' && names.length > 0 && existsSync(folder) && existsSync(target)) {
    await moveNames(await contentsOf(entry), target, folder, () => undefined);
  }
  const hasArrived =
    existsSync(foldersOf(target).data) && (phase === 'swapping' ? !existsSync(folder) : phase !== 'preparing');
  if (!hasArrived || before === null) {
    await removeTarget({ ...entry, unfinished: [] });
    return abandon(entry, { code: 'operation-interrupted', kind: entry.kind }, parts);
  }
  const switched = switchTo(target, entry, parts);
  if (!switched.ok) return switched;
  const text = await finishMove(entry, parts);
  await restoreIntent({ entry: { ...entry, folder: target }, before }, parts);
  return ok(text);
}
