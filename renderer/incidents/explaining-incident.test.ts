import { describe, expect, it } from 'vitest';
import type { InstanceState } from '../../shared/instance';
import { anIncident, anInstance } from '../../shared/testing/examples';
import { explainingIncident } from './explaining-incident';

const since = '2026-03-04T10:00:00.000Z';
const retried = anIncident({ id: 'retried', retryDelayMs: 1000, pid: 42 });
const before = anIncident({ id: 'before' });
const STOPPING: InstanceState = { kind: 'stopping', runNumber: 1, pid: 42, since, killed: false };

const explained = (state: InstanceState, incidents = [retried, before]): string | undefined =>
  explainingIncident(anInstance({ state, incidents, intent: { shouldRun: true, maintenance: null } }))?.id;

describe('the incident that explains', () => {
  it('maintenance is the one that led there, also when it is not the latest', () => {
    const maintenance = { reason: 'crashed', since, setBy: 'basekeeper', incidentId: 'before' } as const;
    const instance = anInstance({ incidents: [retried, before], intent: { shouldRun: true, maintenance } });
    expect(explainingIncident(instance)?.id).toBe('before');
  });

  it('the wait for another try is the latest', () => {
    expect(explained({ kind: 'waiting', runNumber: 1, since, delayMs: 1000 })).toBe('retried');
  });

  it('a process that is ended to be tried again is its own', () => {
    expect(explained(STOPPING)).toBe('retried');
    expect(explained({ ...STOPPING, pid: 43 })).toBeUndefined();
    expect(explained(STOPPING, [before])).toBeUndefined();
  });

  it('is none while it runs or is stopped', () => {
    expect(explained({ kind: 'running', runNumber: 1, pid: 42, since })).toBeUndefined();
    expect(explained({ kind: 'stopped' })).toBeUndefined();
  });
});
