/** Why a file is not taken for PocketBase: each is the end of a sentence that begins with its path. */

export const EXECUTABLE_RULES = {
  cancelled: 'was cancelled',
  missing: 'does not exist',
  notAProgram: 'is not a program',
  notRegular: 'is not a regular file',
} as const;

/** In front of such a rule, where the file is an archive. */
export const INSIDE_AN_ARCHIVE = 'contains a PocketBase executable that ';

interface Machine {
  readonly platform: string;
  readonly arch: string;
}

export const isLargerThan = (maxBytes: number): string => `is larger than ${String(maxBytes / 1_000_000)} MB`;

/** `real`: where it leads; undefined when that cannot be told. */
export const isSymbolicLink = (real: string | undefined): string =>
  `is a symbolic link${real === undefined ? '' : `; choose the file it points to, ${real}`}`;

export const isForAnotherMachine = (
  made: { readonly platform: string; readonly arches: readonly string[] },
  { platform, arch }: Machine,
): string =>
  `is a program for ${made.platform} on ${made.arches.join(' and ')}, and this machine is ${platform} on ${arch}`;

export const didNotTellVersion = (limitMs: number): string =>
  `did not tell its version within ${String(limitMs / 1000)} seconds`;
export const couldNotBeRun = (reason: string | undefined): string => `could not be run (${reason ?? 'unknown reason'})`;
export const tellsNoVersion = (answer: string): string =>
  `does not tell a PocketBase version (it answered “${answer}”)`;

export const lacksNeededFlag = (flag: string): string =>
  `has no flag --${flag} for “serve”, and could not be told what to serve`;
export const isAnotherVersion = (version: string, wanted: string): string => `is PocketBase ${version}, not ${wanted}`;
export const isNotKept = (version: string): string => `is PocketBase ${version}, which Basekeeper cannot keep`;
export const saysItIs = (version: string): string => `says it is version ${version}`;
export const isBuiltOnAnother = (builtOn: string, stated: string): string =>
  `is built on PocketBase ${builtOn}, not on ${stated}`;

export const couldNotBeCopied = (reason: string): string => `could not be copied (${reason})`;
export const isAnotherBuild = (version: string): string =>
  `is another build of PocketBase ${version} than the one installed already`;

/** Of the folder with all of them. */
export const cannotHoldVersions = (reason: string): string => `cannot hold PocketBase versions (${reason})`;
