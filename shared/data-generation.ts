/**
 * Which PocketBase wrote the data last, as far as the data tells. PocketBase lists the changes it made to its own tables in
 * `_migrations`; three of them tell versions apart, and there are no finer ones. An older PocketBase opens newer data
 * without a word and damages it.
 */
import { OLDEST_VERSION } from './pocketbase-version';
import { isOlder, newerFirst } from './version-order';

export type DataGeneration =
  /** Written by this version or a newer one, but by none that would have left the next marker. */
  | { readonly kind: 'at-least'; readonly version: string }
  /** Written by a version before 0.23. */
  | { readonly kind: 'before-0.23' }
  /** `_migrations` could not be read. */
  | { readonly kind: 'unreadable'; readonly detail: string };

interface Marker {
  /** The beginning of the name in the column `file`. */
  readonly file: string;
  /** The first version that leaves it. */
  readonly version: string;
  /** The versions it stands for, up to the next marker. */
  readonly versionsInWords: string;
}

/** Newest first. */
const MARKERS: readonly Marker[] = [
  { file: '1778828400_normalize_indexes.go', version: '0.38.1', versionsInWords: '0.38.1 or newer' },
  { file: '1763020353_', version: '0.33.0', versionsInWords: '0.33.0 to 0.38.0' },
  { file: '1717233556_v0.23_migrate.go', version: '0.23.0', versionsInWords: '0.23 to 0.32' },
];

/** The last version before the one that changes everything. */
export const LAST_BEFORE_0_23 = '0.22.27';

/** What the column `file` of `_migrations` says. */
export function generationOf(files: readonly string[]): DataGeneration {
  const newest = MARKERS.find((marker) => files.some((file) => file.startsWith(marker.file)));
  return newest === undefined ? { kind: 'before-0.23' } : { kind: 'at-least', version: newest.version };
}

/** `PocketBase 0.23 to 0.32`. */
export function generationInWords(generation: DataGeneration): string {
  switch (generation.kind) {
    case 'at-least': {
      const marker = MARKERS.find(({ version }) => version === generation.version);
      return `PocketBase ${marker?.versionsInWords ?? `${generation.version} or newer`}`;
    }
    case 'before-0.23':
      return 'PocketBase 0.22 or older';
    case 'unreadable':
      return 'an unknown PocketBase';
  }
}

/** Null, or a sentence: a version must not open data that a newer one wrote, nor data of which nothing is known. */
export function whyNotOpenWith(version: string, generation: DataGeneration): string | null {
  switch (generation.kind) {
    case 'before-0.23':
      return null;
    case 'at-least':
      return isOlder(version, generation.version)
        ? `The data was written by ${generationInWords(generation)}, and an older one would damage it.`
        : null;
    case 'unreadable':
      return `Which PocketBase wrote the data cannot be told (${generation.detail}), and one that is too old would damage it.`;
  }
}

/** Does the version change the tables of data it opens, so that there is no way back without a copy? */
export const upgradesData = (version: string, generation: DataGeneration): boolean =>
  MARKERS.some(
    (marker) =>
      !isOlder(version, marker.version) &&
      (generation.kind === 'before-0.23' ||
        (generation.kind === 'at-least' && isOlder(generation.version, marker.version))),
  );

export interface VersionsAtHand {
  /** Named by the folder's own record, if there is one. */
  readonly recorded: string | null;
  readonly installed: readonly string[];
  /** Can be had although it is not installed. */
  readonly recommended: string;
}

export interface SuggestedVersion {
  readonly version: string;
  /** How it was found, one or two sentences. */
  readonly note: string;
}

/** The version to open data with. */
export function suggestVersion(generation: DataGeneration, hand: VersionsAtHand): SuggestedVersion {
  const { recorded, installed, recommended } = hand;
  const fits = (version: string): boolean =>
    !isOlder(version, OLDEST_VERSION) && whyNotOpenWith(version, generation) === null;
  const writtenBy = `The data was written by ${generationInWords(generation)}.`;
  if (recorded !== null && fits(recorded)) {
    return { version: recorded, note: `${writtenBy} basekeeper.json in the folder says ${recorded}.` };
  }
  const fitting = [...installed].filter(fits).sort(newerFirst);
  if (generation.kind === 'before-0.23') {
    const version = fitting.find((one) => isOlder(one, '0.23.0')) ?? LAST_BEFORE_0_23;
    return { version, note: `${writtenBy} ${version} opens it as it is; a newer one would upgrade it for good.` };
  }
  const oldest = generation.kind === 'at-least' ? generation.version : recommended;
  const version = fitting[0] ?? (fits(recommended) ? recommended : oldest);
  const upgrade = upgradesData(version, generation) ? ` ${version} upgrades it when it opens it.` : '';
  return { version, note: `${writtenBy}${upgrade}` };
}
