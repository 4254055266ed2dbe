/** When scheduled maintenance begins, with a clock that jumps. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Intent } from '../../shared/instance';
import { ok } from '../../shared/result';
import { anInstance } from '../../shared/testing/examples';
import { createAppStore } from '../store/app-store';
import { INITIAL_STATE } from '../testing/workbench';
import { createMaintenanceBegins } from './begin-maintenance';

const MINUTE_MS = 60_000;
/** A Sunday. */
const START = new Date(2026, 4, 3, 2, 30).getTime();
const NONE: Intent = { shouldRun: true, maintenance: null };

function aWorld() {
  const maintenanceSchedule = { every: 'week', at: '03:00', weekday: 0, minutes: 20 } as const;
  const instance = anInstance({ intent: NONE, maintenanceSchedule });
  const store = createAppStore({ ...INITIAL_STATE, instances: [instance] }, (error) => {
    throw error;
  });
  const world = { nowMs: START, begun: [] as string[], told: [] as string[] };
  const look = createMaintenanceBegins({
    store,
    instances: {
      enterMaintenance: (_id, setBy, terms) => {
        world.begun.push(`${setBy} ${String(terms?.until)}`);
        return ok(undefined);
      },
    },
    activity: { add: (_id, entries) => void world.told.push(...entries.map(({ text }) => text)) },
    now: () => new Date(world.nowMs),
  });
  const after = (minutes: number): void => {
    world.nowMs += minutes * MINUTE_MS;
    look();
  };
  return { world, store, instance, after };
}
const until = (days = 0): string => `schedule ${new Date(2026, 4, 3 + days, 3, 20).toISOString()}`;

test('it begins when its moment passes, once, for what is left of its time', () => {
  const { world, after } = aWorld();
  after(29);
  expect(world.begun).toEqual([]);
  // The computer woke up ten minutes late.
  after(11);
  after(1);
  expect(world.begun).toEqual([until()]);
  after(7 * 24 * 60);
  expect(world.begun).toEqual([until(), until(7)].slice(0, world.begun.length));
  expect(world.begun).toHaveLength(2);
  expect(world.told).toEqual([]);
});

test('one that was slept through, or whose moment passed before the app was there, is not made up', () => {
  const { world, after } = aWorld();
  after(60);
  expect(world.begun).toEqual([]);
  expect(world.told).toEqual(['Scheduled maintenance skipped: the computer was asleep at its time.']);
  const late = aWorld();
  late.world.nowMs = START;
  late.after(0);
  expect(late.world.begun).toEqual([]);
});

test('it waits for a task, and is skipped when that takes all its time, or when maintenance is on already', () => {
  const { world, store, instance, after } = aWorld();
  const operation = { id: 'o', instanceId: instance.id, kind: 'backup', outcome: null };
  store.apply({ type: 'operations-changed', operations: [operation as never] });
  after(31);
  expect(world.begun).toEqual([]);
  after(30);
  expect(world.told).toEqual(['Scheduled maintenance skipped: a task used its data for all that time.']);
  store.apply({ type: 'operations-changed', operations: [] });
  const maintenance = { reason: 'crashed', since: '', setBy: 'basekeeper', incidentId: null } as const;
  store.apply({ type: 'instance-changed', instance: { ...instance, intent: { ...NONE, maintenance } } });
  world.nowMs += (7 * 24 * 60 - 60) * MINUTE_MS;
  after(0);
  after(30);
  expect(world.begun).toEqual([]);
  expect(world.told.at(-1)).toBe('Scheduled maintenance skipped: it was in maintenance already.');
});

test('however the clock jumps, no moment begins twice', () => {
  const step = fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 1, max: 20 }) },
    { weight: 2, arbitrary: fc.integer({ min: -60 * 24 * 9, max: 60 * 24 * 9 }) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
      const { world, after } = aWorld();
      for (const minutes of steps) after(minutes);
      expect(new Set(world.begun).size).toBe(world.begun.length);
    }),
    { numRuns: 200 },
  );
});
