/**
 * G16: the app is killed after every step of an operation on the disk, and after every step of putting that in order
 * again. Afterwards the data is entirely the old or entirely the new. `BASEKEEPER_CRASH_POINTS=all` takes all of them,
 * otherwise those around the exchange. Prints how many there were.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Instance } from '../../shared/instance';
import { describeData } from '../data/describe-data';
import { findDamage, openAlone } from '../data/sqlite';
import { createCollection, Writers } from '../testing/acknowledged-writes';
import { AppProcess, headlessOptions, newHome } from '../testing/app-process';
import type { HeadlessCommand } from '../testing/headless-app';
import { Snapshot } from '../testing/snapshot';
import { createWorkbench, orThrow } from '../testing/workbench';

const ALL = process.env['BASEKEEPER_CRASH_POINTS'] === 'all';
/** Where old and new are nearest to each other. */
const NARROW = ['moved-old-pb_data', 'noted-starting'];
const SUPERUSER = { email: 'admin@example.com', password: 'a password of this test' };
const [OLD, NEW] = ['0.28.4', '0.40.6'];
const MARK_OF_NEW = '1778828400_normalize_indexes.go';

interface Prepared {
  readonly home: string;
  readonly instance: Instance;
  readonly backupId: string;
  /** Records when the backup was made, and now. */
  readonly rows: { readonly backup: number; readonly now: number };
}

interface Found {
  readonly version: string;
  readonly rows: number;
  readonly isNewData: boolean;
}

interface Operation {
  readonly name: HeadlessCommand['name'];
  /** Of the catalogue of faults. */
  readonly faults: string;
  readonly command: (prepared: Prepared) => Partial<HeadlessCommand>;
  /** The two ways it may end. */
  readonly before: (prepared: Prepared) => Found;
  readonly after: (prepared: Prepared) => Found;
  /** Changed once before the kills begin. */
  readonly upgradeFirst?: true;
}

const OPERATIONS: readonly Operation[] = [
  {
    name: 'restore',
    faults: 'F46, F47',
    command: ({ backupId }) => ({ backupId }),
    before: ({ rows }) => ({ version: OLD, rows: rows.now, isNewData: false }),
    after: ({ rows }) => ({ version: OLD, rows: rows.backup, isNewData: false }),
  },
  {
    name: 'change-version',
    faults: 'F50',
    command: () => ({ version: NEW }),
    before: ({ rows }) => ({ version: OLD, rows: rows.now, isNewData: false }),
    after: ({ rows }) => ({ version: NEW, rows: rows.now, isNewData: true }),
  },
  {
    name: 'go-back',
    faults: 'F50',
    upgradeFirst: true,
    command: () => ({}),
    before: ({ rows }) => ({ version: NEW, rows: rows.now, isNewData: true }),
    after: ({ rows }) => ({ version: OLD, rows: rows.now, isNewData: false }),
  },
  {
    name: 'back-up',
    faults: 'F45',
    command: () => ({}),
    before: ({ rows }) => ({ version: OLD, rows: rows.now, isNewData: false }),
    after: ({ rows }) => ({ version: OLD, rows: rows.now, isNewData: false }),
  },
];

let app: AppProcess | null = null;
const homes: string[] = [];
afterEach(() => app?.kill());
afterAll(() => {
  for (const home of homes) rmSync(home, { recursive: true, force: true });
});

async function prepare(upgradeFirst: boolean): Promise<Prepared> {
  const home = newHome();
  homes.push(home);
  const bench = createWorkbench({ home });
  const { id } = await bench.create('blog', OLD, SUPERUSER);
  const instance = await bench.untilRunning(id);
  await createCollection(instance.port, SUPERUSER);
  const backup = await write(instance.port);
  orThrow(await orThrow(bench.operating.backUp(id, { reason: 'manual', label: '' })).ended);
  const now = backup + (await write(instance.port));
  if (upgradeFirst) orThrow(await orThrow(await bench.operating.changeVersion(id, NEW, false)).ended);
  await bench.untilRunning(id);
  const list = bench.store.snapshot().state.backups.find(({ instanceId }) => instanceId === id);
  const manual = list?.backups.find(({ reason }) => reason === 'manual');
  const prepared = { home, instance: bench.now(id), backupId: manual?.id ?? '', rows: { backup, now } };
  await bench.quit();
  return prepared;
}

async function write(port: number): Promise<number> {
  const writers = new Writers(port);
  await writers.untilAcknowledged(30);
  await writers.end();
  return writers.acknowledged.length;
}

/** Opens the app, which dies after so many steps; carries the command out. Answers the steps, and whether it died. */
async function run(
  { home, instance }: Prepared,
  dieAfterSteps: number | undefined,
  command?: readonly [HeadlessCommand['name'], Partial<HeadlessCommand>],
): Promise<{ readonly steps: readonly string[]; readonly died: boolean }> {
  const running = new AppProcess(home, headlessOptions(dieAfterSteps === undefined ? {} : { dieAfterSteps }));
  app = running;
  let died = true;
  const work = async (): Promise<void> => {
    await running.send('recovered');
    if (command !== undefined) {
      await running.untilRunning(instance.id);
      await running.send(command[0], instance.id, command[1]);
    }
    died = false;
    await running.quit();
  };
  await Promise.all([work().catch(() => undefined), running.untilGone()]);
  await vi.waitUntil(() => running.alive.length === 0, { timeout: 20_000, interval: 10 });
  return { steps: running.steps, died };
}

/** What is on the disk, and that nothing is left of the operation. */
function look({ home, instance }: Prepared, where: string): Found {
  const data = join(instance.folder, 'pb_data');
  expect(existsSync(data), `${where}: pb_data is there`).toBe(true);
  expect(findDamage(join(data, 'data.db')), where).toEqual([]);
  const left = readdirSync(instance.folder).filter((name) => name.startsWith('.basekeeper-'));
  expect(left, `${where}: nothing is left in the folder`).toEqual([]);
  expect(readdirSync(join(home, 'operations')), `${where}: nothing is left in the journal`).toEqual([]);
  const parts = readdirSync(join(home, 'backups', instance.id)).filter((name) => !name.endsWith('.zip'));
  expect(parts, `${where}: no half a backup`).toEqual([]);
  const database = openAlone(join(data, 'data.db'));
  const { tables, migrations } = describeData(database);
  database.close();
  const bench = createWorkbench({ home });
  const record = bench.list.load().find(({ id }) => id === instance.id);
  void bench.quit();
  return {
    version: record?.version ?? '',
    rows: tables.find(({ name }) => name === 'numbers')?.rows ?? -1,
    isNewData: migrations.includes(MARK_OF_NEW),
  };
}

describe.each(ALL ? OPERATIONS : OPERATIONS.slice(0, 2))('$faults: $name', (operation) => {
  let prepared: Prepared;
  let untouched: Snapshot;
  beforeAll(async () => {
    prepared = await prepare(operation.upgradeFirst ?? false);
    untouched = new Snapshot(prepared.home, 'untouched');
  }, 120_000);
  afterAll(() => untouched.remove());

  test(
    'is entirely done or entirely undone, wherever the app is killed',
    async () => {
      const command = [operation.name, operation.command(prepared)] as const;
      const whole = await run(prepared, undefined, command);
      expect(whole.died).toBe(false);
      expect(look(prepared, 'without a kill')).toEqual(operation.after(prepared));
      const points = whole.steps.map((name, index) => ({ name, number: index + 1 }));
      const chosen = ALL ? points : points.filter(({ name }) => NARROW.includes(name));
      let again = 0;
      const ended = { old: 0, new: 0 };
      for (const { name, number } of chosen) {
        untouched.bringBack();
        await run(prepared, number, command);
        const killed = new Snapshot(prepared.home, 'killed');
        // Then inside of putting it in order, until that comes to its end before the next kill.
        for (let second = 1; ; second += 1) {
          if (second > 1) killed.bringBack();
          const recovery = await run(prepared, ALL ? second : undefined);
          if (recovery.died) {
            again += 1;
            await run(prepared, undefined);
          }
          const where = `killed after ${String(number)} ${name}, then after ${String(second)} ${recovery.steps.at(-1) ?? 'nothing'}`;
          const found = look(prepared, where);
          const [old, fresh] = [operation.before(prepared), operation.after(prepared)];
          expect([old, fresh], where).toContainEqual(found);
          if (JSON.stringify(found) === JSON.stringify(old)) ended.old += 1;
          else ended.new += 1;
          if (!recovery.died) break;
        }
        killed.remove();
      }
      process.stdout.write(
        `${operation.name}: ${String(chosen.length)} of ${String(points.length)} points, ${String(again)} more inside of recovery; old ${String(ended.old)}, new ${String(ended.new)}, mixed 0\n`,
      );
    },
    ALL ? 3_600_000 : 300_000,
  );
});
