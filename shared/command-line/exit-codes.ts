/** What `basekeeper` ends with. Stable: scripts compare them. The same table is in docs/cli.md. */
export const EXIT = {
  done: 0,
  /** It was refused, or it failed; the words are on standard error. */
  failed: 1,
  /** The command line itself cannot be understood, or needs an answer that nobody is there to give. */
  usage: 2,
  /** The instance is in maintenance, where it was to run. */
  inMaintenance: 3,
  /** No such instance, incident or backup; or a name that several have. */
  notFound: 4,
  /** Basekeeper is not running, and was not to be started. */
  notRunning: 5,
  /** Basekeeper is there and does not answer, or speaks another version of the protocol. */
  notAnswering: 6,
  /** What was waited for did not happen in time. */
  timeout: 7,
  /** Ended by Ctrl+C, as shells have it. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
