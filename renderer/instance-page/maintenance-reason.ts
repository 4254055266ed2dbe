import type { Instance, Maintenance } from '../../shared/instance';
import { incidentSentence } from '../../shared/words/incident-words';
import { maintenanceReasonInWords } from '../../shared/words/status-words';

/** Why an instance is in maintenance, as one sentence: what happened, or who asked. */
export function maintenanceReason(maintenance: Maintenance, incidents: Instance['incidents']): string {
  const incident = incidents.find(({ id }) => id === maintenance.incidentId);
  if (incident !== undefined) return incidentSentence(incident);
  if (maintenance.reason === 'requested')
    return maintenance.setBy === 'tray' ? 'You switched it on from the tray.' : 'You switched it on.';
  const words = maintenanceReasonInWords(maintenance.reason);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
