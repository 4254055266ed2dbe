/** What may happen to an instance, what is known at that moment, and what follows: the vocabulary of `lifecycle.ts`. */
import type { Exit, Finding } from './incident';
import type { IncidentReason, MaintenanceSetter } from './maintenance-reason';
import type { InstanceState, Intent } from './instance';
import type { MaintenanceTerms } from './timed-maintenance';

export type LifecycleEvent =
  // asked for
  | { readonly type: 'start' | 'stop' | 'restart' | 'quit' }
  /** `due`: not a person asks, but the clock, for maintenance that was to end at this moment (`Maintenance.until`). */
  | { readonly type: 'leave-maintenance'; readonly due?: string }
  /** Of maintenance that is on already, a person’s terms change; how it was set does not. */
  | { readonly type: 'enter-maintenance'; readonly setBy: MaintenanceSetter; readonly terms?: MaintenanceTerms }
  /** An operation begins: maintenance whatever was before, which the operation has written down. */
  | { readonly type: 'begin-operation' }
  /** It has ended: what it was told to leave behind, unless a person asked for maintenance meanwhile. */
  | { readonly type: 'end-operation'; readonly intent: Intent }
  // observed, of one run
  | {
      readonly type: 'preflight-passed' | 'healthy' | 'unresponsive';
      readonly runNumber: number;
      readonly evidence?: string;
    }
  /** The data folder or its database is gone or is not the one this process works on. */
  | { readonly type: 'data-lost'; readonly runNumber: number; readonly finding: Finding }
  /** It restarts itself without end. */
  | { readonly type: 'restart-loop'; readonly runNumber: number; readonly finding: Finding }
  | { readonly type: 'spawned'; readonly runNumber: number; readonly pid: number }
  | { readonly type: 'spawn-failed'; readonly runNumber: number; readonly finding: Finding }
  | { readonly type: 'exited'; readonly runNumber: number; readonly exit: Exit }
  // timed, of one run
  | { readonly type: 'start-timeout' | 'stop-timeout' | 'kill-timeout' | 'retry-due'; readonly runNumber: number }
  // found at launch, of a run that an earlier life of the app began
  | { readonly type: 'found-alive'; readonly found: FoundProcess }
  | { readonly type: 'found-ended'; readonly finding: Finding };

/** A process of this instance that outlived the app that had started it, identified beyond doubt. */
export interface FoundProcess {
  readonly runNumber: number;
  readonly pid: number;
  /** ISO 8601: when the run began. */
  readonly startedAt: string;
  /** ISO 8601: when it was first proven to serve; null if it never was. */
  readonly provenSince: string | null;
  /** The system has told it to end together with the app. */
  readonly isEnding: boolean;
  /** The app had told it to end, or was just about to: it must not be called running again. */
  readonly askedToEnd: boolean;
}

export interface LifecycleContext {
  readonly intent: Intent;
  readonly quitting: boolean;
  /** ISO 8601, wall clock. */
  readonly now: string;
  /** Number of the next run, larger than every one before. */
  readonly nextRunNumber: number;
  /** Id for the incident this event may cause. */
  readonly incidentId: string;
  /** Milliseconds until the start is tried again, should this event end the run; null: maintenance at once. */
  readonly retryDelayMs: number | null;
}

/** What the supervisor has to do, in this order, after state and intent are on disk and published. */
export type Effect =
  | { readonly type: 'spawn'; readonly runNumber: number }
  /** SIGTERM (and SIGCONT, so that a frozen process hears it). */
  | { readonly type: 'terminate' }
  | { readonly type: 'kill' };

/** An end that nobody asked for, as far as the lifecycle knows it. On disk before state and intent are published. */
export interface IncidentToRecord {
  readonly incidentId: string;
  readonly reason: IncidentReason;
  readonly exit: Exit | null;
  readonly finding: Finding | null;
  /** Milliseconds until the next try; null when it led into maintenance. */
  readonly retryDelayMs: number | null;
}

/** `not-timed`: maintenance that nobody wished for is not given an end. */
export type Refusal = 'in-maintenance' | 'not-timed' | 'quitting';

export type Transition =
  | {
      readonly refused: null;
      readonly state: InstanceState;
      readonly intent: Intent;
      /** Null when the event was none. */
      readonly incident: IncidentToRecord | null;
      readonly effects: readonly Effect[];
    }
  | { readonly refused: Refusal };
