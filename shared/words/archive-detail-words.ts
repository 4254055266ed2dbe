/** What an archive shows when it is looked at more closely; `archive-words.ts` puts it into sentences. */

/** In brackets, behind “is damaged”. */
export const DAMAGE = {
  folderWithContent: 'a folder with content',
  impossibleSizes: 'impossible sizes',
  wrongCount: 'the stated number of entries is wrong',
} as const;

/** What a file is that is no zip. */
export const LOOKS_LIKE = {
  archive: 'another kind of archive',
  database: 'a database',
  gzip: 'a gzip file',
  page: 'a web page',
  picture: 'a picture',
  program: 'a program',
  text: 'text',
} as const;

/** Of the file itself, or of the folder it is unpacked into. */
export const NOT_USABLE = {
  missing: 'it is not there',
  notAFile: 'it is not a file',
  notAFolder: 'it is not a folder',
  notEmpty: 'it is not empty',
} as const;
