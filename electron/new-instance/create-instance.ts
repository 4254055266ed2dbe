import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gte } from 'semver';
import { existsSync } from 'node:fs';
import { NO_BACKUP_OPTIONS } from '../../shared/backup';
import type { InstanceId } from '../../shared/ids';
import { folderNameOf } from '../../shared/file-name';
import { UNOBSERVED } from '../../shared/instance';
import type { NewInstance } from '../../shared/input';
import { NO_LAUNCH_OPTIONS } from '../../shared/launch-options';
import { settingsForNew } from '../../shared/app-settings';
import type { NewInstanceDefaults } from '../../shared/ipc';
import { done, fail, ok, type Result } from '../../shared/result';
import { cannotBe } from '../../shared/words/folder-words';
import { TOO_OLD_TO_CREATE } from '../../shared/words/version-notes';
import { foldersOf } from '../pocketbase/arguments';
import { NO_OPENED_LAUNCH_OPTIONS } from '../pocketbase/opened-launch-options';
import { supportedVersion } from '../pocketbase/version-number';
import { saveSuperuser } from '../pocketbase/superuser';
import type { AppStore } from '../store/app-store';
import { checkUnique } from './check-unique';
import { claimFolder, type ClaimedFolder } from './claim-folder';
import type { CreationNotes } from './creation-notes';
import type { Instances } from '../instances/instances';
import { portForNew } from './port-for-new';
import { chooseFreePort } from '../process/ports';
import type { ProvideExecutable } from '../instances/versions';

/** The oldest version whose superuser can be created without putting a password on a command line. */
export const OLDEST_CREATABLE = '0.23.0';

export interface CreationParts {
  readonly store: AppStore;
  readonly instances: Instances;
  /** Folder below which new instances are put unless the user says otherwise. */
  readonly instancesFolder: string;
  readonly newId: () => string;
  readonly newPassword: () => string;
  readonly recommendedVersion: string;
  readonly notes: CreationNotes;
  /** Called after each change on the disk; tests end the app in it. */
  readonly afterStep: (name: string) => void;
  /** Folders of creations that have not ended yet: another one takes none of them. */
  readonly folders: Set<string>;
  /** Creations that have not ended yet; quitting waits for them. */
  readonly underway: Set<Promise<unknown>>;
  /** Answers the executable of a version and installs it first where needed. */
  readonly provideExecutable: ProvideExecutable;
}

/** What the create dialog is filled with; only the name is left to the user. */
export async function newInstanceDefaults(parts: CreationParts): Promise<Result<NewInstanceDefaults>> {
  const { instances, versions, settings } = parts.store.snapshot().state;
  const port = await chooseFreePort(new Set(instances.map((instance) => instance.port)), settings.portRange);
  if (!port.ok) return port;
  return ok({
    name: '',
    port: port.value,
    folder: join(settings.newInstancesFolder ?? parts.instancesFolder, folderNameOf('')),
    folderIsSuggested: true,
    version: versions[0]?.version ?? parts.recommendedVersion,
    superuser: { email: 'admin@example.com', password: parts.newPassword() },
  });
}

/**
 * Makes the folders and the superuser, then puts the instance on the list and starts it. Whatever fails, nothing of it
 * is left behind, and an existing folder with something in it is never touched.
 */
export async function createInstance(input: NewInstance, parts: CreationParts): Promise<Result<InstanceId>> {
  return keepUnderway(create(input, parts), parts.underway);
}

/** Whoever waits for all of them is not told how one of them failed. */
export async function keepUnderway<Value>(creation: Promise<Value>, underway: Set<Promise<unknown>>): Promise<Value> {
  const ended = creation.catch(() => undefined);
  underway.add(ended);
  try {
    return await creation;
  } finally {
    underway.delete(ended);
  }
}

async function create(input: NewInstance, parts: CreationParts): Promise<Result<InstanceId>> {
  const fitting = await checkFits(input, parts.store);
  if (!fitting.ok) return fitting;
  const executable = await parts.provideExecutable(input.version);
  if (!executable.ok) return executable;
  const reserved = reserveFolder(input, parts.folders);
  try {
    return await createIn(reserved, executable.value, input, parts);
  } finally {
    parts.folders.delete(reserved);
  }
}

async function createIn(
  reserved: string,
  executable: string,
  input: NewInstance,
  parts: CreationParts,
): Promise<Result<InstanceId>> {
  const noteId = parts.newId();
  const folder = await claimNoted(noteId, { ...input, folder: reserved }, parts);
  if (!folder.ok) {
    parts.notes.remove(noteId);
    return folder;
  }

  let added: Result<InstanceId>;
  try {
    const filled = await fillFolder(folder.value, executable, input, parts);
    // Asked again: obtaining the version may have taken minutes.
    const port = filled.ok ? await portForNew(input, parts.store) : filled;
    added = port.ok ? addCreated({ ...input, port: port.value }, folder.value.path, parts) : port;
  } catch (error) {
    await folder.value.unclaim();
    parts.notes.remove(noteId);
    throw error;
  }
  if (added.ok) parts.afterStep('added-creation');
  else await folder.value.unclaim();
  // Where it cannot be removed, the next launch does: it tells by the list that the instance has come to be.
  parts.notes.remove(noteId);
  return added;
}

/**
 * The folder that was chosen; or, where none was, one named after the instance: `blog`, or `blog-2` where that is taken. In one
 * step, so that of two creations at once each has its own.
 */
function reserveFolder({ folder, folderIsSuggested, name }: NewInstance, taken: Set<string>): string {
  let reserved = folder;
  if (folderIsSuggested === true) {
    const named = join(dirname(folder), folderNameOf(name));
    reserved = named;
    for (let count = 2; existsSync(reserved) || taken.has(reserved); count += 1) {
      reserved = `${named}-${String(count)}`;
    }
  }
  taken.add(reserved);
  return reserved;
}

/** Noted twice: what is in a folder must not be called ours before the folder has been found empty. */
async function claimNoted(id: string, input: NewInstance, parts: CreationParts): Promise<Result<ClaimedFolder>> {
  const { notes, store, afterStep } = parts;
  const creation = { id, folder: input.folder, version: input.version, filled: [] };
  const claimed = await claimFolder(input.folder, store, (firstMissing) => {
    const noted = notes.save({ ...creation, firstMade: firstMissing });
    afterStep('noted-creation');
    return noted;
  });
  if (!claimed.ok) return claimed;
  const { path, firstMade, unclaim } = claimed.value;
  const noted = notes.save({ ...creation, folder: path, firstMade, filled: ourFolders(path) });
  afterStep('claimed-folder');
  if (noted.ok) return claimed;
  await unclaim();
  return noted;
}

async function checkFits(input: NewInstance, store: AppStore): Promise<Result<unknown>> {
  const { version } = input;
  if (!gte(version, OLDEST_CREATABLE)) {
    return fail({ code: 'version-not-available', version, detail: TOO_OLD_TO_CREATE });
  }
  const supported = supportedVersion(version);
  if (!supported.ok) return supported;
  return portForNew(input, store);
}

function ourFolders(path: string): readonly string[] {
  const { data, hooks, migrations, public: publicFolder } = foldersOf(path);
  return [data, hooks, migrations, publicFolder];
}

async function fillFolder(
  { path, made }: ClaimedFolder,
  executable: string,
  { superuser }: NewInstance,
  { afterStep }: CreationParts,
): Promise<Result<undefined>> {
  try {
    for (const each of ourFolders(path)) {
      await mkdir(each, { mode: 0o700 });
      made.push(each);
    }
  } catch (error) {
    return fail({ code: 'folder-not-usable', path, rule: cannotBe('written', (error as Error).message) });
  }
  afterStep('made-folders');
  const created = await saveSuperuser(executable, path, superuser, NO_OPENED_LAUNCH_OPTIONS);
  afterStep('made-superuser');
  return created.ok ? done : created;
}

function addCreated(input: NewInstance, folder: string, parts: CreationParts): Result<InstanceId> {
  // Asked again: another instance may have been created while this one was being made.
  const unique = checkUnique(input, parts.store);
  if (!unique.ok) return unique;
  const { name, port, version } = input;
  const id = parts.newId();
  const added = parts.instances.add({
    id,
    name,
    port,
    folder,
    version,
    createdAt: new Date().toISOString(),
    ...settingsForNew(parts.store.snapshot().state.settings),
    backups: NO_BACKUP_OPTIONS,
    upgrade: null,
    launchOptions: NO_LAUNCH_OPTIONS,
    intent: { shouldRun: true, maintenance: null },
    incidents: [],
    ...UNOBSERVED,
  });
  return added.ok ? ok(id) : added;
}
