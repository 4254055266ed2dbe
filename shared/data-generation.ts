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
  /** The last of them; null where the next marker is not known yet. */
  readonly last: string | null;
}

/** Newest first. */
const MARKERS: readonly Marker[] = [
  { file: '1778828400_normalize_indexes.go', version: '0.38.1', versionsInWords: '0.38.1 or newer', last: null },
  { file: '1763020353_', version: '0.33.0', versionsInWords: '0.33.0 to 0.38.0', last: '0.38.0' },
  { file: '1717233556_v0.23_migrate.go', version: '0.23.0', versionsInWords: '0.23 to 0.32', last: '0.32.0' },
];

/** The last version before the one that changes everything. */
export const LAST_BEFORE_0_23 = '0.22.27';
/** 0.22.14 was the last one before 0.23 that changed the tables. */
const BEFORE_THE_LAST_OF_0_22 = '0.22.13';

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

/** `0.36.9 upgrades …`: what happens when data is opened with a version that changes its tables. */
export const upgradeInWords = (version: string): string =>
  `${version} upgrades this data. It is backed up and ${version} is tried on a copy first; if that fails, nothing is changed. For seven days you can go back.`;

export interface VersionsAtHand {
  /** Named by the folder's own record, if there is one. */
  readonly recorded: string | null;
  /** What the `pocketbase` that lies in the folder is built on, if there is one. */
  readonly inFolder: string | null;
  readonly installed: readonly string[];
  /** Those of the installed ones that are known to change the tables, whatever their number says. */
  readonly upgrading: readonly string[];
  /** Can be had although it is not installed. */
  readonly recommended: string;
}

export interface SuggestedVersion {
  readonly version: string;
  /** How it was found, one or two sentences. */
  readonly note: string;
}

/** The version to open data with: one that leaves the tables as they are. */
export function suggestVersion(generation: DataGeneration, hand: VersionsAtHand): SuggestedVersion {
  const { recorded, inFolder, installed, upgrading, recommended } = hand;
  const opensAsIs = (version: string): boolean =>
    !isOlder(version, OLDEST_VERSION) &&
    whyNotOpenWith(version, generation) === null &&
    !upgrading.includes(version) &&
    !upgradesData(version, generation);
  const writtenBy = `The data was written by ${generationInWords(generation)}.`;
  if (recorded !== null && opensAsIs(recorded)) {
    return { version: recorded, note: `${writtenBy} basekeeper.json in the folder says ${recorded}.` };
  }
  if (inFolder !== null && opensAsIs(inFolder)) {
    return { version: inFolder, note: `${writtenBy} The PocketBase in the folder is ${inFolder}.` };
  }
  const [newest] = [...installed].filter(opensAsIs).sort(newerFirst);
  const version = newest ?? lastOf(generation, recommended);
  // Of data of the newest generation there is no newer one to tell of.
  const isNewest = generation.kind === 'at-least' && generation.version === MARKERS[0]?.version;
  return {
    version,
    note: isNewest ? writtenBy : `${writtenBy} ${version} opens it as it is; a newer one upgrades it, after a backup.`,
  };
}

/** The newest version of a generation. */
function lastOf(generation: DataGeneration, recommended: string): string {
  switch (generation.kind) {
    case 'before-0.23':
      return LAST_BEFORE_0_23;
    case 'at-least': {
      const last = MARKERS.find(({ version }) => version === generation.version)?.last ?? null;
      return last ?? (isOlder(recommended, generation.version) ? generation.version : recommended);
    }
    case 'unreadable':
      return recommended;
  }
}

/** The version that data is said to be of while another one is about to upgrade it: never that one itself. */
export function versionBefore(upgrading: string, suggested: string, generation: DataGeneration): string {
  if (suggested !== upgrading) return suggested;
  return generation.kind === 'at-least' ? generation.version : BEFORE_THE_LAST_OF_0_22;
}
