import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RebuiltList } from '../../shared/words/storage-words';
import { fileProblemOf } from './file-problem';
import { readManifestNow } from './instance-manifest';
import type { SavedInstance } from './instance-record';

export interface FoundAgain extends Pick<RebuiltList, 'moved' | 'doubles' | 'unusable'> {
  readonly records: readonly SavedInstance[];
}

/** Where instances are looked for. */
export interface SearchedPlaces {
  readonly knownFolders: readonly string[];
  readonly instancesFolder: string | null;
  /** What is in the folder never became an instance. */
  readonly isUnfinished: (folder: string) => boolean;
}

interface Find {
  readonly record: SavedInstance;
  readonly folder: string;
  /** Is this the folder the record was written for? */
  readonly atHome: boolean;
}

/**
 * Looks for instances by the copies in their folders. Of two copies of one instance, the one in the folder it was
 * written for is taken. One that is only found elsewhere has been moved or copied; it is taken too, but nothing of it
 * starts by itself, because it may not be the data that was served last.
 */
export function findAgain(kept: readonly SavedInstance[], places: SearchedPlaces): FoundAgain {
  const unusable: RebuiltList['unusable'][number][] = [];
  const finds: Find[] = [];
  const seen = new Set(kept.map(({ folder }) => realOf(folder)));
  const isLeftData = (folder: string, real: string): boolean =>
    existsSync(join(folder, 'pb_data')) && !places.isUnfinished(real);
  const look = (folder: string, isKnown: boolean): void => {
    const real = realOf(folder);
    if (seen.has(real)) return;
    seen.add(real);
    const found = readManifestNow(folder);
    if (found.kind === 'record') {
      if (found.offList) return;
      finds.push({ record: found.record, folder: real, atHome: realOf(found.record.folder) === real });
    } else if (isKnown || found.problem.kind !== 'missing' || isLeftData(folder, real)) {
      unusable.push({ folder, problem: found.problem });
    }
  };

  for (const folder of places.knownFolders) look(folder, true);
  if (places.instancesFolder !== null) {
    try {
      for (const name of readdirSync(places.instancesFolder).sort()) look(join(places.instancesFolder, name), false);
    } catch (error) {
      const problem = fileProblemOf(error);
      // Before the first instance there is no such folder.
      if (problem.kind !== 'missing') unusable.push({ folder: places.instancesFolder, problem });
    }
  }
  return { ...choose(kept, finds), unusable };
}

function choose(kept: readonly SavedInstance[], finds: readonly Find[]): Omit<FoundAgain, 'unusable'> {
  const ids = new Set(kept.map(({ id }) => id));
  const homes = new Set(kept.map(({ folder }) => realOf(folder)));
  const records: SavedInstance[] = [];
  const moved: RebuiltList['moved'][number][] = [];
  const doubles: RebuiltList['doubles'][number][] = [];
  for (const { record, folder, atHome } of [...finds].sort((one, other) => Number(other.atHome) - Number(one.atHome))) {
    const home = realOf(record.folder);
    if (ids.has(record.id) || (!atHome && homes.has(home))) {
      doubles.push({ name: record.name, folder });
      continue;
    }
    ids.add(record.id);
    homes.add(home);
    if (atHome) {
      records.push(record);
      continue;
    }
    records.push({ ...record, folder, intent: { ...record.intent, shouldRun: false } });
    moved.push({ name: record.name, from: record.folder, to: folder });
  }
  // As they stood in the list; nothing depends on it.
  records.sort((one, other) => one.createdAt.localeCompare(other.createdAt));
  return { records, moved, doubles };
}

function realOf(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    // Not there: then its name is all there is to compare.
    return resolve(folder);
  }
}
