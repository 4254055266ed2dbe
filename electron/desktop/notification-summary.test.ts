import { expect, test } from 'vitest';
import type { Instance } from '../../shared/instance';
import { anInstance } from '../../shared/testing/examples';
import { stillCovered, summaryOf } from './notification-summary';

const since = '2026-01-01T00:00:00.000Z';
const instance = (id: string, changed: Partial<Instance> = {}): Instance => anInstance({ id, ...changed });
const maintained = (id: string): Instance =>
  instance(id, {
    state: { kind: 'stopped' },
    intent: { shouldRun: true, maintenance: { reason: 'crashed', since, setBy: 'basekeeper', incidentId: null } },
  });
const running = (id: string): Instance =>
  instance(id, {
    state: { kind: 'running', runNumber: 2, pid: 1, since },
    intent: { shouldRun: true, maintenance: null },
  });
const starting = (id: string): Instance => ({
  ...running(id),
  state: { kind: 'starting', runNumber: 2, pid: null, since, provenSince: null },
});
const waiting = (id: string): Instance => ({
  ...running(id),
  state: { kind: 'waiting', runNumber: 2, since, delayMs: 2000 },
});

const both = new Set(['d', 'e']);

test('while one it speaks of is in maintenance the summary stands, with the number of now', () => {
  const now = [maintained('a'), maintained('d'), maintained('e')];
  expect(summaryOf(both, now)).toEqual({
    title: 'More instances went into maintenance',
    body: '3 are in maintenance now.',
    urgency: 'critical',
  });
  const later = [starting('a'), starting('d'), maintained('e')];
  const left = stillCovered(both, now, later);
  expect([...left]).toEqual(['e']);
  expect(summaryOf(left, later)?.body).toBe('1 is in maintenance now.');
});

test('when all it speaks of were released or removed, there is nothing left to tell, whatever the others are', () => {
  const now = [maintained('a'), maintained('d'), maintained('e')];
  const left = stillCovered(both, now, [maintained('a'), starting('d')]);
  expect(left.size).toBe(0);
  expect(summaryOf(left, [maintained('a')])).toBeNull();
});

test('what is tried again is spoken of until it runs, and needs nobody meanwhile', () => {
  const failing = [waiting('d'), waiting('e')];
  expect(summaryOf(both, failing)).toMatchObject({ title: 'More instances failed', urgency: 'normal' });
  const again = [starting('d'), waiting('e')];
  expect(stillCovered(both, failing, again)).toBe(both);
  expect([...stillCovered(both, again, [running('d'), waiting('e')])]).toEqual(['e']);
});
