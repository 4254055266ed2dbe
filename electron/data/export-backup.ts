import { createReadStream, lstatSync, readFileSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ok } from '../../shared/result';
import { entriesInNow, linkTargetOf, onDisk } from '../disk/byte-names';
import { isSmall } from '../archives/source-file';
import { renamePatiently } from '../disk/rename';
import { syncFolder } from '../disk/sync';
import { ZipWriter } from '../archives/zip-writer';
import { unpackBackup } from './backup-jobs';
import type { Perform } from './job-contract';

/**
 * As PocketBase packs its own: what is in pb_data, at the top of the zip. It knows no hooks, migrations and public files.
 * What is left in `folder` when it is ended is for the caller to remove; nothing else is made beside the target.
 */
export const exportBackup: Perform<'export-backup'> = async ({ path, target, folder }, onProgress) => {
  const [into, part] = [join(folder, 'data'), join(folder, 'export.zip')];
  await mkdir(folder, { mode: 0o700 });
  await mkdir(into, { mode: 0o700 });
  const unpacked = await unpackBackup(
    { path, into, parts: ['pb_data'], spaceBytes: Number.MAX_SAFE_INTEGER },
    onProgress,
  );
  if (!unpacked.ok) return unpacked;
  onProgress({ step: 'Packing', doneBytes: 0, totalBytes: null });
  const handle = await open(part, 'wx', 0o600);
  try {
    const zip = new ZipWriter(handle);
    await addAll(zip, join(into, 'pb_data'), '');
    await zip.end();
    await handle.sync();
    const { size: sizeBytes } = await handle.stat();
    await renamePatiently(part, target);
    await syncFolder(dirname(target));
    return ok({ sizeBytes });
  } finally {
    await handle.close();
  }
};

/** Names, permissions and links come along; a file of many holes is packed small by itself. */
async function addAll(zip: ZipWriter, folder: string, prefix: string): Promise<void> {
  for (const entry of entriesInNow(folder)) {
    const [path, name] = [`${folder}/${entry.name}`, `${prefix}${entry.name}`];
    if (entry.isFolder) {
      await addAll(zip, path, `${name}/`);
      continue;
    }
    const { mode, mtime: modifiedAt, size: sizeBytes } = lstatSync(onDisk(path));
    const facts = { name, modifiedAt, mode: mode & 0o777 };
    if (!entry.isFile) await zip.addLink(facts, await linkTargetOf(path));
    else if (isSmall({ sizeBytes })) await zip.addWhole(facts, readFileSync(onDisk(path)), false);
    else await zip.addChunks(facts, { chunks: createReadStream(onDisk(path)), sizeBytes, stored: false }, undefined);
  }
}
