import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backupsToRemove, isAlwaysKept } from './backup-retention';
import type { BackupRetention } from './backup';
import { inTimeZone, TIME_ZONES } from '../electron/testing/time-zones';

interface Made {
  readonly id: string;
  readonly fileName: string;
  readonly createdAt: string;
  readonly reason: 'manual' | 'scheduled' | 'before-restore' | 'before-upgrade' | 'before-delete';
  readonly label: string;
}

const fileNameOf = (id: string): string => `blog-2026-05-05-100000-${id}.zip`;
const scheduled = (createdAt: string, changes: Partial<Made> = {}): Made => ({
  id: createdAt,
  fileName: fileNameOf(changes.id ?? createdAt),
  createdAt,
  reason: 'scheduled',
  label: '',
  ...changes,
});
const keep = (last: number, daily = 0, weekly = 0): BackupRetention => ({ last, daily, weekly });
const removed = (backups: readonly Made[], retention: BackupRetention, madeNow: string | null = null) =>
  backupsToRemove(backups, retention, madeNow).map(({ id }) => id);

test.each([
  ['scheduled', {}, false],
  ['made by hand', { reason: 'manual' }, false],
  ['made by hand, with a label', { reason: 'manual', label: 'v2' }, true],
  ['made before a restore', { reason: 'before-restore' }, true],
  ['renamed by a person', { fileName: 'mine.zip' }, true],
] satisfies readonly (readonly [string, Partial<Made>, boolean])[])('a backup %s', (_what, changes, kept) => {
  expect(isAlwaysKept(scheduled('2026-05-01T10:00:00Z', changes))).toBe(kept);
});

describe('backups to remove', () => {
  test('all but the newest ones', () => {
    const backups = ['2026-05-01T10:00:00Z', '2026-05-03T10:00:00Z', '2026-05-02T10:00:00Z'].map((at) => scheduled(at));
    expect(removed(backups, keep(1))).toEqual(['2026-05-02T10:00:00Z', '2026-05-01T10:00:00Z']);
    expect(removed(backups, keep(3))).toEqual([]);
    expect(removed([], keep(1))).toEqual([]);
  });

  test('of each of the last days that have any, the newest stays; days are local', () => {
    const backups = [
      '2026-05-05T10:00:00Z',
      '2026-05-05T09:00:00Z',
      '2026-05-03T23:30:00Z',
      '2026-05-03T10:00:00Z',
      '2026-04-01T10:00:00Z',
    ].map((at) => scheduled(at));
    const remaining = ['2026-05-05T09:00:00Z', '2026-05-03T10:00:00Z', '2026-04-01T10:00:00Z'];
    inTimeZone('UTC', () => expect(removed(backups, keep(1, 2))).toEqual(remaining));
    // There 23:30Z is in the next day: three days in a row have one.
    inTimeZone('Europe/Berlin', () =>
      expect(removed(backups, keep(1, 3))).toEqual(['2026-05-05T09:00:00Z', '2026-04-01T10:00:00Z']),
    );
  });

  test('weeks begin on Monday', () => {
    // Sunday, then Monday.
    const backups = ['2026-05-04T10:00:00Z', '2026-05-03T10:00:00Z', '2026-04-27T10:00:00Z'].map((at) => scheduled(at));
    inTimeZone('UTC', () => expect(removed(backups, keep(1, 0, 2))).toEqual(['2026-04-27T10:00:00Z']));
  });

  test('never one that was made before something dangerous, or that a person named', () => {
    const old = '2020-01-01T00:00:00Z';
    const backups = [
      scheduled('2026-05-05T10:00:00Z'),
      scheduled(old, { id: 'a', reason: 'before-restore' }),
      scheduled(old, { id: 'b', reason: 'before-upgrade' }),
      scheduled(old, { id: 'c', reason: 'before-delete' }),
      scheduled(old, { id: 'd', reason: 'manual', label: 'before the move' }),
      scheduled(old, { id: 'e', reason: 'manual' }),
      scheduled('not a time', { id: 'f' }),
    ];
    expect(removed(backups, keep(1))).toEqual(['e']);
  });

  test('never a file that a person gave another name, or a copy of one; and they count for nothing', () => {
    const old = '2020-01-01T00:00:00Z';
    const backups = [
      scheduled('2026-05-05T10:00:00Z', { fileName: 'before the launch.zip' }),
      scheduled('2026-05-04T10:00:00Z', { id: 'a', fileName: fileNameOf('a').replace('.zip', ' (copy).zip') }),
      scheduled('2026-05-04T10:00:00Z', { id: 'a' }),
      scheduled(old, { id: 'b', fileName: 'b.zip' }),
      scheduled(old, { id: 'c' }),
    ];
    expect(removed(backups, keep(1))).toEqual(['c']);
  });

  test('never the one just made, even if others seem newer', () => {
    const backups = ['2026-05-05T10:00:00Z', '2019-05-05T10:00:00Z', '2018-05-05T10:00:00Z'].map((at) => scheduled(at));
    expect(removed(backups, keep(1), '2019-05-05T10:00:00Z')).toEqual(['2018-05-05T10:00:00Z']);
  });
});

const made = fc
  .record({
    id: fc.string({ minLength: 1, maxLength: 3 }),
    createdAt: fc
      .date({ min: new Date('2025-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString()),
    reason: fc.constantFrom<Made['reason']>('manual', 'scheduled', 'before-restore', 'before-upgrade', 'before-delete'),
    label: fc.constantFrom('', '', ' ', 'named'),
  })
  .map((one): Made => ({ ...one, fileName: fileNameOf(one.id) }));
const retentions = fc.record({
  last: fc.integer({ min: 1, max: 8 }),
  daily: fc.nat(10),
  weekly: fc.nat(10),
});

test('for all backups and rules: what is kept is enough, what is removed is old, and a second time removes nothing', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...TIME_ZONES),
      fc.array(made, { maxLength: 60 }),
      retentions,
      (zone, backups, retention) =>
        inTimeZone(zone, () => {
          const gone = new Set(backupsToRemove(backups, retention));
          const left = backups.filter((one) => !gone.has(one));
          const isOurs = ({ reason, label }: Made): boolean =>
            reason === 'scheduled' || (reason === 'manual' && label.trim() === '');
          expect([...gone].every(isOurs)).toBe(true);
          const ours = left.filter(isOurs);
          const candidates = backups.filter(isOurs);
          expect(ours.length).toBeGreaterThanOrEqual(Math.min(retention.last, candidates.length));
          expect(ours.length).toBeLessThanOrEqual(retention.last + retention.daily + retention.weekly);
          const newest = candidates
            .map(({ createdAt }) => createdAt)
            .sort()
            .at(-1);
          if (newest !== undefined) expect(ours.map(({ createdAt }) => createdAt)).toContain(newest);
          const days = (some: readonly Made[]): ReadonlySet<string> =>
            new Set(some.map(({ createdAt }) => new Date(createdAt).toDateString()));
          expect(days(ours).size).toBeGreaterThanOrEqual(Math.min(retention.daily, days(candidates).size));
          expect(backupsToRemove(left, retention)).toEqual([]);
        }),
    ),
    { numRuns: 1000 },
  );
});
