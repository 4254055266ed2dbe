import type { Installation, InstalledVersion } from '../../shared/app-state';
import { newerFirst } from '../../shared/version-order';

/** What the version field offers: installed, on the way, and the suggested one; each once. */
export function versionChoices(
  installed: readonly Pick<InstalledVersion, 'version'>[],
  installations: readonly Installation[],
  suggested: string,
): readonly string[] {
  const versions = [...installed, ...installations].map(({ version }) => version);
  return [...new Set(suggested === '' ? versions : [...versions, suggested])].sort(newerFirst);
}

const IS_VERSION = /^\d+\.\d+\.\d+$/;

/** Where a version comes from; nothing while it is not a version yet. */
export function versionNote(
  version: string,
  installed: readonly Pick<InstalledVersion, 'version' | 'source'>[],
): string | undefined {
  const wanted = version.trim();
  const found = installed.find((one) => one.version === wanted);
  if (found !== undefined) return `installed (${found.source})`;
  return IS_VERSION.test(wanted) ? 'will be downloaded' : undefined;
}
