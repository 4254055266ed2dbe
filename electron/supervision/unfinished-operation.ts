import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '../../shared/incident';
import { isLeftOver } from '../../shared/words/evidence-words';

/** What operations make in the folder of an instance, by their id. */
export const WORK_FOLDER = /^\.basekeeper-([a-z0-9]{15})$/;
/** In it, the data that was exchanged. */
export const OLD_DATA = 'old';

/**
 * Old data of an operation that nobody knows anything of any more, because its entry in the journal was lost: what is in
 * pb_data may be the half of something.
 */
export async function unfinishedOperationProblem(
  folder: string,
  isKnown: (operationId: string) => boolean,
): Promise<Finding | null> {
  for (const name of await readdir(folder).catch(() => [])) {
    const id = WORK_FOLDER.exec(name)?.[1];
    if (id === undefined || isKnown(id)) continue;
    const old = join(folder, name, OLD_DATA);
    if ((await stat(old).catch(() => null)) !== null)
      return { cause: 'operation-unfinished', evidence: isLeftOver(old) };
  }
  return null;
}
