import type { MaintenanceSetter } from '../../shared/maintenance-reason';
import { OutputReader } from '../output/output-reader';

/** One of those that give commands: the window, whatever else speaks for a person, and coding assistants behind their gate. */
export interface Client {
  /** Who turned maintenance on, where this client does. */
  readonly setBy: MaintenanceSetter;
  /** A client has one search at a time: a new one ends the one before. */
  readonly output: OutputReader;
}

export const createClient = (setBy: MaintenanceSetter): Client => ({ setBy, output: new OutputReader() });
