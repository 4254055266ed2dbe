/**
 * What lay behind an unrequested end or a failed start, found from the exit, the last output lines and preflight.
 * Exit codes alone say nothing: PocketBase before 0.40 exits 0 on most failures.
 */
export type IncidentCause =
  | 'port-taken'
  | 'port-not-permitted'
  | 'migration-failed'
  | 'hook-failed'
  | 'hook-called-exit'
  | 'database-damaged'
  | 'database-missing'
  | 'wrong-encryption-key'
  | 'data-in-use'
  | 'data-folder-missing'
  | 'data-folder-not-writable'
  | 'data-replaced'
  | 'operation-unfinished'
  | 'disk-full'
  | 'out-of-memory'
  | 'killed'
  | 'ended-from-outside'
  | 'crash-in-pocketbase'
  | 'executable-missing'
  | 'executable-not-runnable'
  | 'bad-arguments'
  | 'start-timeout'
  | 'no-answer'
  | 'restart-loop'
  | 'stop-refused'
  | 'not-recorded'
  | 'secrets-not-readable'
  /** The system gives us, not the instance, no more of something: open files, processes, memory. */
  | 'limit-reached'
  | 'unknown';
