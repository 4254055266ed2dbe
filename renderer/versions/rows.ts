import type { Installation } from '../../shared/app-state';
import { newerFirst } from '../../shared/version-order';
import type { AvailableVersion } from '../../shared/versions';

/** From this many versions on, the list can be searched. */
export const FILTER_FROM = 12;

/** What is offered, and what is on its way without being offered: each once, newest first. */
export function availableRows(
  offered: readonly AvailableVersion[],
  installations: readonly Pick<Installation, 'version'>[],
): readonly AvailableVersion[] {
  const known = new Set(offered.map(({ version }) => version));
  const others = installations
    .filter(({ version }) => !known.has(version))
    .map(({ version }) => ({ version, publishedAt: null, sizeBytes: null }));
  return others.length === 0 ? offered : [...offered, ...others].sort((a, b) => newerFirst(a.version, b.version));
}

/** The versions that hold what was typed, such as `0.3` or `v0.40`. A short list is never filtered. */
export function filterRows(rows: readonly AvailableVersion[], typed: string): readonly AvailableVersion[] {
  const wanted = typed.trim().replace(/^v/i, '');
  if (wanted === '' || rows.length < FILTER_FROM) return rows;
  return rows.filter(({ version }) => version.startsWith(wanted) || version.includes(`.${wanted}`));
}
