import type { ArchiveProblem } from '../../shared/archive-problem';
import type { Result } from '../../shared/result';
import { eachContent } from './each-content';
import { inspectArchive, type ArchiveListing } from './inspect-archive';
import type { ArchiveLimits } from './limits';
import { withArchive } from './open-archive';

export interface VerifyOptions {
  readonly signal?: AbortSignal;
  /** In unpacked bytes. */
  readonly onProgress?: (bytesDone: number, bytesTotal: number) => void;
}

/**
 * Reads everything that can be taken out, without writing: sizes, CRC-32, and for our own format that each SHA-256 is
 * right and the manifest complete. Answers what the file holds, or the first problem.
 */
export async function verifyArchive(
  path: string,
  limits: ArchiveLimits,
  { signal, onProgress }: VerifyOptions = {},
): Promise<Result<ArchiveListing, ArchiveProblem>> {
  return withArchive(path, async (archive) => {
    const { listing, entries } = await inspectArchive(archive, limits, signal);
    let bytesDone = 0;
    const take = (chunk: Buffer): void => {
      bytesDone += chunk.length;
      onProgress?.(bytesDone, listing.unpackedBytes);
    };
    const nothing = (): void => undefined;
    await eachContent(archive, entries, {
      signal,
      open: ({ place }) => (place === null ? null : { take, done: nothing, failed: nothing }),
    });
    return listing;
  });
}
