import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { randomBytes } from 'node:crypto';
import { done, fail, type Result } from '../../shared/result';
import { ZipWriter } from '../archives/zip-writer';
import { syncFolder } from '../disk/sync';
import type { CollectedFile } from './collect';

/** Of this user only; whole, or not there. */
export async function writeDiagnostics(
  path: string,
  files: readonly CollectedFile[],
  modifiedAt: Date,
): Promise<Result<undefined>> {
  const temporary = `${path}.tmp-${randomBytes(8).toString('hex')}`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      const zip = new ZipWriter(handle);
      for (const { name, bytes } of files) await zip.addWhole({ name, modifiedAt }, bytes, false);
      await zip.end();
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
    return done;
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    return fail({ code: 'file-not-written', path, detail: (error as Error).message });
  }
}
