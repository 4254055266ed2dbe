/** Why a version could not serve a copy of the data: sentences, or the beginning of one. */

export const noProgressWithin = (limitMs: number): string =>
  `It gave no answer and made no progress for ${String(limitMs / 1000)} s.`;

/** `title`: of the cause. `evidence`: a line of the output that shows it; `lastLine` stands in for one. */
export const trialFailedBecause = (title: string, evidence: string, lastLine: string | undefined): string =>
  evidence === '' ? `${title}. Its last line was: ${lastLine ?? '(none)'}` : `${title}: ${evidence}`;

/** Hooks may count on what else lies in a project’s folder. */
export const NOT_IN_A_TRIAL =
  'A trial has a copy of pb_data, pb_hooks, pb_migrations and pb_public; what else lies in the folder of the instance is not there.';

/** What an earlier life of the app left behind, and could not be ended. */
export const stillServesCopy = (pid: number): string => `Process ${String(pid)} still serves a copy of the data`;
