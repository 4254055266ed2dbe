/** The app dies without a word after each step. At the next launch the instance is whole, in one place, and as it was found. */
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { servingProcesses } from '../testing/serving-processes';
import { AppProcess, headlessOptions, newHome } from '../testing/app-process';
import { createCollection, storedNumbers, Writers } from '../testing/acknowledged-writes';

const SUPERUSER = { email: 'admin@example.com', password: 'a password of this test' };
/** All of them where there is time; otherwise the one where most can go wrong. */
const steps = (all: readonly string[], narrow: string): readonly string[] =>
  process.env['BASEKEEPER_CRASH_POINTS'] === 'all' ? all : [narrow];
const LIMIT_MS = 120_000;

let app: AppProcess;
let home = '';
let elsewhere = '';
afterEach(async () => {
  await app.quit();
  for (const pid of servingProcesses(home)) process.kill(pid, 'SIGKILL');
  rmSync(home, { recursive: true, force: true });
  if (elsewhere !== '') rmSync(elsewhere, { recursive: true, force: true });
});

interface Killed {
  readonly id: string;
  readonly folder: string;
  readonly numbers: number;
}

/** Begins an operation on a running instance with records, dies after the step, and opens the app again. */
async function killAfter(step: string, command: 'delete' | 'move' | 'clone' | 'compact', to: string): Promise<Killed> {
  home = newHome();
  app = await AppProcess.open(home, headlessOptions({ dieAfter: step }));
  const { id, folder, port } = await app.create('blog', '0.40.6', SUPERUSER);
  await app.untilRunning(id);
  await createCollection(port, SUPERUSER);
  const writers = new Writers(port);
  await expect.poll(() => writers.acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(20);
  await writers.end();
  const target = to === '' ? join(home, 'moved', 'here') : to;
  await expect(app.send(command, id, { to: target }), `it dies after ${step}`).rejects.toThrow('The app has ended');
  app = await AppProcess.open(home);
  await app.send('recovered');
  return { id, folder, numbers: writers.acknowledged.length };
}

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

test.each(steps(['noted-preparing', 'copied-for-backup', 'wrote-backup', 'removed-work-folder'], 'wrote-backup'))(
  'a deletion that dies after “%s” is as if it had never begun',
  { timeout: LIMIT_MS },
  async (step) => {
    const killed = await killAfter(step, 'delete', 'blog');
    await expectServedFrom(killed.folder, killed);
  },
);

test.each(steps(['trashed', 'removed-from-list', 'removed-traces'], 'removed-from-list'))(
  'a deletion that dies after “%s” is finished',
  { timeout: LIMIT_MS },
  async (step) => {
    const { folder, id } = await killAfter(step, 'delete', 'blog');
    expect(app.instances).toEqual([]);
    expect(existsSync(folder)).toBe(false);
    expect(existsSync(join(home, 'trash', id, 'pb_data/data.db'))).toBe(true);
    expect(readdirSync(join(home, 'backups', id))).toHaveLength(1);
    const traces = ['logs', 'incidents', 'runs'].flatMap((name) => readdirSync(join(home, name)));
    expect(traces.filter((name) => name.startsWith(id))).toEqual([]);
    noEntries();
  },
);

test.each(steps(['noted-preparing', 'noted-renaming', 'made-way'], 'made-way'))(
  'a move on one drive that dies after “%s” has not happened',
  { timeout: LIMIT_MS },
  async (step) => {
    const killed = await killAfter(step, 'move', '');
    await expectServedFrom(killed.folder, killed);
    expect(existsSync(join(home, 'moved', 'here'))).toBe(false);
  },
);

test.each(steps(['renamed', 'synced', 'switched', 'noted-done', 'removed-original', 'gave-back'], 'renamed'))(
  'a move on one drive that dies after “%s” has happened',
  { timeout: LIMIT_MS },
  async (step) => {
    const killed = await killAfter(step, 'move', '');
    await expectServedFrom(join(home, 'moved', 'here'), killed);
    expect(existsSync(killed.folder)).toBe(false);
  },
);

/** Memory that is mounted as a drive nearly everywhere on Linux. */
const OTHER_DRIVE = '/dev/shm';
const hasOtherDrive = existsSync(OTHER_DRIVE) && statSync(OTHER_DRIVE).dev !== statSync('.').dev;

test.skipIf(!hasOtherDrive).each(steps(['noted-copying', 'copied'], 'copied'))(
  'a move to another drive that dies after “%s” has not happened, and no copy is left',
  { timeout: LIMIT_MS },
  async (step) => {
    elsewhere = mkdtempSync(join(OTHER_DRIVE, 'basekeeper-'));
    const killed = await killAfter(step, 'move', join(elsewhere, 'blog'));
    await expectServedFrom(killed.folder, killed);
    expect(readdirSync(elsewhere)).toEqual([]);
  },
);

test.skipIf(!hasOtherDrive).each(steps(['noted-copied', 'switched', 'noted-done', 'removed-original'], 'noted-copied'))(
  'a move to another drive that dies after “%s” has happened, and the original is gone',
  { timeout: LIMIT_MS },
  async (step) => {
    elsewhere = mkdtempSync(join(OTHER_DRIVE, 'basekeeper-'));
    const killed = await killAfter(step, 'move', join(elsewhere, 'blog'));
    await expectServedFrom(join(elsewhere, 'blog'), killed);
    expect(existsSync(killed.folder)).toBe(false);
  },
);

test.each(steps(['noted-preparing', 'compacted', 'gave-back'], 'compacted'))(
  'compacting that dies after “%s” gives the instance back as it was',
  { timeout: LIMIT_MS },
  async (step) => {
    const killed = await killAfter(step, 'compact', '');
    await expectServedFrom(killed.folder, killed);
  },
);

test.each(steps(['noted-preparing', 'filled'], 'filled'))(
  'a clone that dies after “%s” leaves nothing',
  { timeout: LIMIT_MS },
  async (step) => {
    const killed = await killAfter(step, 'clone', 'blog 2');
    await expectServedFrom(killed.folder, killed);
    expect(app.instances).toHaveLength(1);
    expect(readdirSync(join(home, 'instances'))).toEqual([killed.id]);
  },
);

test('a clone that dies after it came to the list is there, whole', { timeout: LIMIT_MS }, async () => {
  const killed = await killAfter('added', 'clone', 'blog 2');
  await expectServedFrom(killed.folder, killed);
  const clone = app.instances.find(({ id }) => id !== killed.id);
  expect(clone).toMatchObject({ name: 'blog 2', state: { kind: 'stopped' } });
  await app.send('start', clone?.id);
  const { port } = await app.untilRunning(clone?.id ?? '');
  expect((await storedNumbers(port)).size).toBe(killed.numbers);
});
