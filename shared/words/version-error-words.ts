import type { AppError } from '../errors';
import { whyVersionStays } from '../versions';

type ErrorWith<Code extends AppError['code']> = Extract<AppError, { readonly code: Code }>;

export const installationCancelled = ({ version }: ErrorWith<'installation-cancelled'>) => ({
  title: `PocketBase ${version} was not installed`,
  text: 'You cancelled it. What was downloaded is deleted. Install it again when you need it.',
});

export const versionInUse = ({ version, instanceNames }: ErrorWith<'version-in-use'>) => ({
  title: `PocketBase ${version} was not removed`,
  text: `${whyVersionStays(version, instanceNames)} ${
    instanceNames.length === 0
      ? 'Cancel that first.'
      : 'A version can be removed when no instance uses it, running or not.'
  }`,
});
