import type { Installation, InstalledVersion } from '../../shared/app-state';
import { isOfUnknownGeneration } from '../../shared/pocketbase-version';
import { lacksInWords } from '../../shared/versions';
import { isVersion, newerFirst } from '../../shared/version-order';

/** What the version field offers: installed, on the way, and others that are known or suggested; each once. */
export function versionChoices(
  installed: readonly Pick<InstalledVersion, 'version'>[],
  installations: readonly Installation[],
  ...others: readonly string[]
): readonly string[] {
  const versions = [...installed, ...installations].map(({ version }) => version);
  return [...new Set([...versions, ...others.filter((one) => one !== '')])].sort(newerFirst);
}

/** Of versions that a source has: the newest with each of the first two numbers, newest first. */
export function newestOfEach(versions: readonly string[]): readonly string[] {
  const newest = new Map<string, string>();
  for (const version of [...versions].sort(newerFirst)) {
    const [series = version] = /^\d+\.\d+/.exec(version) ?? [];
    if (!newest.has(series)) newest.set(series, version);
  }
  return [...newest.values()];
}

/** Where a version comes from; nothing while it is not a version yet. */
export function versionNote(
  version: string,
  installed: readonly Pick<InstalledVersion, 'version' | 'source' | 'lacks'>[],
): string | undefined {
  const wanted = version.trim();
  const found = installed.find((one) => one.version === wanted);
  if (found !== undefined) {
    const lacks = lacksInWords(found.lacks ?? []);
    return `installed · ${found.source}${lacks === null ? '' : `, ${lacks}`}`;
  }
  if (isOfUnknownGeneration(wanted)) return 'not known to this Basekeeper';
  return isVersion(wanted) ? 'will be downloaded' : undefined;
}
