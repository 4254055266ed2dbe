/** What is said of the environment of an instance and of files with one. */

/** Why a file is not read: each is the end of a sentence that begins with its path. */
export const ENVIRONMENT_FILE_RULES = {
  notAFile: 'is not a file',
  notText: 'is not a text file',
  notUtf8: 'is not a text file in UTF-8',
} as const;

export const isLargerThanMegabytes = (megabytes: number): string => `is larger than ${String(megabytes)} MB`;

/** Why a file that is written lacks a variable. */
export const NOT_IN_FILE = { secret: 'is a secret', notWritable: 'cannot be written in such a file' } as const;

/** A comment in its place. */
export const leftOutLine = (name: string, why: string): string => `# ${name} is not in this file: it ${why}.`;

/** Rules of what is sent for an instance. */
export const SECRET_MUST_BE_GIVEN = 'must be given: no secret is kept under this name';
export const mustBeFlagOf = (version: string): string => `must be a flag that this PocketBase ${version} knows`;
