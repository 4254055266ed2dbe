import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instance } from '../../shared/instance';
import { fail, ok, type Result } from '../../shared/result';
import { foldersOf } from '../pocketbase/arguments';
import { checkSpace } from '../operations/free-space';
import { sizesOf } from './get-sizes';
import { holdUnlessInUse } from '../operations/hold-unless-in-use';
import { entryOf } from '../operations/journal';
import { removeWork } from '../operations/let-go';
import type { OperationParts } from '../operations/operation-parts';
import type { Begun, Task } from '../operations/operations';
import { workFolderOf } from '../operations/work-folders';

/** SQLite's full check of every database. What runs goes on: then consistent copies are checked, never the live files. */
export const beginIntegrityCheck = (instance: Instance, parts: OperationParts): Result<Begun> =>
  parts.operations.begin(instance.id, 'check-integrity', async (task) => {
    const entry = entryOf(task.id, 'check-integrity', instance);
    const noted = parts.journal.save(entry);
    if (!noted.ok) return noted;
    try {
      const { inUse } = await holdUnlessInUse(task, instance, parts);
      return await check(task, instance, inUse, parts);
    } finally {
      if (await removeWork(entry, parts)) parts.journal.remove(task.id);
    }
  });

async function check(task: Task, instance: Instance, inUse: boolean, parts: OperationParts): Promise<Result<string>> {
  const copyTo = inUse ? join(workFolderOf({ id: task.id, folder: instance.folder }), 'checked') : null;
  if (copyTo !== null) {
    const sizes = await sizesOf(instance, parts, task);
    if (!sizes.ok) return sizes;
    const fits = await checkSpace(instance.folder, sizes.value.databases);
    if (!fits.ok) return fits;
    await mkdir(copyTo, { recursive: true, mode: 0o700 });
  }
  const checked = await parts.runJob('check-data', { dataFolder: foldersOf(instance.folder).data, copyTo }, task);
  if (!checked.ok) return checked;
  const { damage, files } = checked.value;
  const [first] = damage;
  if (first !== undefined) return fail({ code: 'data-damaged', file: first.file, line: firstLineOf(first.lines) });
  return ok(`${files.join(' and ')} ${files.length === 1 ? 'is' : 'are'} in order.`);
}

/** SQLite may put a heading before its first finding, and several into one row. */
const firstLineOf = (lines: readonly string[]): string =>
  lines.flatMap((line) => line.split('\n')).find((line) => line.trim() !== '' && !line.startsWith('***')) ??
  'it is damaged';
