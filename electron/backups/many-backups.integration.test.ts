/**
 * G18: many backups while four writers write, some of them of what a killed process left, each verified and restored into a
 * clone. `BASEKEEPER_BACKUPS` sets how many, `BASEKEEPER_FILES` how many files are stored.
 */
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pidOf, type Instance } from '../../shared/instance';
import { createCollection, storedNumbers, Writers } from '../testing/acknowledged-writes';
import { backupsOf, expectNothingLeft } from '../testing/after-operations';
import { createThings, LOGIN, missingFilesOf, signIn, uploadFiles } from '../testing/seeded-data';
import { serveFromTerminal } from '../testing/terminal-pocketbase';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

const BACKUPS = Number(process.env['BASEKEEPER_BACKUPS'] ?? 2);
const FILES = Number(process.env['BASEKEEPER_FILES'] ?? 20);
/** Every so many of them is made of what a SIGKILL left. */
const KILLED_EVERY = 2;
/** Some two hundred writes a second; as many as it takes would make the data of the last backups a hundred times larger. */
const PAUSE_MS = 15;
const SUPERUSER = { email: LOGIN.identity, password: LOGIN.password };
const VERSION = '0.40.6';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(() => bench.dispose());

interface Made {
  /** Acknowledged before the backup began. */
  readonly before: readonly number[];
  /** Tried before it had ended: nothing else can be in it. */
  readonly tried: number;
}

test('G18: every backup verifies, and holds every record that was acknowledged before it began', async () => {
  const instance = await bench.create('blog', VERSION, SUPERUSER);
  const { id, port } = await bench.untilRunning(instance.id);
  await createCollection(port, SUPERUSER);
  await createThings(port, (await signIn(port, VERSION)) ?? '');
  const files = await uploadFiles(port, FILES);
  const writers = new Writers(port, PAUSE_MS);
  const made = new Map<string, Made>();
  let killed = 0;
  for (let round = 1; round <= BACKUPS; round += 1) {
    const goal = writers.acknowledged.length + 20;
    await expect.poll(() => writers.acknowledged.length, { timeout: 20_000, interval: 10 }).toBeGreaterThan(goal);
    if (round % KILLED_EVERY === 0) {
      await kill(instance);
      killed += 1;
    }
    const before = [...writers.acknowledged];
    orThrow(await orThrow(bench.operating.backUp(id, { reason: 'manual', label: String(round) })).ended);
    const { backups } = await backupsOf(bench, id);
    made.set(backups.find(({ label }) => label === String(round))?.id ?? '', { before, tried: writers.tried });
    if (bench.now(id).intent.maintenance !== null) orThrow(bench.instances.leaveMaintenance(id));
    await bench.untilRunning(id);
  }
  await writers.end();
  const stored = await storedNumbers(port);
  expect(writers.acknowledged.filter((number) => !stored.has(number))).toEqual([]);
  orThrow(bench.instances.stop(id));
  await bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
  expectNothingLeft(bench, instance);

  const { backups, foreign } = await backupsOf(bench, id);
  expect(foreign).toEqual([]);
  expect(backups.map((backup) => backup.id).sort()).toEqual([...made.keys()].sort());
  for (const [backupId, { before, tried }] of made) {
    orThrow(await orThrow(await bench.operating.verifyBackup(id, backupId)).ended);
    const clone = join(bench.home, 'clone');
    await unpack(id, backupId, clone);
    const served = await serveFromTerminal(clone, VERSION);
    const clonePort = Number(new URL(served.address).port);
    const inIt = await storedNumbers(clonePort);
    expect(before.filter((number) => !inIt.has(number))).toEqual([]);
    expect([...inIt].filter((number) => number > tried)).toEqual([]);
    expect(await missingFilesOf(files, clonePort)).toEqual([]);
    await served.end();
    rmSync(clone, { recursive: true });
  }
  process.stdout.write(
    `${String(BACKUPS)} backups, ${String(killed)} of them after SIGKILL, ${String(FILES)} files: all whole; ` +
      `${String(writers.acknowledged.length)} acknowledged, 0 lost; longest write ${writers.longestMs.toFixed(0)} ms\n`,
  );

  // The newest one in the place of the data itself.
  const [newest = ''] = [...made.keys()].reverse();
  const source = { kind: 'backup', backupId: newest } as const;
  orThrow(await orThrow(await bench.operating.restore(id, { source, parts: ['pb_data'] })).ended);
  orThrow(bench.instances.start(id));
  await bench.untilRunning(id);
  const now = await storedNumbers(port);
  expect(made.get(newest)?.before.filter((number) => !now.has(number))).toEqual([]);
  expect(await missingFilesOf(files, port)).toEqual([]);
}, 3_600_000);

async function kill({ folder, id }: Instance): Promise<void> {
  process.kill(pidOf(bench.now(id).state) ?? 0, 'SIGKILL');
  await bench.untilMaintenance(id);
  expect(statSync(join(folder, 'pb_data/data.db-wal')).size).toBeGreaterThan(0);
}

async function unpack(id: string, backupId: string, into: string): Promise<void> {
  mkdirSync(into, { recursive: true });
  const { path } = orThrow(await bench.operating.findBackup(id, backupId));
  orThrow(await bench.runJob('unpack-backup', { path, into, parts: ['pb_data'], spaceBytes: 1e12 }));
}
