/** Why backups cannot be kept in a folder, or deleted: each is the end of a sentence that begins with the path. */

export const BACKUP_FOLDER_RULES = {
  notAnswering: 'does not answer, perhaps because its drive is gone',
  notThere: 'is not there, perhaps because its drive is not connected',
  ofInstanceItself: 'lies inside the folder of the instance itself, and its backups would be lost with it',
} as const;

export const liesInFolderOf = (name: string): string => `lies inside the folder of “${name}”`;
export const holdsBackupsOfInstance = (backups: string): string =>
  `holds the backups of the instance (${backups}), which are to outlive it`;

/** Of a backup. */
export const couldNotBeDeleted = (detail: string): string => `could not be deleted (${detail})`;
