/**
 * The app dies without a word after each step, and again after each step of putting that in order. At the launch after
 * that the instance is whole, in one place, and as it was found.
 */
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { servingProcesses } from '../testing/serving-processes';
import { AppProcess, headlessOptions, newHome } from '../testing/app-process';
import { Snapshot } from '../testing/snapshot';
import { createCollection, storedNumbers, Writers } from '../testing/acknowledged-writes';

const SUPERUSER = { email: 'admin@example.com', password: 'a password of this test' };
const ALL = process.env['BASEKEEPER_CRASH_POINTS'] === 'all';
/** All of them where there is time; otherwise the one where most can go wrong. */
const steps = (all: readonly string[], narrow: string): readonly string[] => (ALL ? all : [narrow]);
const LIMIT_MS = ALL ? 600_000 : 120_000;

let app: AppProcess;
let home = '';
let elsewhere = '';
afterEach(async () => {
  await app.quit();
  for (const pid of servingProcesses(home)) process.kill(pid, 'SIGKILL');
  rmSync(home, { recursive: true, force: true });
  if (elsewhere !== '') rmSync(elsewhere, { recursive: true, force: true });
  elsewhere = '';
});

interface Killed {
  readonly id: string;
  readonly folder: string;
  readonly numbers: number;
}

type Look = (killed: Killed) => Promise<void> | void;

const points = { all: 0, insideOfRecovery: 0 };
afterAll(() => {
  const { all, insideOfRecovery } = points;
  process.stdout.write(
    `care: ${String(all)} of ${String(all)} points, ${String(insideOfRecovery)} more inside of recovery\n`,
  );
});

/**
 * Begins an operation on a running instance with records, dies after the step, opens the app again and looks. Where there
 * is time, it dies once more after the first step of putting things in order, after the second, and so on to the last.
 */
async function killAfter(
  step: string,
  command: 'delete' | 'move' | 'clone' | 'compact',
  to: string,
  look: Look,
  project = false,
): Promise<void> {
  home = newHome();
  app = await AppProcess.open(home, headlessOptions({ dieAfter: step }));
  const { id, folder, port } = await app.create('blog', '0.40.6', SUPERUSER);
  await app.untilRunning(id);
  await createCollection(port, SUPERUSER);
  const writers = new Writers(port);
  await expect.poll(() => writers.acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(20);
  await writers.end();
  if (project) writeFileSync(join(folder, 'package.json'), 'of the project');
  const target = to === '' ? join(home, 'moved', 'here') : to;
  await expect(app.send(command, id, { to: target }), `it dies after ${step}`).rejects.toThrow('The app has ended');
  points.all += 1;
  const killed = { id, folder, numbers: writers.acknowledged.length };
  if (!ALL) {
    await openAndLook(killed, look);
    return;
  }
  await untilQuiet();
  const snapshots = [home, elsewhere].filter((name) => name !== '').map((name) => new Snapshot(name, 'killed'));
  try {
    for (let second = 1, died = true; died; second += 1) {
      for (const snapshot of snapshots) snapshot.bringBack();
      app = new AppProcess(home, headlessOptions({ dieAfterSteps: second }));
      const again = app;
      died = await again.send('recovered').then(
        () => false,
        (error: unknown) => {
          expect(String(error)).toContain('The app has ended');
          return true;
        },
      );
      if (!died) await again.quit();
      await untilQuiet();
      if (died) points.insideOfRecovery += 1;
      await openAndLook(killed, look);
      await app.quit();
      await untilQuiet();
    }
  } finally {
    for (const snapshot of snapshots) snapshot.remove();
  }
}

async function openAndLook(killed: Killed, look: Look): Promise<void> {
  app = await AppProcess.open(home);
  await app.send('recovered');
  await look(killed);
}

const untilQuiet = (): Promise<boolean> =>
  vi.waitUntil(() => app.alive.length === 0, { timeout: 20_000, interval: 10 });

const noEntries = (): void => {
  expect(readdirSync(join(home, 'operations'))).toEqual([]);
};

async function expectServedFrom(folder: string, { id, numbers }: Killed): Promise<void> {
  const { port, folder: listed } = await app.untilRunning(id);
  expect(listed).toBe(folder);
  expect((await storedNumbers(port)).size).toBe(numbers);
  expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  noEntries();
}

test.each(
  steps(
    ['noted-preparing', 'copied-for-backup', 'wrote-backup', 'removed-work-folder', 'noted-trashing'],
    'noted-trashing',
  ),
)('a deletion that dies after “%s” is as if it had never begun', { timeout: LIMIT_MS }, async (step) => {
  await killAfter(step, 'delete', 'blog', async (killed) => {
    await expectServedFrom(killed.folder, killed);
  });
});

test(
  'a deletion that dies before the trash, on a drive that is away at the next launch, has not happened',
  { timeout: LIMIT_MS },
  async () => {
    home = newHome();
    app = await AppProcess.open(home, headlessOptions({ dieAfter: 'wrote-backup' }));
    const { id, folder } = await app.create('blog', '0.40.6', SUPERUSER);
    await app.untilRunning(id);
    await expect(app.send('delete', id, { to: 'blog' })).rejects.toThrow('The app has ended');
    await untilQuiet();
    renameSync(folder, `${folder}-away`);
    app = await AppProcess.open(home);
    await app.send('recovered');
    const { incidents } = await app.untilMaintenance(id);
    expect(incidents[0]).toMatchObject({ cause: 'data-folder-missing' });
    await app.quit();
    renameSync(`${folder}-away`, folder);
    app = await AppProcess.open(home);
    await app.send('maintenance-off', id);
    await app.untilRunning(id);
  },
);

test.each(steps(['trashed', 'removed-from-list', 'removed-traces'], 'removed-from-list'))(
  'a deletion that dies after “%s” is finished',
  { timeout: LIMIT_MS },
  async (step) => {
    await killAfter(step, 'delete', 'blog', ({ folder, id }) => {
      expect(app.instances).toEqual([]);
      expect(existsSync(folder)).toBe(false);
      expect(existsSync(join(home, 'trash', basename(folder), 'pb_data/data.db'))).toBe(true);
      expect(readdirSync(join(home, 'backups', id))).toHaveLength(1);
      const traces = ['logs/instances', 'incidents', 'runs'].flatMap((name) => readdirSync(join(home, name)));
      expect(traces.filter((name) => name.startsWith(id))).toEqual([]);
      noEntries();
    });
  },
);

test.each(steps(['noted-preparing', 'noted-renaming', 'made-way'], 'made-way'))(
  'a move on one drive that dies after “%s” has not happened',
  { timeout: LIMIT_MS },
  async (step) => {
    await killAfter(step, 'move', '', async (killed) => {
      await expectServedFrom(killed.folder, killed);
      expect(existsSync(join(home, 'moved', 'here'))).toBe(false);
    });
  },
);

test.each(steps(['renamed', 'synced', 'switched', 'noted-done', 'removed-original', 'gave-back'], 'renamed'))(
  'a move on one drive that dies after “%s” has happened',
  { timeout: LIMIT_MS },
  async (step) => {
    await killAfter(step, 'move', '', async (killed) => {
      await expectServedFrom(join(home, 'moved', 'here'), killed);
      expect(existsSync(killed.folder)).toBe(false);
    });
  },
);

const GATHERING = ['noted-trashing', 'gathered-pb_data', 'gathered-pb_public'];
const RENAMING = ['noted-renaming', 'renamed-pb_data', 'renamed-pb_public'];

test.each([
  ...steps(GATHERING, 'gathered-pb_data').map((step) => ['delete', step, 'blog'] as const),
  ...steps(RENAMING, 'renamed-pb_data').map((step) => ['move', step, ''] as const),
])('a %s in a project that dies after “%s” has not happened', { timeout: LIMIT_MS }, async (command, step, to) => {
  const look: Look = async (killed) => {
    await expectServedFrom(killed.folder, killed);
    expect(readdirSync(killed.folder)).toContain('package.json');
    expect(readdirSync(killed.folder).filter((name) => name.includes(killed.id))).toEqual([]);
    expect(existsSync(join(home, 'moved'))).toBe(false);
  };
  await killAfter(step, command, to, look, true);
});

test.each([
  ...steps(['trashed', 'removed-from-list'], 'trashed').map((step) => ['delete', step, 'blog'] as const),
  ...steps(['switched', 'noted-done', 'removed-original'], 'switched').map((step) => ['move', step, ''] as const),
])('a %s in a project that dies after “%s” is finished', { timeout: LIMIT_MS }, async (command, step, to) => {
  const look: Look = async (killed) => {
    if (command === 'move') await expectServedFrom(join(home, 'moved', 'here'), killed);
    else expect(existsSync(join(home, 'trash', `blog-${killed.id}`, 'pb_data/data.db'))).toBe(true);
    expect(readdirSync(killed.folder).filter((name) => !name.startsWith('basekeeper.json'))).toEqual(['package.json']);
    noEntries();
  };
  await killAfter(step, command, to, look, true);
});

/** Memory that is mounted as a drive nearly everywhere on Linux. */
const OTHER_DRIVE = '/dev/shm';
const hasOtherDrive = existsSync(OTHER_DRIVE) && statSync(OTHER_DRIVE).dev !== statSync('.').dev;

test.skipIf(!hasOtherDrive).each(steps(['noted-copying', 'copied'], 'copied'))(
  'a move to another drive that dies after “%s” has not happened, and no copy is left',
  { timeout: LIMIT_MS },
  async (step) => {
    elsewhere = mkdtempSync(join(OTHER_DRIVE, 'basekeeper-'));
    await killAfter(step, 'move', join(elsewhere, 'blog'), async (killed) => {
      await expectServedFrom(killed.folder, killed);
      expect(readdirSync(elsewhere)).toEqual([]);
    });
  },
);

test.skipIf(!hasOtherDrive).each(steps(['noted-copied', 'switched', 'noted-done', 'removed-original'], 'noted-copied'))(
  'a move to another drive that dies after “%s” has happened, and the original is gone',
  { timeout: LIMIT_MS },
  async (step) => {
    elsewhere = mkdtempSync(join(OTHER_DRIVE, 'basekeeper-'));
    await killAfter(step, 'move', join(elsewhere, 'blog'), async (killed) => {
      await expectServedFrom(join(elsewhere, 'blog'), killed);
      expect(existsSync(killed.folder)).toBe(false);
    });
  },
);

test.each(steps(['noted-preparing', 'compacted', 'gave-back'], 'compacted'))(
  'compacting that dies after “%s” gives the instance back as it was',
  { timeout: LIMIT_MS },
  async (step) => {
    await killAfter(step, 'compact', '', async (killed) => {
      await expectServedFrom(killed.folder, killed);
    });
  },
);

test.each(steps(['noted-preparing', 'filled'], 'filled'))(
  'a clone that dies after “%s” leaves nothing',
  { timeout: LIMIT_MS },
  async (step) => {
    await killAfter(step, 'clone', 'blog 2', async (killed) => {
      await expectServedFrom(killed.folder, killed);
      expect(app.instances).toHaveLength(1);
      expect(readdirSync(join(home, 'instances'))).toEqual([basename(killed.folder)]);
    });
  },
);

test('a clone that dies after it came to the list is there, whole', { timeout: LIMIT_MS }, async () => {
  await killAfter('added', 'clone', 'blog 2', async (killed) => {
    await expectServedFrom(killed.folder, killed);
    const clone = app.instances.find(({ id }) => id !== killed.id);
    expect(clone).toMatchObject({ name: 'blog 2', state: { kind: 'stopped' } });
    await app.send('start', clone?.id);
    const { port } = await app.untilRunning(clone?.id ?? '');
    expect((await storedNumbers(port)).size).toBe(killed.numbers);
  });
});
