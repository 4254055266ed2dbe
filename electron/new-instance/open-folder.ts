import { mkdir, rmdir } from 'node:fs/promises';
import { withoutNetworkAccess } from '../../shared/network-sharing';
import { NO_BACKUP_OPTIONS } from '../../shared/backup';
import { generationInWords, versionBefore, whyNotOpenWith } from '../../shared/data-generation';
import type { AppError } from '../../shared/errors';
import type { OpenedFolder } from '../../shared/input';
import type { InstanceId } from '../../shared/ids';
import { UNOBSERVED, type Instance } from '../../shared/instance';
import { NO_LAUNCH_OPTIONS } from '../../shared/launch-options';
import { settingsForNew } from '../../shared/app-settings';
import { done, fail, ok, type Result } from '../../shared/result';
import { errorWords } from '../../shared/words/error-words';
import { whyVersionNotUsable } from '../../shared/words/version-notes';
import { cannotBe, overlapsFolderOf } from '../../shared/words/folder-words';
import { showNotice } from '../store/app-store';
import { checkUnique } from './check-unique';
import { keepUnderway } from './create-instance';
import { freeIdOf, isOfAnother, recordOrNull } from './folder-record';
import { overlaps } from './folder-rules';
import { examineFolder, type ExaminedFolder, type OpeningParts } from './inspect-folder';
import { portForNew } from './port-for-new';
import { versionFor, wouldUpgrade } from './version-of-data';

/** Begins what any change of version is: a trial on a copy, a backup, and the way back. */
export type BeginChangeOfVersion = (
  id: InstanceId,
  version: string,
  tryFirst: boolean,
) => Promise<Result<{ readonly ended: Promise<Result<string>> }>>;

/**
 * Puts a folder that holds data already on the list, where it is, and starts it. Only folders that PocketBase needs and
 * that are missing are made; when it fails, these are gone again, and everything is as it was.
 *
 * A version that would change the tables of the data never opens it in place: the instance comes to the list with the
 * version from before, then its version is changed, and only then is it started.
 */
export function openFolder(
  input: OpenedFolder,
  parts: OpeningParts,
  changeVersion: BeginChangeOfVersion,
): Promise<Result<InstanceId>> {
  return keepUnderway(openInPlace(input, parts, changeVersion), parts.creation.underway);
}

async function openInPlace(
  input: OpenedFolder,
  parts: OpeningParts,
  changeVersion: BeginChangeOfVersion,
): Promise<Result<InstanceId>> {
  const fitting = await checkFits(input, parts);
  if (!fitting.ok) return fitting;
  const executable = await parts.creation.provideExecutable(input.version);
  if (!executable.ok) return whyNotProvided(input.version, executable.error, fitting.value, parts);
  // Fetching a version may have taken minutes, in which anything may have happened to the folder.
  const examined = await examineFor(input, parts);
  if (!examined.ok) return examined;
  const upgrades = await wouldUpgrade(input.version, executable.value, examined.value);
  const first = upgrades ? await versionBeforeUpgrade(input.version, examined.value, parts) : input.version;
  const undo: (() => Promise<unknown>)[] = [];
  const takeBack = async (): Promise<void> => {
    for (const step of undo.reverse()) await step();
  };
  let added: Result<InstanceId>;
  try {
    const prepared = await prepare(examined.value, parts, undo);
    const port = prepared.ok ? await portForNew(input, parts.creation.store) : prepared;
    const wish = { ...input, version: first };
    added = port.ok ? addOpened({ ...wish, port: port.value }, !upgrades, examined.value, parts) : port;
    if (added.ok && upgrades) added = await upgrade(added.value, input.version, parts, changeVersion);
  } catch (error) {
    await takeBack();
    throw error;
  }
  if (!added.ok) await takeBack();
  return added;
}

async function versionBeforeUpgrade(version: string, examined: ExaminedFolder, parts: OpeningParts): Promise<string> {
  const suggested = await versionFor(examined, parts);
  return versionBefore(version, suggested.version, examined.generation);
}

/** Whoever chose the version that leaves the data as it is hears that there are others, and what happens with them. */
async function whyNotProvided(
  version: string,
  error: AppError,
  examined: ExaminedFolder,
  parts: OpeningParts,
): Promise<Result<never>> {
  if (error.code === 'installation-cancelled' || error.code === 'cancelled') return fail(error);
  if (version !== (await versionFor(examined, parts)).version) return fail(error);
  const { title, text } = errorWords(error);
  const writtenBy = generationInWords(examined.generation);
  return fail({ code: 'version-of-data-not-available', version, writtenBy, detail: `${title}. ${text}` });
}

/** It is on the list and not running. When this cannot begin, it leaves the list again. */
async function upgrade(
  id: InstanceId,
  version: string,
  { creation }: OpeningParts,
  changeVersion: BeginChangeOfVersion,
): Promise<Result<InstanceId>> {
  const begun = await changeVersion(id, version, true);
  if (!begun.ok) {
    const removed = creation.instances.remove(id);
    return removed.ok ? begun : removed;
  }
  const started = begun.value.ended.then((changed) => {
    const { maintenance } = creation.store.instance(id)?.intent ?? {};
    if (!changed.ok || maintenance !== null) return;
    const start = creation.instances.start(id);
    if (start.ok || start.error.code === 'quitting') return;
    const { title, text } = errorWords(start.error);
    showNotice(creation.store, { id: `not-started-${id}`, title, text });
  });
  void keepUnderway(started, creation.underway);
  return ok(id);
}

async function checkFits(input: OpenedFolder, parts: OpeningParts): Promise<Result<ExaminedFolder>> {
  const { version } = input;
  const detail = whyVersionNotUsable(version);
  if (detail !== null) return fail({ code: 'version-not-available', version, detail });
  const examined = await examineFor(input, parts);
  if (!examined.ok) return examined;
  const port = await portForNew(input, parts.creation.store);
  return port.ok ? examined : port;
}

async function examineFor({ folder, version }: OpenedFolder, parts: OpeningParts): Promise<Result<ExaminedFolder>> {
  const examined = await examineFolder(folder, parts);
  if (!examined.ok) return examined;
  const detail = whyNotOpenWith(version, examined.value.generation);
  return detail === null ? examined : fail({ code: 'version-not-available', version, detail });
}

async function prepare(
  { path, missing, found }: ExaminedFolder,
  { creation, records }: OpeningParts,
  undo: (() => Promise<unknown>)[],
): Promise<Result<undefined>> {
  try {
    for (const each of missing) {
      await mkdir(each, { mode: 0o700 });
      // Only while it is empty: what somebody has put there meanwhile is not ours.
      undo.push(() => rmdir(each).catch(() => undefined));
    }
    if (isOfAnother(found, creation.store.snapshot().state.instances)) undo.push(records.setAside(path));
    return done;
  } catch (error) {
    return fail({ code: 'folder-not-usable', path, rule: cannotBe('written', (error as Error).message) });
  }
}

function addOpened(
  input: OpenedFolder,
  startsAtOnce: boolean,
  { path, found }: ExaminedFolder,
  { creation }: OpeningParts,
): Result<InstanceId> {
  const { store, instances, newId } = creation;
  // Asked again: others may have come to the list while this one was being looked at.
  const unique = checkUnique(input, store);
  if (!unique.ok) return unique;
  const others = store.snapshot().state.instances;
  const neighbour = others.find(({ folder }) => overlaps(path, folder));
  if (neighbour !== undefined) {
    return fail({ code: 'folder-not-usable', path, rule: overlapsFolderOf(neighbour.name) });
  }
  const record = recordOrNull(found);
  const maintenance = record?.intent.maintenance ?? null;
  const { name, port, version } = input;
  const instance: Instance = {
    createdAt: new Date().toISOString(),
    ...settingsForNew(store.snapshot().state.settings),
    backups: NO_BACKUP_OPTIONS,
    upgrade: null,
    ...record,
    // Opened up only in the Danger Zone, never by a file in a folder.
    launchOptions: withoutNetworkAccess(record?.launchOptions ?? NO_LAUNCH_OPTIONS),
    id: freeIdOf(found, others) ?? newId(),
    name,
    port,
    folder: path,
    version,
    // What is in maintenance stays in maintenance, and runs once that is turned off.
    intent: { shouldRun: startsAtOnce || maintenance !== null, maintenance },
    incidents: [],
    ...UNOBSERVED,
  };
  const added = instances.add(instance);
  return added.ok ? ok(instance.id) : added;
}
