/** The version new instances get when none is installed yet: the newest one everything here was tried with. */
export const RECOMMENDED_VERSION = '0.40.6';
