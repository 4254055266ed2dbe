import type { Instance, Maintenance } from '../../shared/instance';
import type { Operation } from '../../shared/operation';
import { incidentSentence } from '../../shared/words/incident-words';
import { OPERATION_WORDS } from '../../shared/words/operation-words';
import { maintenanceReasonInWords } from '../../shared/words/status-words';

const REQUESTED_WORDS: Partial<Readonly<Record<Maintenance['setBy'], string>>> = {
  tray: 'You switched it on from the tray.',
  'command-line': 'You switched it on from the command line.',
  assistant: 'A coding assistant switched it on.',
};

/** Why an instance is in maintenance, as one sentence: what happened, who asked, or which operation holds it. */
export function maintenanceReason(
  maintenance: Maintenance,
  incidents: Instance['incidents'],
  operation?: Pick<Operation, 'kind'>,
): string {
  const incident = incidents.find(({ id }) => id === maintenance.incidentId);
  if (incident !== undefined) return incidentSentence(incident);
  if (maintenance.reason === 'requested') return REQUESTED_WORDS[maintenance.setBy] ?? 'You switched it on.';
  const words = maintenanceReasonInWords(maintenance.reason);
  const doing = operation === undefined ? '' : ` (${OPERATION_WORDS[operation.kind].title.toLowerCase()})`;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${doing}.`;
}
