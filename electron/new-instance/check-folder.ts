/** Everything that has to hold for a folder that is to be opened as an instance, where it is. Changes nothing. */
import { access, constants, lstat, open, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import type { AppError } from '../../shared/errors';
import type { Instance } from '../../shared/instance';
import { done, fail, ok, type Result } from '../../shared/result';
import { folderCannotBe, overlapsFolderOf, PLACE_RULES } from '../../shared/words/folder-words';
import { holdsNoFolder, isNotPermitted, OPENED_FOLDER_RULES } from '../../shared/words/opened-folder-words';
import { foldersOf, type InstanceFolders } from '../pocketbase/arguments';
import { findDataOwners } from '../process/data-owner';
import { isWithin, overlaps, whyNotPath } from './folder-rules';

export interface UsableFolder {
  /** With links resolved. */
  readonly path: string;
  readonly folders: InstanceFolders;
  /** `pb_data`, with links resolved. */
  readonly dataFolder: string;
  /** Of those that PocketBase works in beside `pb_data`. */
  readonly missing: readonly string[];
}

export interface FolderSurroundings {
  readonly instances: readonly Instance[];
  /** The app's own program and files: nothing in there is data of the user. */
  readonly ownFolders: readonly string[];
}

const SQLITE_HEADER = 'SQLite format 3\0';

/** `wanted` is the folder of an instance or the `pb_data` in it. */
export async function checkFolder(wanted: string, around: FolderSurroundings): Promise<Result<UsableFolder>> {
  const refuse = (rule: string): Result<never> => fail({ code: 'folder-not-usable', path: wanted, rule });
  const found = await resolveFolder(wanted);
  if (!found.ok) return refuse(found.error);
  const path = found.value;
  const folders = foldersOf(path);
  const place =
    whyNotPath(path) ??
    (await whyNotOurs(path, around.ownFolders)) ??
    (await whyNotPermitted(path, 'folder')) ??
    (await whyNotData(folders.data));
  if (place !== null) return refuse(place);
  const dataFolder = await realpath(folders.data);
  const data =
    whyNotPath(dataFolder) ??
    (await whyNotOurs(dataFolder, around.ownFolders)) ??
    (await whyNotAnothers([path, dataFolder], around.instances)) ??
    (await whyNotPermitted(dataFolder, 'data')) ??
    (await whyNotDatabase(join(dataFolder, 'data.db')));
  if (data !== null) return refuse(data);
  const missing: string[] = [];
  for (const each of [folders.hooks, folders.migrations, folders.public]) {
    const kind = await kindOf(each);
    if (kind === 'missing') missing.push(each);
    else if (kind !== 'folder') return refuse(holdsNoFolder(basename(each)));
  }
  const unserved = await checkUnserved(dataFolder);
  return unserved.ok ? ok({ path, folders, dataFolder, missing }) : unserved;
}

/** The real path of the instance's folder, or the rule it breaks. A chosen `pb_data` stands for the folder it is in. */
async function resolveFolder(wanted: string): Promise<Result<string, string>> {
  const bad = isAbsolute(wanted) ? null : whyNotPath(wanted);
  if (bad !== null) return fail(bad);
  try {
    const meant = await parentOfData(wanted);
    const rule = whyNotPath(meant);
    if (rule !== null) return fail(rule);
    const path = await parentOfData(await realpath(meant));
    return (await stat(path)).isDirectory() ? ok(path) : fail(PLACE_RULES.isAFile);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      return fail((await kindOf(wanted)) === 'dangling' ? PLACE_RULES.danglingLink : PLACE_RULES.missing);
    }
    if (code === 'EACCES' || code === 'EPERM') return fail(PLACE_RULES.notReadable);
    return fail(folderCannotBe('read', error as NodeJS.ErrnoException));
  }
}

async function parentOfData(path: string): Promise<string> {
  if (basename(path) !== 'pb_data') return path;
  return (await kindOf(join(path, 'data.db'))) === 'missing' ? path : dirname(path);
}

type Kind = 'missing' | 'dangling' | 'folder' | 'other';

async function kindOf(path: string): Promise<Kind> {
  const own = await lstat(path).catch(() => null);
  if (own === null) return 'missing';
  const target = await stat(path).catch(() => null);
  if (target === null) return 'dangling';
  return target.isDirectory() ? 'folder' : 'other';
}

async function whyNotOurs(path: string, ownFolders: readonly string[]): Promise<string | null> {
  const own = await Promise.all(ownFolders.map(real));
  return own.some((folder) => isWithin(path, folder)) ? PLACE_RULES.inBasekeeper : null;
}

/** By real paths: two of them may lead to one folder, or to one `pb_data`. */
async function whyNotAnothers(paths: readonly string[], instances: readonly Instance[]): Promise<string | null> {
  for (const { name, folder } of instances) {
    const others = await Promise.all([real(folder), real(foldersOf(folder).data)]);
    if (others.some((other) => paths.some((path) => overlaps(path, other)))) return overlapsFolderOf(name);
  }
  return null;
}

const real = (path: string): Promise<string> => realpath(path).catch(() => path);

async function whyNotData(data: string): Promise<string | null> {
  switch (await kindOf(data)) {
    case 'missing':
      return OPENED_FOLDER_RULES.noData;
    case 'dangling':
      return OPENED_FOLDER_RULES.dataIsDanglingLink;
    case 'other':
      return OPENED_FOLDER_RULES.dataIsFile;
    case 'folder':
      return null;
  }
}

async function whyNotPermitted(
  path: string,
  what: 'folder' | 'data' | 'database',
  mode = constants.R_OK | constants.W_OK | constants.X_OK,
): Promise<string | null> {
  const { uid } = await stat(path);
  if (process.getuid !== undefined && uid !== process.getuid()) return isNotPermitted(what, 'of-another-user');
  return access(path, mode).then(
    () => null,
    (error: unknown) =>
      isNotPermitted(what, (error as NodeJS.ErrnoException).code === 'EROFS' ? 'read-only-drive' : 'not-accessible'),
  );
}

async function whyNotDatabase(path: string): Promise<string | null> {
  const found = await lstat(path).catch(() => null);
  if (found === null) return OPENED_FOLDER_RULES.noDatabase;
  // Who serves it could not be seen through a link.
  if (!found.isFile()) return OPENED_FOLDER_RULES.databaseIsNotAFile;
  if (found.size === 0) return OPENED_FOLDER_RULES.databaseIsEmpty;
  const forbidden = await whyNotPermitted(path, 'database', constants.R_OK | constants.W_OK);
  if (forbidden !== null) return forbidden;
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SQLITE_HEADER.length), 0, SQLITE_HEADER.length, 0);
    const header = buffer.toString('latin1', 0, bytesRead);
    return header === SQLITE_HEADER ? null : OPENED_FOLDER_RULES.databaseIsNone;
  } finally {
    await file.close();
  }
}

async function checkUnserved(dataFolder: string): Promise<Result<undefined>> {
  const [owner] = (await findDataOwners([dataFolder])).get(dataFolder) ?? [];
  return owner === undefined ? done : fail<AppError>({ code: 'data-in-use', path: dataFolder, owner });
}
