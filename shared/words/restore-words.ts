/** Why a backup is not restored, or data of one not taken over. */

export const SEVERAL_PLACES = 'Several folders in it could be the data. Choose one.';

/** `why`: a sentence. */
export const changeVersionFirst = (why: string): string => `${why} Change the version of the instance first.`;

export const madeWithNewer = (version: string, versionAfter: string): string =>
  `It was made with PocketBase ${version}, and this instance has ${versionAfter}, which is older. Change the version of the instance to ${version} or newer first.`;

export const dataInItIsDamaged = (file: string, sqliteSays: string): string =>
  `${file} in it is damaged: SQLite says “${sqliteSays}”.`;
export const dataInItLacksTable = (table: string): string =>
  `data.db in it is no database of PocketBase: it has no table “${table}”.`;
export const dataInItCannotBeRead = (detail: string): string => `data.db in it cannot be read: ${detail}.`;
