/** What a task is doing now, as the list of tasks says it. */
export const STEP = {
  checkingCopy: 'Checking the copy',
  checkingNewData: 'Checking the new data',
  checkingPages: 'Checking every page',
  comparingCopy: 'Comparing the copy',
  copyingData: 'Copying the data',
  copyingFiles: 'Copying the files',
  enteringMaintenance: 'Entering maintenance',
  makingSuperuser: 'Creating the first superuser',
  movingFiles: 'Moving the files',
  movingFolder: 'Moving the folder',
  movingToTrash: 'Moving to the trash',
  obtaining: 'Obtaining PocketBase',
  packing: 'Packing the copy',
  readingCopy: 'Reading the copy',
  recovering: 'Recovering after an interruption',
  replacingData: 'Replacing the data',
  rewriting: 'Rewriting the databases',
  settling: 'Settling the databases',
  starting: 'Starting',
  unpacking: 'Unpacking',
  verifyingBackup: 'Verifying the backup',
  writing: 'Writing to the disk',
} as const;

export const savingSuperuser = (email: string): string => `Saving ${email}`;
export const tryingOnCopy = (version: string): string => `Trying PocketBase ${version} on a copy`;
export const tryingData = (version: string): string => `Trying the data with PocketBase ${version}`;
