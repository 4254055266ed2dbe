import type { AppState } from '../../shared/app-state';
import type { IncidentSummary } from '../../shared/incident';
import type { Instance } from '../../shared/instance';

export interface IncidentOfInstance {
  readonly instance: Instance;
  readonly incident: IncidentSummary;
}

/** The incidents a change brought, oldest first. The first state brings none: its incidents are history. */
export function newIncidents(before: AppState | null, now: AppState | null): readonly IncidentOfInstance[] {
  if (before === null || now === null || before.instances === now.instances) return [];
  const known = new Set(before.instances.flatMap(({ incidents }) => incidents.map(({ id }) => id)));
  return now.instances
    .flatMap((instance) => instance.incidents.map((incident) => ({ instance, incident })))
    .filter(({ incident }) => !known.has(incident.id))
    .reverse();
}

/** All incidents of all instances, newest first. */
export function allIncidents(instances: readonly Instance[]): readonly IncidentOfInstance[] {
  return instances
    .flatMap((instance) => instance.incidents.map((incident) => ({ instance, incident })))
    .sort((a, b) => b.incident.at.localeCompare(a.incident.at) || b.incident.sequence - a.incident.sequence);
}
