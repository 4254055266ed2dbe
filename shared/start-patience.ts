/** When a start has made no progress for so long that it is given up. Times are milliseconds that were really waited. */

/** What is seen of a starting process from outside, as one step is compared with the step before. */
export interface StartStep {
  readonly passedMs: number;
  /** Its data changes: whatever it does, it gets on with it. */
  readonly changesData: boolean;
  /** It writes output, runs, or waits for a processor: it may get on, or go in circles. */
  readonly isActive: boolean;
  /** More programs want to run than the computer can let run. */
  readonly isOverloaded: boolean;
}

export interface StartPatience {
  /** Since anything was seen of it. */
  readonly idleMs: number;
  /** Since its data changed. */
  readonly withoutDataMs: number;
}

export const NEW_START: StartPatience = { idleMs: 0, withoutDataMs: 0 };

/** A process that is active without changing its data gets so many times the limit: an endless loop is active too. */
export const ACTIVE_LIMITS = 8;

/** What is counted of a time in which the computer was overloaded. */
const OVERLOADED_SHARE = 0.25;

export function afterStep(before: StartPatience, step: StartStep): StartPatience {
  const countedMs = step.isOverloaded ? step.passedMs * OVERLOADED_SHARE : step.passedMs;
  return {
    idleMs: step.changesData || step.isActive ? 0 : before.idleMs + countedMs,
    withoutDataMs: step.changesData ? 0 : before.withoutDataMs + countedMs,
  };
}

export const isOutOfPatience = ({ idleMs, withoutDataMs }: StartPatience, limitMs: number): boolean =>
  idleMs >= limitMs || withoutDataMs >= limitMs * ACTIVE_LIMITS;
