import type { MaintenanceReason } from './maintenance-reason';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Intent, Maintenance } from './instance';
import { transition } from './lifecycle';
import type { LifecycleEvent } from './lifecycle-events';
import { contextOf, inWords, STATES } from './testing/lifecycle-cases';
import { maintenanceNote, overdueEnd } from './timed-maintenance';

const UNTIL = '2026-01-02T03:20:00.000Z';
const WISHED: Maintenance = { reason: 'requested', since: UNTIL, setBy: 'window', incidentId: null, until: UNTIL };
const timed = (shouldRun: boolean, more: Partial<Maintenance> = {}): Intent => ({
  shouldRun,
  maintenance: { ...WISHED, ...more },
});
const due: LifecycleEvent = { type: 'leave-maintenance', due: UNTIL };
const told = (state: keyof typeof STATES, event: LifecycleEvent, intent: Intent): string =>
  inWords(transition(STATES[state], event, contextOf(intent)));
const maintenanceAfter = (event: LifecycleEvent, intent: Intent): Maintenance | null => {
  const next = transition(STATES.stopped, event, contextOf(intent));
  if (next.refused !== null) throw new Error(next.refused);
  return next.intent.maintenance;
};

describe('when its time is over, maintenance ends as a person ends it', () => {
  test.each<readonly [string, keyof typeof STATES, Intent, string]>([
    [
      'what is to run starts, by way of the checks',
      'stopped',
      timed(true),
      'starting 2 without a process; run; nothing',
    ],
    ['what was stopped before stays stopped', 'stopped', timed(false), 'stopped; rest; nothing'],
    ['what still has to end ends first', 'stopping', timed(true), 'stopping 1; run; nothing'],
    [
      'a scheduled one too',
      'stopped',
      timed(true, { reason: 'scheduled' }),
      'starting 2 without a process; run; nothing',
    ],
  ])('%s', (_what, state, intent, outcome) => {
    expect(told(state, due, intent)).toBe(outcome);
  });

  test('a person who gave it another end, or none, has the last word', () => {
    const later = timed(true, { until: '2026-01-02T04:00:00.000Z' });
    expect(maintenanceAfter(due, later)).toBe(later.maintenance);
    const none = { shouldRun: true, maintenance: { ...WISHED, until: undefined } } as unknown as Intent;
    expect(maintenanceAfter(due, none)).toBe(none.maintenance);
  });
});

const REASONS = [
  'requested',
  'scheduled',
  'start-failed',
  'crashed',
  'unresponsive',
  'data-at-risk',
  'restart-loop',
  'could-not-be-stopped',
  'ended-while-app-was-away',
  'operation',
  'operation-failed',
  'of-a-newer-version',
] as readonly MaintenanceReason[];

test('a timer never ends what the app, an operation or a newer version has set', () => {
  const wished = new Set(['requested', 'scheduled']);
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(STATES)) as fc.Arbitrary<keyof typeof STATES>,
      fc.constantFrom(...REASONS),
      fc.boolean(),
      fc.boolean(),
      (state, reason, shouldRun, quitting) => {
        const intent = timed(shouldRun, { reason });
        const next = transition(STATES[state], due, contextOf(intent, quitting));
        const ended = next.refused === null && next.intent.maintenance === null;
        const couldLeave = state === 'stopped' || state === 'stopping' || state === 'killing';
        expect(ended).toBe(wished.has(reason) && couldLeave);
        expect(overdueEnd(intent.maintenance, new Date(UNTIL))).toBe(wished.has(reason) ? UNTIL : null);
      },
    ),
  );
});

describe('a person chooses an end and a note', () => {
  const choose = (terms: { readonly until?: string | null; readonly note?: string }): LifecycleEvent => ({
    type: 'enter-maintenance',
    setBy: 'tray',
    terms,
  });

  test('with the switch, and again while it is on, which changes nothing else', () => {
    const on = maintenanceAfter(choose({ until: UNTIL, note: 'new disk' }), { shouldRun: true, maintenance: null });
    expect(on).toMatchObject({ reason: 'requested', setBy: 'tray', until: UNTIL, note: 'new disk' });
    const open = maintenanceAfter(choose({ until: null }), timed(true, { note: 'new disk' }));
    expect(open).toEqual({ ...WISHED, until: undefined, note: 'new disk' });
    expect(maintenanceAfter(choose({ note: '' }), timed(true, { note: 'new disk' }))).toEqual(WISHED);
    expect(maintenanceAfter(choose({}), timed(true))).toEqual(WISHED);
  });

  test('but not for what is in maintenance because something failed', () => {
    expect(told('stopped', choose({ until: UNTIL }), timed(true, { reason: 'crashed' }))).toBe('refused: not-timed');
    expect(told('stopped', choose({}), timed(true, { reason: 'crashed' }))).toBe(
      'stopped; run, maintenance crashed by window; nothing',
    );
  });

  test('and takes over what a schedule began; a schedule takes over nothing', () => {
    const scheduled = timed(true, { reason: 'scheduled', setBy: 'schedule' });
    const taken = maintenanceAfter(choose({}), scheduled);
    expect(taken).toMatchObject({ reason: 'requested', setBy: 'tray' });
    expect(taken).not.toHaveProperty('until');
    const bySchedule: LifecycleEvent = { type: 'enter-maintenance', setBy: 'schedule', terms: { until: UNTIL } };
    for (const reason of ['requested', 'operation'] as const) {
      const there = timed(true, { reason, until: '2026-01-05T00:00:00.000Z' });
      expect(maintenanceAfter(bySchedule, there)).toBe(there.maintenance);
    }
    expect(maintenanceAfter(bySchedule, { shouldRun: true, maintenance: null })).toMatchObject({ reason: 'scheduled' });
  });

  test('the note is one line', () => {
    expect(maintenanceNote.safeParse(' disk ').data).toBe('disk');
    expect(maintenanceNote.safeParse('a\nb').success).toBe(false);
    expect(maintenanceNote.safeParse('x'.repeat(201)).success).toBe(false);
  });
});

test('an end that is no time is never due', () => {
  expect(overdueEnd({ ...WISHED, until: 'soon' }, new Date())).toBeNull();
});
