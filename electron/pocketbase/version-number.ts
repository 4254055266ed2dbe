/** Which version strings name a PocketBase that Basekeeper can keep. */
import { lt, parse } from 'semver';
import { fail, ok, type Result } from '../../shared/result';

/** Older ones have another command line and other data; nothing here was tried with them. */
export const OLDEST_VERSION = '0.22.0';

/** The cleaned version, or `version-not-available` saying why not. The result is safe as a folder name. */
export function supportedVersion(text: string): Result<string> {
  const version = parse(text);
  if (version === null || version.version !== text) {
    return fail({
      code: 'version-not-available',
      version: text.slice(0, 40),
      detail: 'This is not a version number. One looks like 0.40.6.',
    });
  }
  if (lt(version, OLDEST_VERSION)) {
    return fail({
      code: 'version-not-available',
      version: text,
      detail: `Basekeeper keeps PocketBase from ${OLDEST_VERSION} on.`,
    });
  }
  return ok(text);
}
