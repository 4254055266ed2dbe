import type { IncidentCause } from './incident-cause';
import type { IncidentReason } from './maintenance-reason';
import type { WhatChanged } from './what-changed';

/** How a process ended: an exit code or a signal, as the system reported it. */
export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

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
  /** Since the last healthy start. Absent until it has been looked at, and of incidents of earlier versions. */
  readonly whatChanged?: WhatChanged;
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
