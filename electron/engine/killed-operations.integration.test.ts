/** The app is killed at the places that matter most; what is there at the next launch, and that nothing is left over. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Instance } from '../../shared/instance';
import { createCollection, storedNumbers } from '../testing/acknowledged-writes';
import { backupsOf } from '../testing/after-operations';
import { AppProcess, headlessOptions, newHome } from '../testing/app-process';
import type { HeadlessCommand } from '../testing/headless-app';
import { leftBehindIn, SUPERUSER, writeRecords } from '../testing/served-records';
import { servingProcesses } from '../testing/serving-processes';
import { createWorkbench, orThrow } from '../testing/workbench';

let app: AppProcess | null = null;
let home = '';
afterEach(async () => {
  await app?.quit();
  for (const pid of servingProcesses(home)) process.kill(pid, 'SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

interface Prepared {
  readonly instance: Instance;
  readonly backupId: string;
  /** Different numbers that are stored in the backup, and now. */
  readonly rows: { readonly backup: number; readonly now: number };
}

async function prepare(): Promise<Prepared> {
  home = newHome();
  const bench = createWorkbench({ home });
  const { id } = await bench.create('blog', '0.40.6', SUPERUSER);
  const instance = await bench.untilRunning(id);
  await createCollection(instance.port, SUPERUSER);
  await writeRecords(instance.port, 20);
  const backup = (await storedNumbers(instance.port)).size;
  orThrow(await orThrow(bench.operating.backUp(id, { reason: 'manual', label: '' })).ended);
  // They begin anew with the first number.
  await writeRecords(instance.port, backup + 30);
  const now = (await storedNumbers(instance.port)).size;
  expect(now).toBeGreaterThan(backup);
  const { backups } = await backupsOf(bench, id);
  await bench.quit();
  return { instance, backupId: backups[0]?.id ?? '', rows: { backup, now } };
}

/** Dies without a word after this step. Answers what is in the folder of the instance then; the app is open again. */
async function killAfter(
  step: string,
  { instance: { folder, id }, backupId }: Prepared,
  command: HeadlessCommand['name'],
): Promise<readonly string[]> {
  const first = await AppProcess.open(home, headlessOptions({ dieAfter: step }));
  app = first;
  await first.untilRunning(id);
  await expect(first.send(command, id, { backupId }), `it dies after ${step}`).rejects.toThrow('The app has ended');
  const found = [...readdirSync(folder), ...readdirSync(join(folder, 'pb_data')).map((name) => `pb_data/${name}`)];
  app = await AppProcess.open(home);
  await app.send('recovered');
  return found;
}

function orMissing(opened: AppProcess | null): AppProcess {
  if (opened === null) throw new Error('The app is not open');
  return opened;
}

/** Served, whole, and with nothing beside it. */
async function expectServed({ instance: { folder, id } }: Prepared, rows: number): Promise<void> {
  const { port } = await orMissing(app).untilRunning(id);
  expect((await storedNumbers(port)).size).toBe(rows);
  expect(leftBehindIn(folder)).toEqual([]);
  expect(existsSync(join(folder, 'pb_data/data.db'))).toBe(true);
  expect(readdirSync(join(home, 'operations'))).toEqual([]);
}

const LIMIT_MS = 120_000;

test.each(['copied-for-backup', 'write-backup: Packing the copy', 'wrote-backup'])(
  'F45: a backup that dies after “%s” is not there, and nothing of it is left',
  { timeout: LIMIT_MS },
  async (step) => {
    const prepared = await prepare();
    const before = readdirSync(join(home, 'backups', prepared.instance.id));
    const found = await killAfter(step, prepared, 'back-up');
    expect(found.some((name) => name.startsWith('.basekeeper-'))).toBe(true);
    expect(readdirSync(join(home, 'backups', prepared.instance.id))).toEqual(before);
    await expectServed(prepared, prepared.rows.now);
  },
);

test.each(['unpack-backup: Unpacking', 'filled-new-folder'])(
  'F46: a restore that dies while the new data is made ready (“%s”) has not touched the old',
  { timeout: LIMIT_MS },
  async (step) => {
    const prepared = await prepare();
    const found = await killAfter(step, prepared, 'restore');
    expect(found).toContain('pb_data');
    expect(found.some((name) => name.startsWith('.basekeeper-'))).toBe(true);
    await expectServed(prepared, prepared.rows.now);
  },
);

test(
  'F47: a restore that dies between taking the old out and putting the new in leaves the instance with its data: the old, since none was confirmed',
  { timeout: LIMIT_MS },
  async () => {
    const prepared = await prepare();
    const found = await killAfter('moved-old-pb_data', prepared, 'restore');
    expect(found).not.toContain('pb_data/data.db');
    const { id } = prepared.instance;
    const { intent } = await orMissing(app).untilMaintenance(id);
    expect(intent).toMatchObject({ shouldRun: true, maintenance: { reason: 'operation-failed' } });
    await orMissing(app).send('maintenance-off', id);
    await expectServed(prepared, prepared.rows.now);
  },
);

test('F47: a restore that dies after the new data has been found good is finished', { timeout: LIMIT_MS }, async () => {
  const prepared = await prepare();
  await killAfter('noted-starting', prepared, 'restore');
  await expectServed(prepared, prepared.rows.backup);
});
