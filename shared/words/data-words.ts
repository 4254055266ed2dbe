/** What is wrong with data that was looked at. */

/** Each is the end of “… cannot be read: ”. */
export const NO_MIGRATIONS_TABLE = 'it has no table “_migrations”';

/** Each is the end of a sentence that begins with the path of a database, or of a folder that is copied. */
export const DATA_RULES = {
  changedMeanwhile: 'changed while it was being copied',
  empty: 'is empty',
  missing: 'is not there',
  noSuperusers: 'holds no superusers, so it is not the data of a PocketBase',
  notLikeOriginal: 'is not like the original',
  sameName:
    'is there already: the drive it is copied to does not tell two names apart that differ in letter case or accents',
} as const;

export const cannotBeReadBySqlite = (sqliteSays: string): string => `cannot be read: SQLite says “${sqliteSays}”`;

/** In the place of a finding of SQLite. */
export const DAMAGED = 'it is damaged';
