import { basename } from 'node:path';
import { pidOf, type Instance } from '../../shared/instance';
import { done, fail, type Result } from '../../shared/result';
import { deletedDatabaseFiles } from '../process/deleted-open-files';
import { foldersOf } from '../pocketbase/arguments';
import type { OperationParts } from '../operations/operation-parts';

/**
 * `writes-not-in-files` while the process of an instance works on database files that were deleted or exchanged: what it
 * has confirmed since is in nothing that could be copied. A stop in order brings it from a deleted log into the database,
 * as long as that is the one which has its name.
 */
export async function checkOpenFiles(
  { folder, id, name }: Pick<Instance, 'folder' | 'id' | 'name'>,
  { store }: Pick<OperationParts, 'store'>,
): Promise<Result<undefined>> {
  const state = store.instance(id)?.state;
  const pid = state === undefined ? null : pidOf(state);
  if (pid === null) return done;
  const files = (await deletedDatabaseFiles(pid, foldersOf(folder).data)).map((path) => basename(path));
  if (files.length === 0) return done;
  const savedByAStop = files.every((file) => !file.endsWith('.db'));
  return fail({ code: 'writes-not-in-files', instanceName: name, files, savedByAStop });
}
