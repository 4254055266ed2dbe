/** Everything that has to hold for a folder that backups are to be kept in. It is made unless it is there. */
import { lstat, mkdir, realpath, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import type { InstanceId } from '../../shared/ids';
import type { Instance } from '../../shared/instance';
import { fail, ok, type Result } from '../../shared/result';
import { BACKUP_FOLDER_RULES, liesInFolderOf } from '../../shared/words/backup-folder-words';
import { folderCannotBe, PLACE_RULES } from '../../shared/words/folder-words';
import { isWithin } from '../new-instance/folder-rules';
import { foldersOf } from '../pocketbase/arguments';
import { makeMomentaryFolder, type MomentaryPlace } from '../pocketbase/momentary-folder';

export const trialsIn = (backupFolder: string): MomentaryPlace => ({
  parent: backupFolder,
  prefix: '.basekeeper-trial-',
});

export interface BackupFolderSurroundings {
  /** Whose backups they are. */
  readonly instanceId: InstanceId;
  readonly instances: readonly Instance[];
  /** The app's own program and files. */
  readonly ownFolders: readonly string[];
}

/** The folder with links resolved. Nothing is made where it is refused because of its place. */
export async function checkBackupFolder(wanted: string, around: BackupFolderSurroundings): Promise<Result<string>> {
  const refuse = (rule: string): Result<never> => fail({ code: 'folder-not-usable', path: wanted, rule });
  if (!isAbsolute(wanted)) return refuse(PLACE_RULES.notAbsolute);
  try {
    const path = await resolvePlanned(resolve(wanted));
    if (path === null) return refuse(PLACE_RULES.danglingLink);
    const place = await whyNotPlace(path, around);
    if (place !== null) return refuse(place);
    await makeFolder(path);
    // Tells more than permissions do: of drives that are full or read-only, too.
    await rmdir(await makeMomentaryFolder(trialsIn(path)));
    return ok(path);
  } catch (error) {
    return refuse(folderCannotBe('written', error as NodeJS.ErrnoException));
  }
}

/** The real path that it would have once it is made; null behind a link that leads nowhere. */
async function resolvePlanned(path: string): Promise<string | null> {
  try {
    return await realpath(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    if ((await lstat(path).catch(() => null)) !== null) return null;
    const parent = dirname(path);
    if (parent === path) throw error;
    const resolved = await resolvePlanned(parent);
    return resolved === null ? null : join(resolved, basename(path));
  }
}

/** Not `recursive`: where nobody can make anything, as in /proc, that never ends. */
async function makeFolder(path: string): Promise<void> {
  if ((await stat(path).catch(() => null))?.isDirectory() === true) return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  await mkdir(path, { mode: 0o700 });
}

/** A backup must not swallow those before it, go with the data when that is lost, or be served to everybody. */
async function whyNotPlace(path: string, around: BackupFolderSurroundings): Promise<string | null> {
  const isInside = async (folders: readonly string[]): Promise<boolean> => {
    const resolved = await Promise.all(folders.map((folder) => realpath(folder).catch(() => folder)));
    return resolved.some((folder) => isWithin(path, folder));
  };
  if (await isInside(around.ownFolders)) return PLACE_RULES.inBasekeeper;
  for (const { folder, id, name } of around.instances) {
    const { data, hooks, migrations, public: served } = foldersOf(folder);
    if (!(await isInside([folder, data, hooks, migrations, served]))) continue;
    return id === around.instanceId ? BACKUP_FOLDER_RULES.ofInstanceItself : liesInFolderOf(name);
  }
  return null;
}
