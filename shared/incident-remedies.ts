import { isPermanent } from './causes';
import type { IncidentCause } from './incident-cause';
import type { IncidentSummary } from './incident';

/** Ways out of a failure that are one press away. */
export type Remedy =
  | 'other-port'
  | 'restore-backup'
  | 'open-file'
  | 'without-hooks'
  | 'enter-key'
  | 'enter-secrets'
  | 'check-options'
  | 'free-space'
  | 'install-version'
  | 'open-folder'
  | 'start-again';

const REMEDIES: { readonly [Cause in IncidentCause]?: readonly Remedy[] } = {
  'port-taken': ['other-port'],
  'port-not-permitted': ['other-port'],
  'migration-failed': ['open-file', 'restore-backup'],
  'hook-failed': ['open-file', 'without-hooks'],
  'hook-called-exit': ['open-file', 'without-hooks'],
  'database-damaged': ['restore-backup', 'open-folder'],
  'database-missing': ['restore-backup', 'open-folder'],
  'data-folder-missing': ['restore-backup'],
  'data-folder-not-writable': ['open-folder'],
  'data-replaced': ['open-folder', 'restore-backup'],
  'operation-unfinished': ['open-folder'],
  'wrong-encryption-key': ['enter-key'],
  'secrets-not-readable': ['enter-secrets'],
  'bad-arguments': ['check-options'],
  'disk-full': ['free-space'],
  'executable-missing': ['install-version'],
  'executable-not-runnable': ['install-version'],
  'crash-in-pocketbase': ['open-file', 'without-hooks'],
  'start-timeout': ['open-file', 'without-hooks'],
  'no-answer': ['open-file', 'without-hooks'],
  'restart-loop': ['open-file', 'without-hooks'],
};

/**
 * In the order of use: the first is the one to begin with. To start again is always possible, and comes first where
 * nothing has to be done before it.
 */
export function remediesFor({ cause, whatChanged }: Pick<IncidentSummary, 'cause' | 'whatChanged'>): readonly Remedy[] {
  const own = (REMEDIES[cause] ?? []).filter((one) => one !== 'open-file' || whatChanged?.suspect != null);
  return isPermanent(cause) ? [...own, 'start-again'] : ['start-again', ...own];
}
