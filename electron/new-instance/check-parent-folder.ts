/** Whether folders of new instances can be made in a folder. Changes nothing; each creation looks again. */
import { access, constants, realpath, stat } from 'node:fs/promises';
import { done, fail, type Result } from '../../shared/result';
import { folderCannotBe, isInFolderOf, PLACE_RULES } from '../../shared/words/folder-words';
import type { FolderSurroundings } from './check-folder';
import { isWithin, whyNotPath } from './folder-rules';

export async function checkParentFolder(wanted: string, around: FolderSurroundings): Promise<Result<undefined>> {
  const refuse = (rule: string): Result<never> => fail({ code: 'folder-not-usable', path: wanted, rule });
  const written = whyNotPath(wanted);
  if (written !== null) return refuse(written);
  try {
    const path = await realpath(wanted);
    if (!(await stat(path)).isDirectory()) return refuse(PLACE_RULES.notAFolder);
    if (around.ownFolders.some((own) => isWithin(path, own))) return refuse(PLACE_RULES.ofBasekeeper);
    const holder = around.instances.find(({ folder }) => isWithin(path, folder));
    if (holder !== undefined) return refuse(isInFolderOf(holder.name));
    await access(path, constants.W_OK | constants.X_OK);
    return done;
  } catch (error) {
    const problem = error as NodeJS.ErrnoException;
    return refuse(problem.code === 'ENOENT' ? PLACE_RULES.missing : folderCannotBe('used', problem));
  }
}
