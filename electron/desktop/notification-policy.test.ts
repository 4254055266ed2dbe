import { expect, test } from 'vitest';
import { decideNotification, NO_NOTIFICATIONS, type NotificationDecision } from './notification-policy';

/** Crashes as `[instance, second]`, and what was decided for each. */
function decisions(...crashes: readonly (readonly [string, number])[]): readonly NotificationDecision[] {
  let history = NO_NOTIFICATIONS;
  return crashes.map(([instanceId, second]) => {
    const decided = decideNotification(history, {
      instanceId,
      nowMs: second * 1000,
      silenced: false,
      urgent: false,
      inMaintenance: true,
      onScreen: false,
    });
    ({ history } = decided);
    return decided.decision;
  });
}

test('a crash is announced', () => {
  expect(decisions(['blog', 0])).toEqual(['announce']);
});

test('one instance is announced at most once in 60 seconds', () => {
  expect(decisions(['blog', 0], ['blog', 30], ['blog', 59.9], ['blog', 60])).toEqual([
    'announce',
    'stay-silent',
    'stay-silent',
    'announce',
  ]);
});

test('after three in a minute there is one summary that others join, then it begins anew', () => {
  expect(decisions(['a', 0], ['b', 1], ['c', 2], ['d', 3], ['e', 4], ['f', 5], ['g', 62])).toEqual([
    'announce',
    'announce',
    'announce',
    'summarise',
    'join-summary',
    'join-summary',
    'announce',
  ]);
});

test('a process that could not be ended is told even shortly after', () => {
  const facts = { instanceId: 'blog', silenced: false, inMaintenance: true, onScreen: false };
  const first = decideNotification(NO_NOTIFICATIONS, { ...facts, nowMs: 0, urgent: false });
  expect(decideNotification(first.history, { ...facts, nowMs: 15_000, urgent: true }).decision).toBe('announce');
});

test('after “starting it again”, maintenance is told at once, and further tries are not', () => {
  const facts = { instanceId: 'blog', silenced: false, urgent: false, onScreen: false };
  let history = NO_NOTIFICATIONS;
  const decide = (second: number, inMaintenance: boolean): NotificationDecision => {
    const decided = decideNotification(history, { ...facts, nowMs: second * 1000, inMaintenance });
    ({ history } = decided);
    return decided.decision;
  };
  expect([decide(0, false), decide(2, false), decide(5, true), decide(6, true), decide(7, false)]).toEqual([
    'announce',
    'stay-silent',
    'announce',
    'stay-silent',
    'stay-silent',
  ]);
});

test('nothing is announced when it is silenced or on screen, and that uses up nothing', () => {
  const facts = { instanceId: 'blog', nowMs: 0, urgent: false, inMaintenance: true };
  for (const quiet of [
    { silenced: true, onScreen: false },
    { silenced: false, onScreen: true },
  ]) {
    expect(decideNotification(NO_NOTIFICATIONS, { ...facts, ...quiet })).toEqual({
      decision: 'stay-silent',
      history: NO_NOTIFICATIONS,
    });
  }
});
