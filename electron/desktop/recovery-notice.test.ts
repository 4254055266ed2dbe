import { expect, test } from 'vitest';
import { recoveryOf } from './recovery-notice';

const since = '2026-01-01T00:00:00.000Z';
const shouldRun = { shouldRun: true, maintenance: null };

test('it is over when it runs, and nobody needs to hear of it when a person or maintenance ended it', () => {
  const waiting = { kind: 'waiting', runNumber: 1, since, delayMs: 2000 } as const;
  const starting = { kind: 'starting', runNumber: 2, pid: null, since, provenSince: null } as const;
  const running = { kind: 'running', runNumber: 2, pid: 7, since } as const;
  const stopped = { kind: 'stopped' } as const;
  const maintenance = { reason: 'crashed', since, setBy: 'basekeeper', incidentId: null } as const;
  expect([waiting, starting, running].map((state) => recoveryOf({ intent: shouldRun, state }))).toEqual([
    'not-yet',
    'not-yet',
    'runs-again',
  ]);
  expect(recoveryOf({ intent: { shouldRun: false, maintenance: null }, state: stopped })).toBe('over');
  expect(recoveryOf({ intent: { shouldRun: true, maintenance }, state: running })).toBe('over');
});
