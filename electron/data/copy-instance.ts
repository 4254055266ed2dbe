import { constants } from 'node:fs';
import { chmod, copyFile, mkdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { INSTANCE_PARTS, type InstancePart } from '../../shared/backup';
import type { LeftOut } from '../../shared/what-is-backed-up';
import { Copier } from './copier';
import { DataDamage } from './data-problem';
import { DATABASES } from './database-files';
import { requireRecords } from './databases';
import { copyWhileInUse, settle } from './sqlite';

export interface CopyOptions {
  /** Folder of the instance. */
  readonly from: string;
  /** An empty folder; it will look like the folder of an instance. */
  readonly to: string;
  /** A process of the instance is running and goes on writing. */
  readonly inUse: boolean;
  /**
   * `link`: uploaded files, which PocketBase never changes, are linked instead of copied where the file system can. Only
   * for copies that are read. `copy`: nothing is shared with the original.
   */
  readonly files: 'link' | 'copy';
  readonly signal: AbortSignal;
  readonly onBytes: (bytes: number) => void;
}

export interface CopiedInstance {
  readonly parts: readonly InstancePart[];
  /** What is there and is not in the copy. */
  readonly leftOut: readonly LeftOut[];
}

/** Copies everything that makes up an instance, its databases each at one moment. Throws DataProblem. */
export async function copyInstance(options: CopyOptions): Promise<CopiedInstance> {
  const { from, to, inUse } = options;
  const copier = new Copier(options);
  const copyPart = (part: InstancePart): Promise<void> => copier.copyPart(part, join(from, part), join(to, part));
  await mkdir(to, { recursive: true, mode: 0o700 });
  // Uploads before the database, so that no row is without its file; then those that came meanwhile.
  await copyPart('pb_data');
  for (const name of DATABASES) await copyDatabase(join(from, 'pb_data', name), join(to, 'pb_data', name), options);
  if (inUse) await copier.copyNew('pb_data', join(from, 'pb_data'), join(to, 'pb_data'));
  for (const part of INSTANCE_PARTS) if (part !== 'pb_data') await copyPart(part);
  return { parts: INSTANCE_PARTS, leftOut: copier.leftOut() };
}

async function copyDatabase(from: string, to: string, { inUse, signal, onBytes }: CopyOptions): Promise<void> {
  signal.throwIfAborted();
  if (basename(from) === DATABASES[0]) await requireRecords(from);
  const found = await stat(from).catch(() => null);
  if (found === null) return;
  if (inUse) await copyWhileInUse(from, to);
  else {
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    // Without the first the last writes before a kill would be missing; the second was left by a tool that was ended in the
    // middle of a change, which would be there by half. The -shm file is made anew.
    for (const ending of ['-wal', '-journal']) {
      await copyFile(`${from}${ending}`, `${to}${ending}`, constants.COPYFILE_EXCL).catch(ignoreMissing);
    }
  }
  // Its owner can do anything with it; who else may read it is as it was.
  await chmod(to, (found.mode & 0o777) | 0o600);
  try {
    settle(to);
  } catch (error) {
    throw new DataDamage(basename(from), (error as Error).message);
  }
  onBytes(found.size);
}

function ignoreMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
