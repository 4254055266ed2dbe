import { describe, expect, it } from 'vitest';
import type { AppState } from '../../shared/app-state';
import type { IncidentSummary } from '../../shared/incident';
import type { Instance } from '../../shared/instance';
import { allIncidents, newIncidents } from './new-incidents';

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

const stateOf = (...incidents: readonly (readonly IncidentSummary[])[]): AppState =>
  ({
    instances: incidents.map((own, index) => ({ id: String(index), incidents: own }) as unknown as Instance),
  }) as unknown as AppState;

const ids = (found: ReturnType<typeof allIncidents>): readonly string[] => found.map((one) => one.incident.id);

describe('new incidents', () => {
  it('are those that were not there before, oldest first', () => {
    expect(ids(newIncidents(stateOf([first]), stateOf([third, second, first])))).toEqual(['second', 'third']);
  });

  it('include those of an instance that was not there before', () => {
    expect(ids(newIncidents(stateOf([]), stateOf([], [first])))).toEqual(['first']);
  });

  it('are none in the first snapshot: that is history', () => {
    expect(newIncidents(null, stateOf([first]))).toEqual([]);
  });

  it('are none when an incident was only marked as seen', () => {
    expect(newIncidents(stateOf([first]), stateOf([{ ...first, seen: true }]))).toEqual([]);
  });
});

describe('all incidents', () => {
  it('are listed across instances, newest first', () => {
    expect(ids(allIncidents(stateOf([second], [third, first]).instances))).toEqual(['third', 'second', 'first']);
  });
});
