import { mkdir, rmdir } from 'node:fs/promises';
import { NO_BACKUP_OPTIONS } from '../../shared/backup';
import { whyNotOpenWith } from '../../shared/data-generation';
import type { OpenedFolder } from '../../shared/input';
import type { Instance, InstanceId } from '../../shared/instance';
import { NO_SERVING_OPTIONS } from '../../shared/serving';
import { done, fail, ok, type Result } from '../../shared/result';
import { whyVersionNotUsable } from '../../shared/words/version-notes';
import { checkUnique } from './check-unique';
import { keepUnderway } from './create-instance';
import { freeIdOf, isOfAnother, recordOrNull } from './folder-record';
import { overlaps } from './folder-rules';
import { examineFolder, type ExaminedFolder, type OpeningParts } from './inspect-folder';
import { checkPortUsable } from './ports';

/**
 * Puts a folder that holds data already on the list, where it is, and starts it. Only folders that PocketBase needs and
 * that are missing are made; when it fails, these are gone again, and everything is as it was.
 */
export function openFolder(input: OpenedFolder, parts: OpeningParts): Promise<Result<InstanceId>> {
  return keepUnderway(openInPlace(input, parts), parts.creation.underway);
}

async function openInPlace(input: OpenedFolder, parts: OpeningParts): Promise<Result<InstanceId>> {
  const fitting = await checkFits(input, parts);
  if (!fitting.ok) return fitting;
  const executable = await parts.creation.provideExecutable(input.version);
  if (!executable.ok) return executable;
  // Fetching a version may have taken minutes, in which anything may have happened to the folder.
  const examined = await examineFor(input, parts);
  if (!examined.ok) return examined;
  const undo: (() => Promise<unknown>)[] = [];
  const takeBack = async (): Promise<void> => {
    for (const step of undo.reverse()) await step();
  };
  let added: Result<InstanceId>;
  try {
    const prepared = await prepare(examined.value, parts, undo);
    added = prepared.ok ? addToList(input, examined.value, parts) : prepared;
  } catch (error) {
    await takeBack();
    throw error;
  }
  if (!added.ok) await takeBack();
  return added;
}

async function checkFits(input: OpenedFolder, parts: OpeningParts): Promise<Result<undefined>> {
  const { store } = parts.creation;
  const { version } = input;
  const unique = checkUnique(input, store);
  if (!unique.ok) return unique;
  const detail = whyVersionNotUsable(version);
  if (detail !== null) return fail({ code: 'version-not-available', version, detail });
  const examined = await examineFor(input, parts);
  return examined.ok ? checkPortUsable(input.port, store.snapshot().state.instances) : examined;
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
    return fail({ code: 'folder-not-usable', path, rule: `cannot be written (${(error as Error).message})` });
  }
}

function addToList(
  input: OpenedFolder,
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
    return fail({ code: 'folder-not-usable', path, rule: `overlaps the folder of “${neighbour.name}”` });
  }
  const record = recordOrNull(found);
  const { name, port, version } = input;
  const instance: Instance = {
    createdAt: new Date().toISOString(),
    askBeforeMaintenance: true,
    muted: false,
    whenUnresponsive: 'maintenance',
    backups: NO_BACKUP_OPTIONS,
    upgrade: null,
    restartPolicy: null,
    answerInMaintenance: true,
    ...record,
    // Opened up only in the Danger Zone, never by a file in a folder.
    serving: { ...(record?.serving ?? NO_SERVING_OPTIONS), reach: 'this-computer' },
    id: freeIdOf(found, others) ?? newId(),
    name,
    port,
    folder: path,
    version,
    // What is in maintenance stays in maintenance.
    intent: { run: true, maintenance: record?.intent.maintenance ?? null },
    state: { kind: 'stopped' },
    incidents: [],
    warnings: [],
    maintenanceAnswer: { kind: 'none' },
  };
  const added = instances.add(instance);
  return added.ok ? ok(instance.id) : added;
}
