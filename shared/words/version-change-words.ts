/** Why a version is not changed, or not gone back to: sentences that say what to do. */

export const NO_EARLIER_VERSION = 'There is no earlier version to go back to.';

export const changedTooLongAgo = (from: string): string =>
  `The change from ${from} was more than seven days ago. Change the version, or restore the backup from before.`;

export const backupBeforeIsGone = (folder: string): string =>
  `The backup from before the change is not in ${folder} any more. Put it there again, change the version, or restore another backup.`;

export const installedBuildLacks = (version: string, lacks: string): string =>
  `The build of PocketBase ${version} that is installed ${lacks}.`;

const CHOOSE_ANOTHER = 'Choose another version.';

export const hasVersionAlready = (version: string): string =>
  `The instance has PocketBase ${version} already. ${CHOOSE_ANOTHER}`;

/** `why`: a sentence. */
export const chooseAnotherVersion = (why: string): string => `${why} ${CHOOSE_ANOTHER}`;

export const restoreOlderInstead = (why: string, version: string): string =>
  `${why} Restore a backup that was made with ${version} or older instead.`;
