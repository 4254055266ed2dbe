/** Why an instance is in maintenance. Only `requested` was a person's doing. */
export type MaintenanceReason =
  | 'requested'
  | 'start-failed'
  | 'crashed'
  | 'unresponsive'
  /** The data was taken away or exchanged while the process was running. */
  | 'data-at-risk'
  /** PocketBase restarted itself again and again, without ever serving for longer than a moment. */
  | 'restart-loop'
  | 'could-not-be-stopped'
  /** It failed by itself while no Basekeeper was there to see it. */
  | 'ended-while-app-was-away'
  /** An operation that a person started, e.g. a restore, is at work on its data. */
  | 'operation'
  /** Such an operation failed after it had begun to change something, and everything was put back. */
  | 'operation-failed';

/** Those that are the end of an incident. */
export type IncidentReason = Exclude<MaintenanceReason, 'requested' | 'operation' | 'operation-failed'>;

/** Who switched maintenance on: a person in the window, the tray or on the command line, a coding assistant, or Basekeeper itself. */
export type MaintenanceSetter = 'window' | 'tray' | 'command-line' | 'assistant' | 'basekeeper';
