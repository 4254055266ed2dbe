/** Which version strings name a PocketBase that Basekeeper can keep. */
import { lt, parse } from 'semver';
import { isOfUnknownGeneration } from '../../shared/pocketbase-version';
import { fail, ok, type Result } from '../../shared/result';
import { unknownGenerationInWords } from '../../shared/words/version-notes';

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
  if (isOfUnknownGeneration(text)) {
    return fail({ code: 'version-not-available', version: text, detail: unknownGenerationInWords(text) });
  }
  return ok(text);
}
