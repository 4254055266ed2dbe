/** Asks one source after the other. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppError } from '../../../shared/errors';
import { fail, ok, type Result } from '../../../shared/result';
import type { AvailableVersion, SourceName } from '../../../shared/versions';
import type { ListRequest, SourceRequest, VersionSource } from './source';

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

/** The list of the first source that answers. Nothing is installed from a list, so any failure makes the next one be asked. */
export async function listFromSources(
  sources: readonly VersionSource[],
  request: ListRequest,
): Promise<Result<{ readonly source: SourceName; readonly versions: readonly AvailableVersion[] }>> {
  const errors: AppError[] = [];
  for (const { name, available } of sources) {
    const folder = join(request.folder, name);
    await mkdir(folder, { mode: 0o700 });
    const listed = await available({ ...request, folder });
    if (listed.ok) return ok({ source: name, versions: listed.value });
    errors.push(listed.error);
  }
  const details = errors.flatMap((error) => (error.code === 'offline' ? [error.detail] : []));
  return fail(errors.find(({ code }) => code !== 'offline') ?? { code: 'offline', detail: details.join(' ') });
}
