import { performance } from 'node:perf_hooks';
import type { IncidentSummary } from '../../shared/incident';
import { pidOf, type Instance } from '../../shared/instance';
import type { Result } from '../../shared/result';
import type { IncidentToRecord } from '../../shared/lifecycle-events';
import { incidentExcerpt } from '../output/incident-excerpt';
import type { RunOutput } from '../output/run-output';
import type { IncidentLog } from './persistence';
import type { RunEnd } from './run-end';

/** What is known of the run that has ended, or is about to. */
export interface KnownRun {
  /** Null when the event itself tells nothing of it. */
  readonly end: RunEnd | null;
  /** When it was first seen to serve, by `performance.now()`; null when it never was. */
  readonly provenAtMs: number | null;
  readonly output: Pick<RunOutput, 'linesOfRun'>;
}

export interface RecordedIncident {
  readonly incident: IncidentSummary;
  /** All of the instance, newest first. */
  readonly summaries: Instance['incidents'];
  /** Whether it could be written; if not, it is kept in memory and written later. */
  readonly saved: Result<undefined>;
}

/** Keeps an end nobody asked for: what is known of the run, and the instance as it was before. */
export function recordIncident(
  { incidentId, reason, exit, finding, retryDelayMs }: IncidentToRecord,
  before: Instance,
  { end, provenAtMs, output }: KnownRun,
  incidents: IncidentLog,
): RecordedIncident {
  const { cause, evidence } = finding ?? end ?? { cause: 'unknown', evidence: '' };
  const incident: IncidentSummary = {
    id: incidentId,
    sequence: (before.incidents[0]?.sequence ?? 0) + 1,
    at: new Date().toISOString(),
    reason,
    cause,
    evidence,
    exit,
    retryDelayMs,
    uptimeMs: provenAtMs === null ? null : Math.round(performance.now() - provenAtMs),
    pid: pidOf(before.state),
    version: before.version,
    port: before.port,
    seen: false,
  };
  const lines = end?.output ?? output.linesOfRun(false);
  return { incident, ...incidents.add(before.id, { ...incident, output: incidentExcerpt(lines, evidence) }) };
}
