import { lstatSync } from 'node:fs';
import type { ArchiveProblem } from '../../shared/archive-problem';
import { INSTANCE_PARTS } from '../../shared/backup';
import type { Result } from '../../shared/result';
import { entriesIn, linkTargetOf, onDisk } from '../disk/byte-names';
import { renamePatientlyNow } from '../disk/rename';
import type { ArchiveSource } from '../archives/source-file';
import { writeArchive, type WriteOptions, type WrittenArchive } from '../archives/write-archive';
import { copyOneFile } from './copy-file';

/** How often it is begun anew because something in it would not hold still. */
const ATTEMPTS = 5;

/**
 * Packs a copy of an instance. Uploads in it may be the original files under another name, and one that somebody rewrites
 * meanwhile is packed as a copy of its own.
 */
export async function writeTree({
  folder,
  ...options
}: Omit<WriteOptions, 'sources' | 'onChanged'> & { readonly folder: string }): Promise<
  Result<WrittenArchive, ArchiveProblem>
> {
  const sources = await sourcesIn(folder);
  for (let attempt = 1; ; attempt += 1) {
    const changed: ArchiveSource[] = [];
    const written = await writeArchive({ ...options, sources, onChanged: (source) => void changed.push(source) });
    const [first] = changed;
    if (written.ok || first === undefined || attempt === ATTEMPTS) return written;
    await makeOwn(first);
  }
}

/** In place of a name that it shares with the original. */
async function makeOwn({ path }: ArchiveSource): Promise<void> {
  const own = `${path.slice(0, path.lastIndexOf('/') + 1)}.basekeeper-own`;
  await copyOneFile(path, own, lstatSync(onDisk(path)));
  renamePatientlyNow(onDisk(own), onDisk(path));
}

async function sourcesIn(folder: string): Promise<readonly ArchiveSource[]> {
  const sources: ArchiveSource[] = [];
  const add = async (path: string, name: string): Promise<void> => {
    sources.push({ path, name: `${name}/` });
    const entries = [...(await entriesIn(path))].sort((one, other) => (one.name < other.name ? -1 : 1));
    for (const entry of entries) {
      const [inside, inZip] = [`${path}/${entry.name}`, `${name}/${entry.name}`];
      if (entry.isFolder) await add(inside, inZip);
      else if (entry.isFile) sources.push({ path: inside, name: inZip });
      else sources.push({ path: inside, name: inZip, target: await linkTargetOf(inside) });
    }
  };
  for (const part of INSTANCE_PARTS) await add(`${folder}/${part}`, part);
  return sources;
}
