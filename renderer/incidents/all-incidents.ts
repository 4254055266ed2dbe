import type { Instance } from '../../shared/instance';
import type { IncidentOfInstance } from '../store/mirror';

/** All incidents of all instances, newest first. */
export function allIncidents(instances: readonly Instance[]): readonly IncidentOfInstance[] {
  return instances
    .flatMap((instance) => instance.incidents.map((incident) => ({ instance, incident })))
    .sort((a, b) => b.incident.at.localeCompare(a.incident.at) || b.incident.sequence - a.incident.sequence);
}
