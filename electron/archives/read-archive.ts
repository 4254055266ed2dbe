import type { ArchiveProblem } from '../../shared/archive-problem';
import type { Result } from '../../shared/result';
import { inspectArchive, type ArchiveListing } from './inspect-archive';
import type { ArchiveLimits } from './limits';
import { withArchive } from './open-archive';

/**
 * What kind of backup a file is and what can be taken out of it, after all names, sizes and headers were checked.
 * `place` is the folder that stands for pb_data, where a person has chosen one of several (`places`).
 * The content is not read (`verifyArchive` does), nothing is written. Every fault of the file is an `ArchiveProblem`.
 */
export async function readArchive(
  path: string,
  limits: ArchiveLimits,
  { signal, place = null }: { readonly signal?: AbortSignal; readonly place?: string | null } = {},
): Promise<Result<ArchiveListing, ArchiveProblem>> {
  return withArchive(path, async (archive) => (await inspectArchive(archive, limits, signal, place)).listing);
}
