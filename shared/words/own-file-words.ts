/** What a file of ours breaks, and why one could not be written: ends of sentences that others begin. */

/** Our own rules read so; those of the schema library are no words for people. */
export const ruleInWords = (message = ''): string =>
  message.startsWith('must ') ? message : 'is not what it should be';

/** Of one value in it. */
export const VALUE_RULES = {
  absolutePath: 'must be an absolute path',
  idOfInstance: 'must be the id of an instance',
  knownWord: 'must be a known word',
  namedOnce: 'names one of them twice',
  notEmpty: 'must not be empty',
  sealedSecret: 'must be a sealed secret',
  text: 'must be text',
} as const;

export const mustHaveAtMost = (characters: number): string => `must have at most ${String(characters)} characters`;

/** Of the list of instances, where it says nothing of itself. */
export const ENTRY_WITHOUT_NAME = 'an entry without a name';

/** By the system’s code of the error. */
export const WHY_NOT_WRITTEN: Readonly<Record<string, string>> = {
  ENOENT: 'the folder is not there',
  ENOTDIR: 'the folder is not there',
  EROFS: 'the drive is read-only',
  ENOSPC: 'the drive is full',
  EDQUOT: 'your user may not use more space there',
  EACCES: 'your user may not write there',
  EPERM: 'your user may not write there',
  EMFILE: 'Basekeeper has as many files open as the system allows it',
  ENFILE: 'the system has as many files open as it can',
};
