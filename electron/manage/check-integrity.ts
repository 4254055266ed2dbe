import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instance } from '../../shared/instance';
import { fail, ok, type Result } from '../../shared/result';
import { foldersOf } from '../pocketbase/arguments';
import { checkSpace } from '../operations/free-space';
import { sizesOf } from './get-sizes';
import { blockStartsUnlessInUse } from '../operations/block-starts';
import { entryOf } from '../operations/journal';
import { removeWork } from '../operations/release-instance';
import type { OperationParts } from '../operations/operation-parts';
import type { Begun, OperationContext } from '../operations/operation-runner';
import { workFolderOf } from '../operations/work-folders';
import { databasesInOrder } from '../../shared/words/outcome-words';
import { DAMAGED } from '../../shared/words/data-words';

/** SQLite's full check of every database. What runs goes on: then consistent copies are checked, never the live files. */
export const beginIntegrityCheck = (instance: Instance, parts: OperationParts): Result<Begun> =>
  parts.runner.begin(instance.id, 'check-integrity', async (context) => {
    const entry = entryOf(context.id, 'check-integrity', instance);
    const noted = parts.journal.save(entry);
    if (!noted.ok) return noted;
    try {
      const { inUse } = await blockStartsUnlessInUse(context, instance, parts);
      return await check(context, instance, inUse, parts);
    } finally {
      if (await removeWork(entry, parts)) parts.journal.remove(context.id);
    }
  });

async function check(
  context: OperationContext,
  instance: Instance,
  inUse: boolean,
  parts: OperationParts,
): Promise<Result<string>> {
  const copyTo = inUse ? join(workFolderOf({ id: context.id, folder: instance.folder }), 'checked') : null;
  if (copyTo !== null) {
    const sizes = await sizesOf(instance, parts, context);
    if (!sizes.ok) return sizes;
    const fits = await checkSpace(instance.folder, sizes.value.databases);
    if (!fits.ok) return fits;
    await mkdir(copyTo, { recursive: true, mode: 0o700 });
  }
  const checked = await parts.runJob('check-data', { dataFolder: foldersOf(instance.folder).data, copyTo }, context);
  if (!checked.ok) return checked;
  const { damage, files } = checked.value;
  const [first] = damage;
  if (first !== undefined) return fail({ code: 'data-damaged', file: first.file, line: firstLineOf(first.lines) });
  return ok(databasesInOrder(files));
}

/** SQLite may put a heading before its first finding, and several into one row. */
const firstLineOf = (lines: readonly string[]): string =>
  lines.flatMap((line) => line.split('\n')).find((line) => line.trim() !== '' && !line.startsWith('***')) ?? DAMAGED;
