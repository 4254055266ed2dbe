import { existsSync } from 'node:fs';
import { mkdir, readdir, realpath, rm, rmdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { done, fail, ok, type Result } from '../../shared/result';
import { folderCannotBe, overlapsFolderOf, PLACE_RULES } from '../../shared/words/folder-words';
import type { AppStore } from '../store/app-store';
import { overlaps, whyNotPath } from './folder-rules';

/** A folder that is ours to fill, and the way to put everything back as it was. */
export interface ClaimedFolder {
  readonly path: string;
  /** The folders in it that this creation made; nothing else is ever removed. */
  readonly made: string[];
  /** The topmost folder that had to be made; null when all were there. */
  readonly firstMade: string | null;
  readonly unclaim: () => Promise<void>;
}

/**
 * Makes the folder where needed. `folder-not-usable` unless it is empty and nobody else's. `beforeMaking` is told the
 * topmost folder that is missing, and may refuse.
 */
export async function claimFolder(
  wanted: string,
  store: AppStore,
  beforeMaking: (firstMissing: string | null) => Result<undefined> = () => done,
): Promise<Result<ClaimedFolder>> {
  const refuse = (rule: string): Result<ClaimedFolder> => fail({ code: 'folder-not-usable', path: wanted, rule });
  const badPath = whyNotPath(wanted);
  if (badPath !== null) return refuse(badPath);
  const agreed = beforeMaking(firstMissing(wanted));
  if (!agreed.ok) return agreed;
  try {
    const firstMade = await mkdir(wanted, { recursive: true, mode: 0o700 });
    const path = await realpath(wanted);
    const made: string[] = [];
    const unclaim = (): Promise<void> => removeMade(path, made, firstMade ?? null);
    const neighbour = store.snapshot().state.instances.find((instance) => overlaps(path, instance.folder));
    // A link may lead to what the path itself does not show.
    const rule = whyNotPath(path) ?? (neighbour === undefined ? null : overlapsFolderOf(neighbour.name));
    if (rule !== null) {
      if (firstMade !== undefined) await unclaim();
      return refuse(rule);
    }
    if ((await readdir(path)).length > 0) return refuse(PLACE_RULES.notEmpty);
    return ok({ path, made, firstMade: firstMade ?? null, unclaim });
  } catch (error) {
    return refuse(folderCannotBe('created', error as NodeJS.ErrnoException));
  }
}

function firstMissing(wanted: string): string | null {
  let missing: string | null = null;
  for (let folder = resolve(wanted); !existsSync(folder) && folder !== dirname(folder); folder = dirname(folder)) {
    missing = folder;
  }
  return missing;
}

/** Removes what we made, and only that: our folders, then the folders above them that we made, as long as they are empty. */
export async function removeMade(path: string, made: readonly string[], firstMade: string | null): Promise<void> {
  for (const each of made) await rm(each, { recursive: true, force: true });
  if (firstMade === null) return;
  for (let folder = path; folder.length >= firstMade.length; folder = dirname(folder)) {
    const removed = await rmdir(folder).then(
      () => true,
      () => false,
    );
    if (!removed) return;
  }
}
