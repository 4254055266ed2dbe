import { displayStatus, type Shown } from '../display-status';
import type { IncidentSummary } from '../incident';
import { assertNever } from '../result';
import { incidentSentence, nowInMaintenance, resultInWords } from './incident-words';

/**
 * What a popup says of an incident while it is shown: the sentence, and what became of it by now. Null once a person has
 * seen to it, so that nothing is shown that is no longer so.
 */
export function incidentPopupText(incident: Omit<IncidentSummary, 'id' | 'seen'>, instance: Shown): string | null {
  const result = resultNow(incident, displayStatus(instance).kind);
  return result === null ? null : `${incidentSentence(incident)} ${result}`;
}

const NAMES_SHOWN = 4;

/** Many failures in one popup: the newest in full, the others by name. */
export function incidentPopupsInOne(
  { instance, text }: { readonly instance: { readonly name: string }; readonly text: string },
  others: readonly string[],
): { readonly title: string; readonly text: string } {
  if (others.length === 0) return { title: instance.name, text };
  const more = others.length - NAMES_SHOWN;
  const named = others.slice(0, NAMES_SHOWN).join(', ');
  return {
    title: `${instance.name} and ${String(others.length)} more`,
    text: `${text} Also failed: ${named}${more > 0 ? ` and ${String(more)} more` : ''}.`,
  };
}

function resultNow(
  incident: Omit<IncidentSummary, 'id' | 'seen'>,
  kind: ReturnType<typeof displayStatus>['kind'],
): string | null {
  const isTriedAgain = incident.retryDelayMs != null;
  switch (kind) {
    case 'maintenance':
      return nowInMaintenance(incident);
    case 'waiting':
    case 'entering-maintenance':
      return resultInWords(incident);
    case 'starting':
      return isTriedAgain ? 'It is being started again.' : null;
    case 'running':
      return isTriedAgain ? 'It is running again.' : null;
    case 'stopping':
    case 'restarting':
      // A process that did not answer is ended before the next try.
      return isTriedAgain ? resultInWords(incident) : null;
    case 'stopped':
      return null;
    default:
      return assertNever(kind);
  }
}
