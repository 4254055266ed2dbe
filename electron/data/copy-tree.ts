import { constants } from 'node:fs';
import { cp, lstat, mkdir, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ok } from '../../shared/result';
import { DataProblem } from './data-problem';
import type { Perform } from './job-contract';
import { syncTree } from '../archives/sync';

interface Counts {
  files: number;
  bytes: number;
}

export const copyTree: Perform<'copy-tree'> = async ({ from, to, names }, onProgress) => {
  const before = { files: 0, bytes: 0 };
  for (const name of names) await count(join(from, name), before);
  const progress = { step: 'Copying the files', totalBytes: before.bytes };
  let doneBytes = 0;
  onProgress({ ...progress, doneBytes });
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const name of names) {
    await cp(join(from, name), join(to, name), {
      recursive: true,
      force: false,
      errorOnExist: true,
      preserveTimestamps: true,
      verbatimSymlinks: true,
      mode: constants.COPYFILE_FICLONE,
      filter: async (source) => {
        const found = await lstat(source);
        if (found.isFile()) doneBytes += found.size;
        onProgress({ ...progress, doneBytes });
        return true;
      },
    });
  }
  onProgress({ step: 'Comparing the copy', doneBytes: 0, totalBytes: null });
  const after = { files: 0, bytes: 0 };
  for (const name of names) await compare(join(from, name), join(to, name), after);
  if (after.files !== before.files || after.bytes !== before.bytes) {
    throw new DataProblem(from, 'changed while it was being copied');
  }
  onProgress({ step: 'Writing to the disk', doneBytes: 0, totalBytes: null });
  await syncTree(to, () => undefined);
  return ok(after);
};

async function count(path: string, counts: Counts): Promise<void> {
  const found = await lstat(path);
  counts.files += 1;
  if (found.isFile()) counts.bytes += found.size;
  if (found.isDirectory()) for (const name of await readdir(path)) await count(join(path, name), counts);
}

/** Throws DataProblem at the first difference in names, kinds, sizes or where links lead. */
async function compare(original: string, copy: string, counts: Counts): Promise<void> {
  const [one, other] = await Promise.all([lstat(original), lstat(copy).catch(() => null)]);
  const differs = (): never => {
    throw new DataProblem(copy, 'is not like the original');
  };
  if (other === null) return differs();
  counts.files += 1;
  if (one.isDirectory()) {
    const names = await readdir(original);
    if (!other.isDirectory() || (await readdir(copy)).length !== names.length) return differs();
    for (const name of names) await compare(join(original, name), join(copy, name), counts);
  } else if (one.isSymbolicLink()) {
    if (!other.isSymbolicLink() || (await readlink(original)) !== (await readlink(copy))) return differs();
  } else {
    if (!other.isFile() || one.size !== other.size) return differs();
    counts.bytes += one.size;
  }
}
