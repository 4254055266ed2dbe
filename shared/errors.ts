import type { InstanceId, MaintenanceReason } from './instance';

/** One field of a refused input: which field, what it was (shortened), and the rule it broke. */
export interface FieldProblem {
  readonly field: string;
  readonly value: string;
  readonly rule: string;
}

/** The process that holds a port, as far as the system tells. */
export interface PortOwner {
  readonly pid: number;
  /** Name of its executable, e.g. `nginx`. */
  readonly name: string;
}

/**
 * Every expected error, told apart by `code`, with the facts its message needs.
 * The words are in `words/error-words.ts`; a bug is an exception, not one of these.
 */
export type AppError =
  | { readonly code: 'invalid-input'; readonly problems: readonly FieldProblem[] }
  | { readonly code: 'unknown-command'; readonly command: string }
  | { readonly code: 'sender-refused' }
  | { readonly code: 'unknown-instance'; readonly instanceId: string }
  | { readonly code: 'unknown-incident'; readonly incidentId: string }
  | { readonly code: 'in-maintenance'; readonly instanceName: string; readonly reason: MaintenanceReason }
  | { readonly code: 'not-running'; readonly instanceName: string; readonly wanted: string }
  | { readonly code: 'not-stopped'; readonly instanceName: string; readonly wanted: string }
  | { readonly code: 'quitting' }
  | { readonly code: 'state-not-saved'; readonly path: string; readonly detail: string }
  | { readonly code: 'name-in-use'; readonly name: string }
  | { readonly code: 'port-of-another-instance'; readonly port: number; readonly instanceName: string }
  /** It must not be started: the holder has its port now. */
  | {
      readonly code: 'port-held-by-instance';
      readonly port: number;
      readonly instanceName: string;
      readonly holderId: InstanceId;
      readonly holderName: string;
    }
  | { readonly code: 'port-in-use'; readonly port: number; readonly owner: PortOwner | null }
  | { readonly code: 'port-not-permitted'; readonly port: number }
  | { readonly code: 'no-free-port'; readonly from: number; readonly to: number }
  | { readonly code: 'folder-not-usable'; readonly path: string; readonly rule: string }
  | { readonly code: 'superuser-not-created'; readonly detail: string }
  | { readonly code: 'version-not-available'; readonly version: string; readonly detail: string }
  | { readonly code: 'installation-cancelled'; readonly version: string }
  /** Without instances: it is being installed. */
  | { readonly code: 'version-in-use'; readonly version: string; readonly instanceNames: readonly string[] }
  | { readonly code: 'executable-not-usable'; readonly path: string; readonly rule: string }
  | { readonly code: 'download-failed'; readonly source: string; readonly detail: string }
  | { readonly code: 'offline'; readonly detail: string }
  | { readonly code: 'address-refused'; readonly address: string }
  | { readonly code: 'could-not-open'; readonly target: string; readonly detail: string }
  | { readonly code: 'unexpected'; readonly detail: string };
