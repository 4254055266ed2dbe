import type { AppError } from '../../shared/errors';
import type { GuidePlace } from './guides';

/** Where the app's own links lead to in its documentation. */
export const HELP_PLACES = {
  maintenance: { page: 'maintenance', section: null },
  byItself: { page: 'maintenance', section: 'when-basekeeper-turns-it-on' },
  ports: { page: 'maintenance', section: 'ports' },
  backingUp: { page: 'backup', section: 'backing-up' },
  restoring: { page: 'backup', section: 'restoring' },
  changingVersion: { page: 'upgrading', section: 'changing-the-version' },
  goingBack: { page: 'upgrading', section: 'going-back' },
  serving: { page: 'serving', section: null },
  reach: { page: 'serving', section: 'reachable-from-other-devices' },
  secrets: { page: 'serving', section: 'secrets' },
  ownBuilds: { page: 'upgrading', section: 'a-build-of-your-own' },
  assistants: { page: 'assistants', section: null },
  commandLine: { page: 'command-line', section: null },
  versions: { page: 'upgrading', section: 'what-changes-between-versions' },
} as const satisfies Readonly<Record<string, GuidePlace>>;

export type HelpPlace = keyof typeof HELP_PLACES;

const OF_ERRORS: { readonly [Code in AppError['code']]?: HelpPlace } = {
  'in-maintenance': 'maintenance',
  'port-held-by-instance': 'ports',
  'port-of-another-instance': 'ports',
  'port-in-use': 'ports',
  'backup-not-usable': 'restoring',
  'unknown-backup': 'backingUp',
  'data-damaged': 'restoring',
  'copy-not-served': 'changingVersion',
  'version-change-refused': 'goingBack',
  'superuser-by-hand': 'versions',
  'superuser-not-possible': 'ownBuilds',
  'build-without-version': 'ownBuilds',
  'secrets-not-kept': 'secrets',
  'secrets-not-readable': 'secrets',
};

/** Where the documentation says more about an error; null where there is nothing to add. */
export function helpForError(error: AppError): HelpPlace | null {
  if (error.code === 'operation-undone' || error.code === 'operation-unfinished') {
    return error.kind === 'restore' ? 'restoring' : error.kind === 'change-version' ? 'changingVersion' : null;
  }
  return OF_ERRORS[error.code] ?? null;
}
