/** What is wrong with data that was looked at. */

/** Each is the end of “… cannot be read: ”. */
export const NO_MIGRATIONS_TABLE = 'it has no table “_migrations”';
