import { isVersion } from './version-order';

/** The version new instances get when none is installed yet: the newest one everything here was tried with. */
export const RECOMMENDED_VERSION = '0.40.6';

const generationOf = (version: string): number => Number(version.split('.', 1)[0]);

/** Its first number is greater than that of all that were tried: data and command line may be others. */
export const isOfUnknownGeneration = (version: string): boolean =>
  isVersion(version) && generationOf(version) > generationOf(RECOMMENDED_VERSION);
