import type { IncidentCause } from './incident-cause';

interface CauseRule {
  /** `never`: another start would only run into it again, so restart policies do not apply. */
  readonly retry: 'never' | 'may-help';
  /**
   * `surroundings`: the old data and the old version could not have been started either, so it is no reason to undo a
   * restore or a change of version.
   */
  readonly blames: 'instance' | 'surroundings';
}

const instance = {
  never: { retry: 'never', blames: 'instance' },
  mayHelp: { retry: 'may-help', blames: 'instance' },
} as const;
const surroundings = {
  never: { retry: 'never', blames: 'surroundings' },
  mayHelp: { retry: 'may-help', blames: 'surroundings' },
} as const;

/** What follows from a cause. Its words are in `words/incident-words.ts`; a cause without rules does not compile. */
const RULES: Readonly<Record<IncidentCause, CauseRule>> = {
  'port-taken': surroundings.never,
  'port-not-permitted': surroundings.never,
  'migration-failed': instance.never,
  'hook-failed': instance.never,
  'hook-called-exit': instance.mayHelp,
  'database-damaged': instance.never,
  'database-missing': instance.never,
  'wrong-encryption-key': instance.never,
  'data-in-use': surroundings.never,
  'data-folder-missing': instance.never,
  'data-folder-not-writable': instance.never,
  'data-replaced': instance.never,
  'operation-unfinished': instance.never,
  'disk-full': instance.never,
  'out-of-memory': instance.mayHelp,
  killed: instance.mayHelp,
  'ended-from-outside': instance.mayHelp,
  'crash-in-pocketbase': instance.mayHelp,
  'executable-missing': instance.never,
  'executable-not-runnable': instance.never,
  'bad-arguments': instance.never,
  'start-timeout': instance.mayHelp,
  'no-answer': instance.mayHelp,
  'restart-loop': instance.never,
  'stop-refused': instance.never,
  'not-recorded': surroundings.never,
  'secrets-not-readable': surroundings.never,
  'limit-reached': surroundings.mayHelp,
  unknown: instance.mayHelp,
};

export const isPermanent = (cause: IncidentCause): boolean => RULES[cause].retry === 'never';

export const blamesSurroundings = (cause: IncidentCause): boolean => RULES[cause].blames === 'surroundings';
