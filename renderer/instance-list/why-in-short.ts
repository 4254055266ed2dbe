import type { Instance } from '../../shared/instance';
import { causeWords } from '../../shared/words/incident-words';

/** Why the app itself set maintenance, short enough for the list; null when a person asked. */
export function whyInShort({ intent, incidents }: Pick<Instance, 'intent' | 'incidents'>): string | null {
  const id = intent.maintenance?.incidentId;
  const incident = incidents.find((one) => one.id === id);
  return incident === undefined ? null : causeWords(incident.cause).title;
}
