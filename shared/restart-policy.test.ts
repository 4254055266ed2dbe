import { describe, expect, test } from 'vitest';
import type { IncidentCause } from './incident-cause';
import { endsWithin, nextRetryDelayMs } from './restart-policy';
import { isPermanent } from './causes';

const THREE_IN_TEN = { tries: 3, windowMinutes: 10 };
const MINUTE = 60_000;

test('without a policy there is no other try', () => {
  expect(nextRetryDelayMs(null, 'killed', [], 0)).toBeNull();
});

test('each try waits longer than the one before, and the last is followed by maintenance', () => {
  const ends: number[] = [];
  const delays = [0, 5000, 10_000, 15_000].map((nowMs) => {
    const delay = nextRetryDelayMs(THREE_IN_TEN, 'killed', ends, nowMs);
    ends.push(nowMs);
    return delay;
  });
  expect(delays).toEqual([1000, 2000, 4000, null]);
});

test('the delay never grows beyond a minute', () => {
  const many = { tries: 10, windowMinutes: 120 };
  expect(nextRetryDelayMs(many, 'killed', [1, 2, 3, 4, 5, 6, 7, 8], 10)).toBe(60_000);
});

test('an end before the window does not count any more', () => {
  const earlier = [0, MINUTE, 2 * MINUTE];
  expect(nextRetryDelayMs(THREE_IN_TEN, 'killed', earlier, 9 * MINUTE)).toBeNull();
  expect(endsWithin(THREE_IN_TEN, earlier, 10 * MINUTE)).toEqual([MINUTE, 2 * MINUTE]);
  expect(nextRetryDelayMs(THREE_IN_TEN, 'killed', earlier, 10 * MINUTE)).toBe(4000);
});

describe('what another start would only run into again is not tried', () => {
  const never: readonly IncidentCause[] = [
    'port-taken',
    'port-not-permitted',
    'migration-failed',
    'hook-failed',
    'database-damaged',
    'database-missing',
    'wrong-encryption-key',
    'data-in-use',
    'data-folder-missing',
    'data-folder-not-writable',
    'data-replaced',
    'operation-unfinished',
    'disk-full',
    'executable-missing',
    'executable-not-runnable',
    'bad-arguments',
    'not-recorded',
    'stop-refused',
  ];
  test.each(never)('%s', (cause) => {
    expect(isPermanent(cause)).toBe(true);
    expect(nextRetryDelayMs(THREE_IN_TEN, cause, [], 0)).toBeNull();
  });

  const passing: readonly IncidentCause[] = [
    'killed',
    'out-of-memory',
    'crash-in-pocketbase',
    'hook-called-exit',
    'ended-from-outside',
    'no-answer',
    'start-timeout',
    'unknown',
  ];
  test.each(passing)('%s is tried', (cause) => {
    expect(nextRetryDelayMs(THREE_IN_TEN, cause, [], 0)).toBe(1000);
  });
});
