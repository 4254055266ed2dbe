/** Why an instance is in maintenance. Only `requested` and `scheduled` are what a person wished. */
export type MaintenanceReason =
  | 'requested'
  /** A person had wished for it at this time of the week. */
  | 'scheduled'
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
export type IncidentReason = Exclude<MaintenanceReason, 'requested' | 'scheduled' | 'operation' | 'operation-failed'>;

/** Not because something failed, nor because of an operation. */
export const isWished = (reason: MaintenanceReason): boolean => reason === 'requested' || reason === 'scheduled';

/** Who switched maintenance on: a person in the window, the tray or on the command line, a coding assistant, its schedule, or Basekeeper itself. */
export type MaintenanceSetter = 'window' | 'tray' | 'command-line' | 'assistant' | 'schedule' | 'basekeeper';
