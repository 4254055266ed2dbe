/** The journal of an instance: what happened to it, and who or what had it happen. */

/** How an entry is marked in the list. */
export type ActivityKind = 'running' | 'stopped' | 'maintenance' | 'failed' | 'warning' | 'task' | 'change';

export interface Activity {
  readonly kind: ActivityKind;
  /** One or two sentences, as they were true then. */
  readonly text: string;
  /** The incident it tells of. */
  readonly incidentId?: string;
}

export interface ActivityEntry extends Activity {
  /** Counts up per instance; orders entries even when the clock was wrong. */
  readonly sequence: number;
  /** ISO 8601, wall clock. */
  readonly at: string;
}

/** Why the app ends, and its instances with it. */
export type EndOfApp = 'quit' | 'bug' | 'update';

/** What was found of an instance's process at launch, after the app had ended without having said so. */
export interface SessionEnd {
  /** What ended unexpectedly. */
  readonly ended: 'app' | 'computer';
  /** `failed`: it was gone, and not because of that end. `uncertain`: the system shows too little of it. */
  readonly process: 'gone' | 'still-there' | 'failed' | 'uncertain';
}

/** Per instance. */
export const ACTIVITY_KEPT = 500;
