import type { ArchiveProblem } from '../../shared/archive-problem';
import { MANIFEST_NAME } from '../../shared/backup-layout';
import { summaryOf, type ManifestSummary } from '../../shared/backup-manifest';
import type { Result } from '../../shared/result';
import { withArchive } from './open-archive';
import { readManifest } from './read-manifest';

export interface ArchiveHeader {
  readonly manifest: ManifestSummary;
  readonly sizeBytes: number;
}

/**
 * What a backup of ours says about itself; null for any other file. Nothing else of it is looked at, so that a long list of
 * large backups is read at once; `readArchive` does before anything is taken out.
 */
export async function readHeader(path: string): Promise<Result<ArchiveHeader | null, ArchiveProblem>> {
  return withArchive(path, async (archive) => {
    const zip = await archive.list();
    const { entryCount } = zip;
    let first: string | null = null;
    for await (const entry of zip.eachEntry()) {
      first = Buffer.from(entry.fileName as unknown as Uint8Array).toString('utf8');
      break;
    }
    zip.close();
    if (first !== MANIFEST_NAME) return null;
    return { manifest: summaryOf(await readManifest(archive, entryCount, undefined)), sizeBytes: archive.sizeBytes };
  });
}
