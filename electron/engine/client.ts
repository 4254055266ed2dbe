import type { MaintenanceSetter } from '../../shared/instance';
import { OutputSearch } from '../output/output-search';

/** One of those that give commands: the window, whatever else speaks for a person, and coding assistants behind their gate. */
export interface Client {
  /** Who turned maintenance on, where this client does. */
  readonly setBy: MaintenanceSetter;
  /** A client has one search at a time: a new one ends the one before. */
  readonly search: OutputSearch;
}

export const createClient = (setBy: MaintenanceSetter): Client => ({ setBy, search: new OutputSearch() });
