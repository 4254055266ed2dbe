/** PocketBase versions: which can be had, which are needed, and what is said of it. Pure. */
import type { Instance } from './instance';

/** A version that a source offers for this machine. */
export interface AvailableVersion {
  readonly version: string;
  /** ISO 8601; null where the source does not say. */
  readonly publishedAt: string | null;
  /** Of the download; null where the source does not say. */
  readonly sizeBytes: number | null;
}

/** Where a stored executable came from. Written into `version.json`, so these words stay as they are. */
export type SourceName = 'official-release' | 'python-package' | 'chosen-by-hand';

export type InstallStep = 'asking' | 'downloading' | 'unpacking' | 'verifying';

export interface AvailableVersions {
  /** Newest first. */
  readonly versions: readonly AvailableVersion[];
  /** Who answered, e.g. `official release`. */
  readonly source: string;
}

/** What was taken into the store from a file of the user's. */
export interface ImportedVersion {
  readonly version: string;
  /** Of the executable, hex. */
  readonly sha256: string;
}

/** What came of choosing a file: it was added, or it is asked about, or (neither) the dialog was closed. */
export interface ExecutableImport {
  readonly imported: ImportedVersion | null;
  /** It does not say which PocketBase it is built on. `proposed`: what its build information says. */
  readonly question: { readonly fileName: string; readonly proposed: string | null } | null;
}

/** What a build of one's own cannot do, as far as it says. */
export type Lack = 'hooks' | 'public-files' | 'superusers';

/** What it cannot set passwords without; null when it can. */
export const noSuperusersBy = (lacks: readonly Lack[] = []): '--hooksDir' | 'migrate' | null =>
  lacks.includes('superusers') ? (lacks.includes('hooks') ? '--hooksDir' : 'migrate') : null;

/** For people, below a version in the list; null when it lacks nothing. */
export function lacksInWords(lacks: readonly Lack[]): string | null {
  const words = { hooks: 'runs no hooks', 'public-files': 'serves no pb_public', superusers: 'cannot set passwords' };
  return lacks.length === 0 ? null : lacks.map((lack) => words[lack]).join(', ');
}

/** The instances pinned to a version, running or not. */
export const instancesUsing = <Pinned extends Pick<Instance, 'version'>>(
  version: string,
  instances: readonly Pinned[],
): readonly Pinned[] => instances.filter((one) => one.version === version);

/** For people: `used by blog, shop`, `blog can go back to it` or `not used`; of fifty instances two by name. */
export function usedByInWords(instanceNames: readonly string[], goingBack: readonly string[] = []): string {
  if (instanceNames.length > 0) return `used by ${listed(instanceNames)}`;
  return goingBack.length > 0 ? `${listed(goingBack)} can go back to it` : 'not used';
}

const listed = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 2).join(', ')} and ${String(names.length - 2)} others` : names.join(', ');

/** Why a version must stay. Without instances, it is on its way into the store. */
export const whyVersionStays = (version: string, instanceNames: readonly string[]): string =>
  instanceNames.length === 0
    ? `PocketBase ${version} is being installed.`
    : `PocketBase ${version} is ${usedByInWords(instanceNames)}.`;

/** The page that tells what is new in a version. */
export const releaseNotesAddress = (version: string): string =>
  `https://github.com/pocketbase/pocketbase/releases/tag/v${version}`;
