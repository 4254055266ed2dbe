import { describe, expect, it } from 'vitest';
import type { IncidentSummary } from '../../shared/incident';
import type { Instance } from '../../shared/instance';
import { allIncidents } from './all-incidents';

const incident = (id: string, sequence: number, at: string): IncidentSummary => ({
  id,
  sequence,
  at,
  reason: 'crashed',
  cause: 'killed',
  evidence: '',
  exit: null,
  pid: null,
  uptimeMs: null,
  retryDelayMs: null,
  version: '0.40.6',
  port: 8090,
  seen: false,
});

const first = incident('first', 1, '2026-03-04T10:00:00.000Z');
const second = incident('second', 2, '2026-03-04T11:00:00.000Z');
const third = incident('third', 3, '2026-03-04T12:00:00.000Z');

const withIncidents = (...incidents: readonly (readonly IncidentSummary[])[]): readonly Instance[] =>
  incidents.map((own, index) => ({ id: String(index), incidents: own }) as unknown as Instance);

const ids = (found: ReturnType<typeof allIncidents>): readonly string[] => found.map((one) => one.incident.id);

describe('all incidents', () => {
  it('are listed across instances, newest first', () => {
    expect(ids(allIncidents(withIncidents([second], [third, first])))).toEqual(['third', 'second', 'first']);
  });
});
