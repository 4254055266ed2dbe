/** Why a folder cannot be used: each is the end of a sentence that begins with its path. */

/** By the system's code of the error. */
const RULES_BY_CODE: Readonly<Record<string, string>> = {
  EACCES: 'is not writable by your user',
  EPERM: 'is not writable by your user',
  EROFS: 'is on a read-only drive',
  ENOTDIR: 'leads through a file',
  EEXIST: 'is a file',
  ENOSPC: 'is on a drive without free space',
  ENAMETOOLONG: 'is longer than the system allows',
  ELOOP: 'leads in a circle of links',
};

/** Of the path itself, and of what is there. */
export const PLACE_RULES = {
  atRoot: 'is the root of a drive',
  danglingLink: 'is a link that leads nowhere',
  isAFile: 'is a file',
  missing: 'does not exist',
  notAbsolute: 'is not an absolute path',
  notAFolder: 'is not a folder',
  notEmpty: 'is not empty',
  notReadable: 'is not readable by your user',
  ofBasekeeper: 'belongs to Basekeeper itself',
  inBasekeeper: 'lies inside Basekeeper’s own files',
  withNul: 'contains a NUL character',
  withQuestionMark: 'contains “?”, and PocketBase would put its database elsewhere',
} as const;

export const isLongerThan = (maxBytes: number): string => `is longer than ${String(maxBytes)} bytes`;
export const overlapsFolderOf = (name: string): string => `overlaps the folder of “${name}”`;
export const isInFolderOf = (name: string): string => `is in the folder of “${name}”`;

/** What the system would not let us do with it; `detail` is its own word. */
export const cannotBe = (done: 'created' | 'moved to' | 'read' | 'used' | 'written', detail: string): string =>
  `cannot be ${done} (${detail})`;

export const folderCannotBe = (
  done: 'created' | 'read' | 'used' | 'written',
  { code = '', message }: { readonly code?: string | undefined; readonly message: string },
): string => RULES_BY_CODE[code] ?? cannotBe(done, message);
