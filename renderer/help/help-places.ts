import type { GuidePlace } from './guides';

/** Where the app's own links lead to in its documentation. */
export const HELP_PLACES = {
  maintenance: { page: 'maintenance', section: null },
  ports: { page: 'maintenance', section: 'ports' },
  backingUp: { page: 'backup', section: 'backing-up' },
  restoring: { page: 'backup', section: 'restoring' },
  changingVersion: { page: 'upgrading', section: 'changing-the-version' },
  goingBack: { page: 'upgrading', section: 'going-back' },
  versions: { page: 'upgrading', section: 'what-changes-between-versions' },
} as const satisfies Readonly<Record<string, GuidePlace>>;
