import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { ok } from '../../shared/result';
import { unpackBackup } from './backup-jobs';
import type { Perform } from './job-contract';

/**
 * As PocketBase packs its own: what is in pb_data, at the top of the zip. It knows no hooks, migrations and public files.
 * What is left in `folder` and in `<target>.part` when it is ended is for the caller to remove.
 */
export const exportBackup: Perform<'export-backup'> = async ({ path, target, folder }, onProgress) => {
  const part = `${target}.part`;
  await mkdir(folder, { mode: 0o700 });
  const unpacked = await unpackBackup(
    { path, into: folder, parts: ['pb_data'], spaceBytes: Number.MAX_SAFE_INTEGER },
    onProgress,
  );
  if (!unpacked.ok) return unpacked;
  onProgress({ step: 'Packing', doneBytes: 0, totalBytes: null });
  const zip = new ZipFile();
  await addAll(zip, join(folder, 'pb_data'), '');
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(part, { flags: 'wx', mode: 0o600 }));
  const handle = await open(part, 'r+');
  await handle.sync();
  await handle.close();
  await rename(part, target);
  return ok({ sizeBytes: (await stat(target)).size });
};

async function addAll(zip: ZipFile, folder: string, prefix: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const [path, name] = [join(folder, entry.name), `${prefix}${entry.name}`];
    if (entry.isDirectory()) await addAll(zip, path, `${name}/`);
    else zip.addFile(path, name, { compressionLevel: 1 });
  }
}
