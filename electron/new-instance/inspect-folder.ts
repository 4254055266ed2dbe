import { readdir, statfs } from 'node:fs/promises';
import { basename } from 'node:path';
import { generationOf, type DataGeneration } from '../../shared/data-generation';
import { placeWarnings } from '../../shared/data-place';
import { fittingName } from '../../shared/instance-name';
import type { PortRange } from '../../shared/app-settings';
import type { FolderInspection } from '../../shared/open-folder';
import { fail, ok, type Result } from '../../shared/result';
import { holdsUnreadableDatabase, programsInWords } from '../../shared/words/opened-folder-words';
import type { InstanceFolders } from '../pocketbase/arguments';
import { readAppliedMigrations } from '../pocketbase/data-generation';
import { checkFolder, type UsableFolder } from './check-folder';
import type { CreationParts } from './create-instance';
import { recordOrNull, recordWarnings, type FoundRecord, type RecordFiles } from './folder-record';
import { checkPortFree, chooseFreePort } from '../process/ports';
import { versionFor } from './version-of-data';

export interface OpeningParts {
  readonly creation: CreationParts;
  readonly records: RecordFiles;
  /** The app's own program and files. */
  readonly ownFolders: readonly string[];
}

export interface ExaminedFolder extends UsableFolder {
  readonly generation: DataGeneration;
  /** Names of the changes of the tables that the data has had. */
  readonly applied: readonly string[];
  readonly found: FoundRecord;
}

/** Whether the folder can become an instance, and what it holds. Changes nothing. */
export async function examineFolder(wanted: string, parts: OpeningParts): Promise<Result<ExaminedFolder>> {
  const { instances } = parts.creation.store.snapshot().state;
  const usable = await checkFolder(wanted, { instances, ownFolders: parts.ownFolders });
  if (!usable.ok) return usable;
  const applied = await readAppliedMigrations(usable.value.dataFolder);
  if (applied.kind === 'unreadable') {
    const rule = holdsUnreadableDatabase(applied.detail);
    return fail({ code: 'folder-not-usable', path: wanted, rule });
  }
  const { files } = applied;
  return ok({
    ...usable.value,
    generation: generationOf(files),
    applied: files,
    found: await parts.records.read(usable.value.path),
  });
}

/** What the dialog is filled with, and what a person has to know before the folder is opened. */
export async function inspectFolder(wanted: string, parts: OpeningParts): Promise<Result<FolderInspection>> {
  const examined = await examineFolder(wanted, parts);
  if (!examined.ok) return examined;
  const { path, folders, dataFolder, missing, generation, found } = examined.value;
  const { instances, settings } = parts.creation.store.snapshot().state;
  const record = recordOrNull(found);
  const port = await portFor(record?.port ?? null, new Set(instances.map((one) => one.port)), settings.portRange);
  if (!port.ok) return port;
  const suggested = await versionFor(examined.value, parts);
  const programs = await programsIn(folders);
  const ofPrograms = programsInWords(programs);
  return ok({
    folder: path,
    dataFolder,
    name: fittingName(
      record?.name ?? basename(path),
      instances.map(({ name }) => name),
    ),
    port: port.value,
    version: suggested.version,
    versionNote: suggested.note,
    generation,
    upgrading: suggested.upgrading,
    hasHooks: programs.hooks > 0,
    missingFolders: missing.map((folder) => basename(folder)),
    inMaintenance: (record?.intent.maintenance ?? null) !== null,
    warnings: [
      ...(ofPrograms === null ? [] : [ofPrograms]),
      ...placeWarnings({ path: dataFolder, fileSystemType: await fileSystemTypeOf(dataFolder) }),
      ...recordWarnings(found, instances),
    ],
  });
}

async function portFor(recorded: number | null, taken: ReadonlySet<number>, range: PortRange): Promise<Result<number>> {
  const isFree = recorded !== null && !taken.has(recorded) && (await checkPortFree(recorded)).ok;
  return isFree ? ok(recorded) : chooseFreePort(taken, range);
}

interface Programs {
  readonly hooks: number;
  readonly migrations: number;
}

async function programsIn({ hooks, migrations }: InstanceFolders): Promise<Programs> {
  const count = async (folder: string, pattern: RegExp): Promise<number> =>
    (await readdir(folder).catch(() => [])).filter((name) => pattern.test(name)).length;
  return { hooks: await count(hooks, /\.pb\.[jt]s$/), migrations: await count(migrations, /\.[jt]s$/) };
}

/** Linux only: elsewhere the number means something else. */
async function fileSystemTypeOf(path: string): Promise<number | null> {
  if (process.platform !== 'linux') return null;
  return (await statfs(path).catch(() => null))?.type ?? null;
}
