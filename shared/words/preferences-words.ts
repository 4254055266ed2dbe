/** What is said in Preferences about places and ports, and what becomes of the instances that exist: nothing. */

/** `folder`: null while none was chosen. */
export const newInstancesFolderWords = (folder: string | null, dataFolder: string): string =>
  `${folder ?? `Below ${dataFolder}`}. Existing instances stay where they are.`;

export const SUGGESTED_PORTS_WORDS =
  'The next free port of these is suggested. Any other can be typed. Existing instances keep theirs.';

export const DATA_FOLDER_FIELD = 'Data folder';

/** `isChosen`: BASEKEEPER_HOME names it. */
export const dataFolderWords = (dataFolder: string, isChosen: boolean): string =>
  `${dataFolder}: instances, versions, backups and incidents, unless you chose another place for them. ${
    isChosen ? 'Set by BASEKEEPER_HOME.' : 'BASEKEEPER_HOME sets another one, with a list of its own.'
  } Existing instances stay where they are.`;
