import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BackupSchedule } from './backup';
import { isDue, lastDueAt, nextDueAt } from './backup-schedule';
import { inTimeZone, TIME_ZONES } from '../electron/testing/time-zones';

const daily = (at: string): BackupSchedule => ({ every: 'day', at, weekday: 0 });
const weekly = (at: string, weekday: number): BackupSchedule => ({ every: 'week', at, weekday });
const hourly = (at: string): BackupSchedule => ({ every: 'hour', at, weekday: 0 });

const lastIn = (zone: string, schedule: BackupSchedule, now: string): string =>
  inTimeZone(zone, () => lastDueAt(schedule, new Date(now)).toISOString());
const nextIn = (zone: string, schedule: BackupSchedule, now: string): string =>
  inTimeZone(zone, () => nextDueAt(schedule, new Date(now)).toISOString());

describe('the moment when a backup was due last', () => {
  test.each<readonly [string, BackupSchedule, string, string]>([
    ['UTC', daily('03:00'), '2026-05-05T03:00:00.000Z', '2026-05-05T03:00:00.000Z'],
    ['UTC', daily('03:00'), '2026-05-05T02:59:59.999Z', '2026-05-04T03:00:00.000Z'],
    ['Europe/Berlin', daily('03:00'), '2026-01-05T02:00:00.000Z', '2026-01-05T02:00:00.000Z'],
    ['UTC', hourly('17:20'), '2026-05-05T09:19:00.000Z', '2026-05-05T08:20:00.000Z'],
    ['Asia/Kathmandu', hourly('00:20'), '2026-05-05T09:19:00.000Z', '2026-05-05T08:35:00.000Z'],
    // 5 May 2026 is a Tuesday.
    ['UTC', weekly('12:00', 2), '2026-05-05T11:00:00.000Z', '2026-04-28T12:00:00.000Z'],
    ['UTC', weekly('12:00', 0), '2026-05-05T11:00:00.000Z', '2026-05-03T12:00:00.000Z'],
    // 02:30 does not exist on 29 March 2026: the moment after the gap.
    ['Europe/Berlin', daily('02:30'), '2026-03-29T12:00:00.000Z', '2026-03-29T01:00:00.000Z'],
    ['America/Sao_Paulo', daily('00:15'), '2018-11-04T12:00:00.000Z', '2018-11-04T03:00:00.000Z'],
    ['Australia/Lord_Howe', daily('02:10'), '2025-10-05T05:00:00.000Z', '2025-10-04T15:30:00.000Z'],
    // 02:30 exists twice on 25 October 2026: the first of the two.
    ['Europe/Berlin', daily('02:30'), '2026-10-25T02:00:00.000Z', '2026-10-25T00:30:00.000Z'],
    // St. John’s set its clocks back over midnight: the new day had already begun once.
    ['America/St_Johns', daily('00:00'), '2010-11-07T02:45:00.000Z', '2010-11-07T02:30:00.000Z'],
  ])('in %s, %j, at %s: %s', (zone, schedule, now, expected) => {
    expect(lastIn(zone, schedule, now)).toBe(expected);
  });

  test('the next one is later than now, never now', () => {
    expect(nextIn('UTC', daily('03:00'), '2026-05-05T03:00:00.000Z')).toBe('2026-05-06T03:00:00.000Z');
    expect(nextIn('UTC', hourly('00:05'), '2026-05-05T03:05:30.000Z')).toBe('2026-05-05T04:05:00.000Z');
    expect(nextIn('Europe/Berlin', daily('02:30'), '2026-10-25T00:30:00.000Z')).toBe('2026-10-26T01:30:00.000Z');
    expect(nextIn('UTC', weekly('12:00', 2), '2026-05-05T12:00:00.000Z')).toBe('2026-05-12T12:00:00.000Z');
  });
});

const twoDigits = (value: number): string => String(value).padStart(2, '0');
const zones = fc.constantFrom(...TIME_ZONES);
const schedules = fc.record({
  every: fc.constantFrom('hour' as const, 'day' as const, 'week' as const),
  at: fc.tuple(fc.nat(23), fc.nat(59)).map(([hours, minutes]) => `${twoDigits(hours)}:${twoDigits(minutes)}`),
  weekday: fc.nat(6),
});
const moments = fc.date({ min: new Date('2005-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
const LONGEST_HOURS = { hour: 2, day: 49, week: 8 * 24 + 1 } as const;

describe('for every schedule, zone and moment', () => {
  test('now lies between the two, which follow each other at once', () => {
    fc.assert(
      fc.property(zones, schedules, moments, (zone, schedule, now) =>
        inTimeZone(zone, () => {
          const last = lastDueAt(schedule, now);
          const next = nextDueAt(schedule, now);
          expect(last.getTime()).toBeLessThanOrEqual(now.getTime());
          expect(next.getTime()).toBeGreaterThan(now.getTime());
          expect(next.getTime() - last.getTime()).toBeLessThanOrEqual(LONGEST_HOURS[schedule.every] * 3_600_000);
          expect(lastDueAt(schedule, last)).toEqual(last);
          expect(nextDueAt(schedule, last)).toEqual(next);
          expect(lastDueAt(schedule, next)).toEqual(next);
          expect(lastDueAt(schedule, new Date(next.getTime() - 1))).toEqual(last);
        }),
      ),
      { numRuns: 3000 },
    );
  });

  test('a year of days has as many due moments as days, whatever the clocks do', () => {
    fc.assert(
      fc.property(zones, schedules, fc.integer({ min: 2005, max: 2035 }), (zone, { at }, year) =>
        inTimeZone(zone, () => {
          const end = new Date(year + 1, 0, 1, 23, 59);
          let due = lastDueAt(daily(at), new Date(year, 0, 1, 23, 59));
          let days = 0;
          for (; due < lastDueAt(daily(at), end); days += 1) due = nextDueAt(daily(at), due);
          expect(days).toBe(Math.round((Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1)) / 86_400_000));
        }),
      ),
      { numRuns: 60 },
    );
  });
});

/** Looks every minute or so; sleeps, and clocks that jump, lie in between. Answers when backups were made. */
function live(schedule: BackupSchedule, from: Date, stepsMinutes: readonly number[]): readonly Date[] {
  const made: Date[] = [];
  let now = from;
  for (const step of [0, ...stepsMinutes]) {
    now = new Date(now.getTime() + step * 60_000);
    const madeAt = made.map((date) => date.toISOString());
    if (isDue(schedule, madeAt, from.toISOString(), now)) made.push(now);
  }
  return made;
}

describe('backups that are made when they are due', () => {
  const awake = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 400 });
  const asleep = fc.integer({ min: 1, max: 60 * 24 * 40 });

  test('never two for one moment, never none while awake, one after any sleep', () => {
    fc.assert(
      fc.property(zones, schedules, moments, fc.array(fc.tuple(awake, asleep), { maxLength: 4 }), (...given) => {
        const [zone, schedule, from, days] = given;
        inTimeZone(zone, () => {
          const steps = days.flatMap(([minutes, sleep]) => [...minutes, sleep]);
          const made = live(schedule, from, steps);
          const expected = new Set<number>();
          let nowMs = from.getTime();
          for (const step of [0, ...steps]) {
            nowMs += step * 60_000;
            const due = lastDueAt(schedule, new Date(nowMs)).getTime();
            if (due >= from.getTime()) expected.add(due);
          }
          expect(made.map((date) => lastDueAt(schedule, date).getTime())).toEqual([...expected]);
        });
      }),
      { numRuns: 150 },
    );
  });

  test('however the clock jumps, there are never two for one moment', () => {
    const jump = fc.integer({ min: -60 * 24 * 3000, max: 60 * 24 * 3000 });
    const steps = fc.array(fc.oneof({ weight: 20, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: jump }), {
      maxLength: 300,
    });
    fc.assert(
      fc.property(zones, schedules, moments, steps, (zone, schedule, from, minutes) =>
        inTimeZone(zone, () => {
          const dues = live(schedule, from, minutes).map((made) => lastDueAt(schedule, made).getTime());
          expect(new Set(dues).size).toBe(dues.length);
        }),
      ),
      { numRuns: 150 },
    );
  });

  test('a clock that was set back by years goes on with one a day', () => {
    const newest = ['2026-05-05T03:00:10.000Z'];
    inTimeZone('UTC', () => {
      expect(isDue(daily('03:00'), newest, '2026-01-01T00:00:00.000Z', new Date('2019-05-05T12:00:00.000Z'))).toBe(
        true,
      );
      const made = [...newest, '2019-05-05T12:00:00.000Z'];
      expect(isDue(daily('03:00'), made, '2026-01-01T00:00:00.000Z', new Date('2019-05-05T12:01:00.000Z'))).toBe(false);
      expect(isDue(daily('03:00'), made, '2026-01-01T00:00:00.000Z', new Date('2019-05-06T03:00:00.000Z'))).toBe(true);
    });
  });

  test('one that a clock set back by minutes calls later than now is still the one', () => {
    inTimeZone('UTC', () => {
      const made = ['2026-05-04T03:00:10.000Z', '2026-05-05T03:04:00.000Z'];
      for (const now of ['2026-05-05T02:59:00.000Z', '2026-05-05T03:01:00.000Z']) {
        expect(isDue(daily('03:00'), made, null, new Date(now))).toBe(false);
      }
    });
  });

  test('what was due before the schedule was chosen is not made up', () => {
    inTimeZone('UTC', () => {
      const since = '2026-05-05T15:00:00.000Z';
      expect(isDue(daily('03:00'), [], since, new Date('2026-05-05T15:01:00.000Z'))).toBe(false);
      expect(isDue(daily('03:00'), [], since, new Date('2026-05-06T03:00:00.000Z'))).toBe(true);
      expect(isDue(daily('03:00'), [], null, new Date('2026-05-05T15:01:00.000Z'))).toBe(true);
    });
  });
});
