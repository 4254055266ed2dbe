import type { Incident, IncidentSummary } from '../../shared/incident';
import { pidOf, type Instance } from '../../shared/instance';
import type { Result } from '../../shared/result';
import { incidentExcerpt } from '../output/incident-excerpt';

type Facts = Pick<Incident, 'id' | 'reason' | 'cause' | 'evidence' | 'exit' | 'retryDelayMs' | 'uptimeMs' | 'output'>;

export interface RecordedIncident {
  readonly incident: IncidentSummary;
  /** All of the instance, newest first. */
  readonly summaries: Instance['incidents'];
  /** Whether it could be written; if not, it is kept in memory and written later. */
  readonly saved: Result<undefined>;
}

/** What is kept of an end nobody asked for: what is known of the run, and the instance as it was before. */
export function incidentOf(before: Instance, facts: Facts): Incident {
  return {
    ...facts,
    sequence: (before.incidents[0]?.sequence ?? 0) + 1,
    at: new Date().toISOString(),
    pid: pidOf(before.state),
    version: before.version,
    port: before.port,
    seen: false,
    output: incidentExcerpt(facts.output, facts.evidence),
  };
}
