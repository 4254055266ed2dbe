/** What the log says of the PATH of a person’s terminal. */

/** Why no shell is asked for it. */
export const PATH_KEPT = {
  fromTerminal: 'the app was started from a terminal, and has its PATH',
  wanted: 'BASEKEEPER_KEEP_PATH is set',
  windows: 'Windows gives every program the same PATH',
} as const;

/** Why a shell gave none: each is the end of a sentence that begins with the shell. */
export const HAS_NO_PATH = 'has no PATH';
export const didNotAnswerWithin = (limitMs: number): string => `did not answer within ${String(limitMs / 1000)} s`;
export const shellNotRun = (detail: string): string => `could not be run (${detail})`;
export const endedWithoutAnswer = (how: string): string => `ended without an answer (${how})`;
