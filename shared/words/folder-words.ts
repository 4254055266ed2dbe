/** Why a folder cannot be used: each is the end of a sentence that begins with its path. */

/** By the system's code of the error. */
export const FOLDER_RULES: Readonly<Record<string, string>> = {
  EACCES: 'is not writable by your user',
  EPERM: 'is not writable by your user',
  EROFS: 'is on a read-only drive',
  ENOTDIR: 'leads through a file',
  EEXIST: 'is a file',
  ENOSPC: 'is on a drive without free space',
  ENAMETOOLONG: 'is longer than the system allows',
  ELOOP: 'leads in a circle of links',
};
