/** Which parts of an instance lie on a drive of their own, and how they are dealt with. Decided before anything stops. */
import { realpath, lstat, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstancePart } from '../../shared/backup';
import { isLeftOut } from '../../shared/what-is-backed-up';
import { fail, ok, type Result } from '../../shared/result';
import { isDriveInside, PLACE_NOT_SUITED } from '../../shared/words/place-words';
import { isWithin } from '../new-instance/folder-rules';
import { findMountPoints } from './mounts';

/** Relative to the folder of the instance. */
export const STORAGE = 'pb_data/storage';

/**
 * The folders whose contents have to be exchanged where they are, because they cannot be renamed themselves: parts that are
 * mount points, and `pb_data/storage` where it is one or a link to another place. What is never exchanged, e.g.
 * `pb_data/backups`, may lie anywhere. `place-not-suited` for anything else.
 */
export async function findPlacesApart(
  folder: string,
  parts: readonly InstancePart[],
): Promise<Result<readonly string[]>> {
  const exchanged = (await findMountPoints(folder)).flatMap((path) => {
    const [first = '', ...rest] = path.split('/');
    const part = parts.find((one) => one === first);
    const inside = rest.join('/');
    if (part === undefined || (part === 'pb_data' && isLeftOut(inside))) return [];
    return [{ path, canBeExchanged: inside === '' || path === STORAGE }];
  });
  const deeper = exchanged.find(({ canBeExchanged }) => !canBeExchanged);
  if (deeper !== undefined) {
    return fail({ code: 'place-not-suited', path: join(folder, deeper.path), rule: isDriveInside(STORAGE) });
  }
  const apart = exchanged.map(({ path }) => path);
  const linked = parts.includes('pb_data') ? await linkedStorage(folder) : ok(false);
  if (!linked.ok) return linked;
  return ok(linked.value && !apart.includes(STORAGE) ? [...apart, STORAGE] : apart);
}

/** For what only reads and copies the data: there a drive may begin anywhere. */
export async function drivesOfData(folder: string): Promise<Result<readonly string[]>> {
  const linked = await linkedStorage(folder);
  if (!linked.ok) return linked;
  const mounted = (await findMountPoints(folder)).filter((path) => path === STORAGE || path === 'pb_data');
  return ok(linked.value && !mounted.includes(STORAGE) ? [...mounted, STORAGE] : mounted);
}

/** Is `pb_data/storage` a link to a folder somewhere else? `place-not-suited` when there is nothing behind it. */
export async function linkedStorage(folder: string): Promise<Result<boolean>> {
  const path = join(folder, STORAGE);
  if ((await lstat(path).catch(() => null))?.isSymbolicLink() !== true) return ok(false);
  const target = await realpath(path).catch(() => null);
  if (target === null || !(await stat(target)).isDirectory()) {
    return fail({ code: 'place-not-suited', path, rule: PLACE_NOT_SUITED.linkWithoutFolder });
  }
  return ok(!isWithin(target, await realpath(join(folder, 'pb_data'))));
}

/** The folder on whose drive most of the data lies; a copy that shares its files with them has to be made there. */
export function homeOfData(folder: string, apart: readonly string[]): string {
  const inside = [STORAGE, 'pb_data'].find((path) => apart.includes(path));
  return inside === undefined ? folder : join(folder, inside);
}
