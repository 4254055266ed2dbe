/** The version new instances get when none is installed yet: the newest one everything here was tried with. */
export const RECOMMENDED_VERSION = '0.40.6';

/** Older ones have another command line and other data; nothing here was tried with them. */
export const OLDEST_VERSION = '0.22.0';

/** NaN of what is no version, or not yet. */
const generationOf = (version: string): number => Number(/^(\d+)\.\d+\.\d+/.exec(version)?.[1]);

/** Its first number is greater than that of all that were tried: data and command line may be others. */
export const isOfUnknownGeneration = (version: string): boolean =>
  generationOf(version) > generationOf(RECOMMENDED_VERSION);
