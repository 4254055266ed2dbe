/** Asks one source after the other. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../../shared/result';
import type { SourceName, SourceRequest, VersionSource } from './source';

/**
 * The first answer counts, be it good or bad: only a source that could not be reached makes the next one be asked.
 * A wrong checksum, for example, must never send anybody to a place that is checked less.
 */
export async function fetchFromSources(
  sources: readonly VersionSource[],
  request: SourceRequest,
): Promise<Result<{ readonly source: SourceName; readonly path: string }>> {
  const unreachable: string[] = [];
  for (const { name, fetchExecutable } of sources) {
    const folder = join(request.folder, name);
    await mkdir(folder, { mode: 0o700 });
    const fetched = await fetchExecutable({ ...request, folder });
    if (fetched.ok) return ok({ source: name, path: fetched.value });
    if (fetched.error.code !== 'offline') return fetched;
    unreachable.push(fetched.error.detail);
  }
  return fail({ code: 'offline', detail: unreachable.join(' ') });
}
