/** Which version opens a folder's data as it is, and whether another one would change its tables. */
import { join } from 'node:path';
import { suggestVersion, upgradesData, type SuggestedVersion } from '../../shared/data-generation';
import { newerFirst } from '../../shared/version-order';
import { readBuildFacts } from '../pocketbase/build-facts';
import { inspectFile } from '../pocketbase/executable-check';
import { recordOrNull } from './folder-record';
import type { ExaminedFolder, OpeningParts } from './inspect-folder';

/** Of the two the first is what PocketBase's own downloads hold. */
const NAMES = ['pocketbase', 'pocketbase.exe'];

/**
 * Does the executable carry changes of the tables that the data has not had? It tells itself which it carries; where that
 * cannot be seen, as in a packed one, the number of its version does.
 */
export async function wouldUpgrade(
  version: string,
  executable: string,
  { applied, generation }: Pick<ExaminedFolder, 'applied' | 'generation'>,
): Promise<boolean> {
  const { systemMigrations } = await readBuildFacts(executable).catch(() => ({ systemMigrations: [] }));
  if (systemMigrations.length === 0) return upgradesData(version, generation);
  return systemMigrations.some((file) => !applied.includes(file));
}

export interface VersionForData extends SuggestedVersion {
  /** Installed ones that were found to change the tables, although their number does not tell. */
  readonly upgrading: readonly string[];
}

/** Nothing is fetched for it. */
export async function versionFor(examined: ExaminedFolder, { creation }: OpeningParts): Promise<VersionForData> {
  const { generation, path, found } = examined;
  const installed = creation.store.snapshot().state.versions.map(({ version }) => version);
  const upgrading: string[] = [];
  const hand = {
    recorded: recordOrNull(found)?.version ?? null,
    inFolder: await versionInFolder(path),
    installed,
    recommended: creation.recommendedVersion,
  };
  // Each round leaves one out, and as a rule the first is the last.
  for (;;) {
    const suggested = suggestVersion(generation, { ...hand, upgrading });
    const { version } = suggested;
    const executable = installed.includes(version) ? await creation.provideExecutable(version) : null;
    if (executable?.ok !== true || !(await wouldUpgrade(version, executable.value, examined))) {
      return { ...suggested, upgrading: upgrading.sort(newerFirst) };
    }
    if (upgrading.includes(version)) return { ...suggested, upgrading: upgrading.sort(newerFirst) };
    upgrading.push(version);
  }
}

/** Who keeps a project's `pocketbase` beside its data has served the data with it. It is only read, never run. */
async function versionInFolder(folder: string): Promise<string | null> {
  for (const name of NAMES) {
    const path = join(folder, name);
    if (!(await inspectFile(path)).ok) continue;
    const { builtOn } = await readBuildFacts(path).catch(() => ({ builtOn: null }));
    if (builtOn !== null) return builtOn;
  }
  return null;
}
