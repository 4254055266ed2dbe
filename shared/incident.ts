import type { IncidentReason } from './maintenance-reason';

/** How a process ended: an exit code or a signal, as the system reported it. */
export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

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

/** An unrequested end, a failed start, a hang: one entry of the instance's timeline. */
export interface IncidentSummary {
  readonly id: string;
  /** Counts up per instance; orders incidents even when the clock was wrong. */
  readonly sequence: number;
  /** ISO 8601, wall clock. */
  readonly at: string;
  readonly reason: IncidentReason;
  readonly cause: IncidentCause;
  /** The one line of evidence that decided the cause, or the fact preflight found; may be empty. */
  readonly evidence: string;
  /** Null when the process never existed or had not ended yet. */
  readonly exit: Exit | null;
  readonly pid: number | null;
  /** Null when it was never proven to serve. */
  readonly uptimeMs: number | null;
  /** Milliseconds until the next try, where the restart policy allowed one; null: it led into maintenance. */
  readonly retryDelayMs: number | null;
  /** PocketBase version that ran. */
  readonly version: string;
  readonly port: number;
  /** Has a person seen it in the window? */
  readonly seen: boolean;
}

/** An incident with the last lines the process wrote (200 at most, secrets removed). */
export interface Incident extends IncidentSummary {
  readonly output: readonly string[];
}

/** Why a start could not even create a process. */
export interface Finding {
  readonly cause: IncidentCause;
  /** One line for the user: the path, the owner of the port, the rule. */
  readonly evidence: string;
}
