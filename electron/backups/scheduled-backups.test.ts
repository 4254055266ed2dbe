/** The decisions of the scheduler, with a clock that jumps and backups that exist only in a list. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastDueAt } from '../../shared/backup-schedule';
import type { BackupEvery, BackupSchedule, BackupSummary } from '../../shared/backup';
import type { AppError } from '../../shared/errors';
import { fail, ok } from '../../shared/result';
import { anInstance } from '../../shared/testing/examples';
import type { RunJob } from '../data/run-job';
import { createAppStore } from '../store/app-store';
import { INITIAL_STATE } from '../testing/workbench';
import { createScheduledBackups } from './scheduled-backups';

const START = Date.parse('2026-05-05T12:30:00.000Z');

function aWorld(every: BackupEvery, since = START) {
  const schedule: BackupSchedule = { every, at: '03:15', weekday: 2 };
  const scheduleSince = new Date(since).toISOString();
  const instance = anInstance({ backups: { schedule, scheduleSince, retention: null, folder: null } });
  const store = createAppStore({ ...INITIAL_STATE, instances: [instance] }, (error) => {
    throw error;
  });
  const world = {
    nowMs: START,
    made: [] as BackupSummary[],
    tries: [] as number[],
    reads: 0,
    failure: null as AppError | null,
  };
  const runJob = (() => {
    world.reads += 1;
    return Promise.resolve(ok({ backups: [...world.made], foreign: [] }));
  }) as unknown as RunJob;
  const openApp = () =>
    createScheduledBackups({
      store,
      runJob,
      backupsFolder: '/backups',
      now: () => new Date(world.nowMs),
      reportBug: (error) => {
        throw error;
      },
      backUp: (_id, { reason, label }) => {
        world.tries.push(world.nowMs);
        if (world.failure !== null) return fail(world.failure);
        const createdAt = new Date(world.nowMs).toISOString();
        const id = String(world.made.length);
        world.made.push({
          id,
          fileName: id,
          createdAt,
          reason,
          label,
          sizeBytes: 1,
          version: '',
          collections: 0,
          records: 0,
        });
        return ok({ operationId: id, ended: Promise.resolve(ok('')) });
      },
    });
  return { world, store, schedule, openApp };
}

test('however the clock jumps and the app is opened again, there are never two backups for one moment', async () => {
  const minutes = fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 1, max: 20 }) },
    { weight: 2, arbitrary: fc.integer({ min: -90, max: 60 * 24 * 9 }) },
    { weight: 1, arbitrary: fc.integer({ min: -60 * 24 * 3000, max: 60 * 24 * 3000 }) },
    { weight: 1, arbitrary: fc.constant('relaunch' as const) },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<BackupEvery>('hour', 'day', 'week'),
      fc.array(minutes, { maxLength: 80 }),
      async (every, steps) => {
        const { world, schedule, openApp } = aWorld(every);
        let app = openApp();
        for (const step of steps) {
          if (step === 'relaunch') {
            app.end();
            app = openApp();
          } else world.nowMs += step * 60_000;
          await app.look();
        }
        const dues = world.made.map(({ createdAt }) => lastDueAt(schedule, new Date(createdAt)).getTime());
        expect(new Set(dues).size).toBe(dues.length);
      },
    ),
    { numRuns: 150 },
  );
});

test('a backup that retention removed is not made again when the clock goes back', async () => {
  const { world, openApp } = aWorld('hour', 0);
  const app = openApp();
  await app.look();
  world.nowMs += 3_600_000;
  await app.look();
  world.made.shift();
  world.nowMs -= 3_600_000;
  await app.look();
  expect(world.tries).toHaveLength(2);
});

test('the folder is read once for each moment, not at every look', async () => {
  const { world, openApp } = aWorld('day', 0);
  const app = openApp();
  for (let minute = 0; minute < 120; minute += 1) {
    world.nowMs += 60_000;
    await app.look();
  }
  expect(world.made).toHaveLength(1);
  expect(world.reads).toBe(1);
});

test('one that fails is tried again after 15 minutes or at the next moment, and told once', async () => {
  const { world, store, openApp } = aWorld('hour', 0);
  const app = openApp();
  const told = (): number => store.snapshot().state.notices.length;
  world.failure = { code: 'disk-full', path: '/backups' };
  for (let minute = 0; minute <= 60; minute += 1) {
    await app.look();
    world.nowMs += 60_000;
  }
  // Due at 12:15; looked at from 12:30 on. 13:15 is the next moment, and a quarter of an hour as well.
  expect(world.tries.map((at) => (at - START) / 60_000)).toEqual([0, 15, 30, 45, 60]);
  expect(told()).toBe(1);
  store.apply({ type: 'notices-changed', notices: [] });
  world.nowMs += 15 * 60_000;
  await app.look();
  expect(told()).toBe(0);
  world.failure = null;
  world.nowMs += 15 * 60_000;
  await app.look();
  world.failure = { code: 'disk-full', path: '/backups' };
  world.nowMs += 60 * 60_000;
  await app.look();
  expect(told()).toBe(1);
});

test('what is only busy is tried at the next look and told to nobody', async () => {
  const { world, store, openApp } = aWorld('day', 0);
  const app = openApp();
  world.failure = { code: 'operation-underway', instanceName: 'blog', kind: 'backup' };
  await app.look();
  world.nowMs += 60_000;
  world.failure = null;
  await app.look();
  expect(world.made).toHaveLength(1);
  expect(store.snapshot().state.notices).toEqual([]);
});

test('a folder that never answers, as on a network drive that has gone, is told, and holds up no other instance', async () => {
  const backups = {
    schedule: { every: 'day', at: '03:15', weekday: 0 },
    scheduleSince: null,
    retention: null,
  } as const;
  const gone = anInstance({ id: 'gone00000000001', name: 'gone', backups: { ...backups, folder: '/gone' } });
  const fine = anInstance({ id: 'fine00000000001', name: 'fine', backups: { ...backups, folder: null } });
  const store = createAppStore({ ...INITIAL_STATE, instances: [gone, fine] }, (error) => {
    throw error;
  });
  let reads = 0;
  let isGone = true;
  let answer = (): void => undefined;
  const runJob = ((_name: string, { folder }: { readonly folder: string }) => {
    if (folder !== '/gone' || !isGone) return Promise.resolve(ok({ backups: [], foreign: [] }));
    reads += 1;
    return new Promise((resolve) => (answer = () => resolve(ok({ backups: [], foreign: [] }))));
  }) as unknown as RunJob;
  const made: string[] = [];
  let nowMs = START;
  const app = createScheduledBackups({
    store,
    runJob,
    backupsFolder: '/backups',
    now: () => new Date(nowMs),
    reportBug: (error) => {
      throw error;
    },
    backUp: (id) => {
      made.push(id);
      return ok({ operationId: id, ended: Promise.resolve(ok('')) });
    },
    readLimitMs: 20,
  });
  await app.look();
  expect(made).toEqual([fine.id]);
  expect(store.snapshot().state.notices.map(({ title, text }) => `${title}: ${text}`)).toEqual([
    expect.stringMatching(/^The scheduled backup of gone failed: .*\/gone does not answer/),
  ]);
  // Nor does it pile up.
  nowMs += 16 * 60_000;
  await app.look();
  expect(reads).toBe(1);
  isGone = false;
  answer();
  const lookLater = async (): Promise<readonly string[]> => {
    nowMs += 16 * 60_000;
    await app.look();
    return made;
  };
  await expect.poll(lookLater).toEqual([fine.id, gone.id]);
  expect(store.snapshot().state.notices).toEqual([]);
});
