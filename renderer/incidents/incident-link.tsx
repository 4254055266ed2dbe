import type { Instance } from '../../shared/instance';
import { TextLink } from '../components/text-link';
import { showIncident } from '../store/ui';

interface IncidentLinkProps {
  readonly instance: Instance;
  readonly incidentId: string | null | undefined;
}

/** Leads to an incident that is told of; nothing where it is not kept any more. */
export function IncidentLink({ instance, incidentId }: IncidentLinkProps) {
  const incident = instance.incidents.find(({ id }) => id === incidentId);
  if (incident === undefined) return null;
  return (
    <TextLink
      onClick={() => {
        showIncident(instance.id, incident.id);
      }}
    >
      Show the incident
    </TextLink>
  );
}
