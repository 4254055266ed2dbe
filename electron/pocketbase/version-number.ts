/** Which version strings name a PocketBase that Basekeeper can keep. */
import { parse } from 'semver';
import { fail, ok, type Result } from '../../shared/result';
import { NOT_A_VERSION_NUMBER, whyVersionNotUsable } from '../../shared/words/version-notes';

/** The cleaned version, or `version-not-available` saying why not. The result is safe as a folder name. */
export function supportedVersion(text: string): Result<string> {
  const version = parse(text);
  if (version === null || version.version !== text) {
    return fail({
      code: 'version-not-available',
      version: text.slice(0, 40),
      detail: NOT_A_VERSION_NUMBER,
    });
  }
  const detail = whyVersionNotUsable(text);
  if (detail !== null) return fail({ code: 'version-not-available', version: text, detail });
  return ok(text);
}
