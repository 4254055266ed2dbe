import type { IncidentSummary } from '../../shared/incident';
import { pidOf, type Instance } from '../../shared/instance';

/** The incident that explains the present state: why it is in maintenance, or why it waits for another try; null for none. */
export function explainingIncident({ intent, state, incidents }: Instance): IncidentSummary | null {
  if (intent.maintenance !== null) return incidents.find(({ id }) => id === intent.maintenance?.incidentId) ?? null;
  const [latest] = incidents;
  if (latest === undefined || latest.retryDelayMs === null) return null;
  // A process that did not answer has to go before it is tried again.
  const isBeingEnded = state.kind === 'stopping' && latest.pid === pidOf(state);
  return state.kind === 'waiting' || isBeingEnded ? latest : null;
}
