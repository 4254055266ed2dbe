import { isOfUnknownGeneration, OLDEST_VERSION, RECOMMENDED_VERSION } from '../pocketbase-version';
import { isOlder } from '../version-order';

/** What changes at a version, for whoever has hooks, front ends or large data. */
const BREAKS: readonly { readonly version: string; readonly note: string }[] = [
  {
    version: '0.23.0',
    note: 'PocketBase 0.23 turned admins into superusers and changed the API and the functions of hooks: front ends and hooks have to be adapted. The data itself is converted.',
  },
  {
    version: '0.38.1',
    note: 'PocketBase 0.38.1 rebuilds all indexes at its first start, which takes a while with large data.',
  },
];

export const NOT_A_VERSION_NUMBER = 'This is not a version number. One looks like 0.40.6.';

export const TOO_OLD_TO_CREATE =
  'New instances need PocketBase 0.23 or newer, because older ones take passwords only on the command line.';

/** Why an instance cannot have a version, whatever its data is; null when it can. */
export function whyVersionNotUsable(version: string): string | null {
  if (isOlder(version, OLDEST_VERSION)) {
    return `Basekeeper works with PocketBase ${OLDEST_VERSION} and newer.`;
  }
  return isOfUnknownGeneration(version) ? unknownGenerationInWords(version) : null;
}

const unknownGenerationInWords = (version: string): string =>
  `Basekeeper does not know the generation of PocketBase ${version}: it was tried up to ${RECOMMENDED_VERSION}, and a new first number may mean another kind of data and command line. Look for a newer Basekeeper.`;

/** Of an upgrade, the notes of all versions in between; of a downgrade, one sentence. */
export function versionNotes(from: string, to: string): readonly string[] {
  if (isOlder(to, from)) {
    return ['An older PocketBase may lack what your hooks and settings use. Try it on a copy first.'];
  }
  return BREAKS.filter(({ version }) => isOlder(from, version) && !isOlder(to, version)).map(({ note }) => note);
}
