import type { PortOwner } from './errors';

/** What became of answering on a port. */
export type PortAnswer =
  | { readonly kind: 'answering' }
  /** Somebody else listens there, and gets the requests. */
  | { readonly kind: 'port-in-use'; readonly owner: PortOwner | null }
  /** The system does not let us listen there, for this reason. */
  | { readonly kind: 'port-refused'; readonly detail: string };

/** What a request to an instance's port meets while no process of the instance exists. */
export type MaintenanceAnswer =
  | PortAnswer
  /** Nobody is to listen for it: connections are refused. */
  | { readonly kind: 'refused' }
  /** Nothing to say: it is not in maintenance, or what became of its port is not known yet. */
  | { readonly kind: 'none' }
  /** It shares its port with an instance that is not stopped. */
  | { readonly kind: 'other-instance'; readonly name: string };
