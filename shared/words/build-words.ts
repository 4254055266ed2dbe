/** Words of errors about versions and builds; `error-words.ts` has all the others. */
import type { AppError } from '../errors';

type Words = { readonly title: string; readonly text: string };
type ErrorOf<Code extends AppError['code']> = Extract<AppError, { readonly code: Code }>;

export const versionOfDataNotAvailable = (
  { version, writtenBy }: ErrorOf<'version-of-data-not-available'>,
  detail: string,
): Words => ({
  title: `PocketBase ${version} is not available`,
  text: `The data was written by ${writtenBy}, and ${version}, which opens it as it is, could not be had. ${detail} Or choose a newer version: it is tried on a copy after a backup, and you can go back.`,
});

export const buildWithoutVersion = ({ path, proposed }: ErrorOf<'build-without-version'>): Words => ({
  title: 'Which PocketBase it is built on is not known',
  text: `${path} does not say${proposed === null ? '' : `; its build information names ${proposed}`}. Enter the version when you add the file.`,
});

export const superuserNotPossible = ({ lacks, dataFolder }: ErrorOf<'superuser-not-possible'>): Words => ({
  title: 'This build of PocketBase has no safe way to set a password',
  text: `It has no ${lacks}, through which Basekeeper keeps passwords off command lines, which other users of this computer can read. ${
    dataFolder === null
      ? 'Create the instance with an official version, then change its version to this build.'
      : `In a terminal, run its superuser upsert with --dir="${dataFolder}", the e-mail and the new password, or build it with the plugins jsvm and migratecmd.`
  }`,
});
