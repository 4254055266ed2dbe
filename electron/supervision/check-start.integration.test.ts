/** What a start would find, asked before it: real PocketBase, real files, real ports. */
import { chmodSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Instance } from '../../shared/instance';
import { failedPoints, START_POINTS, uncheckedPoints, type StartCheck } from '../../shared/start-check';
import { startCheckInWords } from '../../shared/words/start-check-words';
import { createClient } from '../engine/client';
import { setLaunchOptions } from '../instances/set-launch-options';
import { nameTheApp } from '../testing/api-settings';
import { SUPERUSER } from '../testing/served-records';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(() => bench.dispose());

const client = createClient('window');
const check = async (id: string): Promise<StartCheck> =>
  orThrow(await bench.dispatch(client, 'check-start', { instanceId: id })) as StartCheck;

/** With its port answered on, as soon as that is known. */
const inMaintenance = async (version = '0.40.6'): Promise<Instance> => {
  const { id } = await bench.create('blog', version, SUPERUSER);
  await bench.untilRunning(id);
  orThrow(bench.instances.enterMaintenance(id, 'window'));
  return bench.until(id, 'answered for', ({ maintenanceAnswer }) => maintenanceAnswer.kind === 'answering');
};

const filesIn = (folder: string): readonly string[] => readdirSync(folder, { recursive: true }).map(String).sort();

const failedStart = async (id: string): Promise<string | undefined> => {
  orThrow(bench.instances.leaveMaintenance(id));
  const failed = await bench.until(
    id,
    'start failed',
    ({ intent, state }) => intent.maintenance?.reason === 'start-failed' && state.kind === 'stopped',
  );
  return failed.incidents[0]?.cause;
};

test.each(['0.23.12', '0.40.6'])(
  '%s: nothing in the way: every point passes, and the folder is as it was',
  async (version) => {
    const { id, folder } = await inMaintenance(version);
    const before = filesIn(join(folder, 'pb_data'));
    const bytes = readFileSync(join(folder, 'pb_data/data.db'));
    const checked = await check(id);
    expect(checked.points.map(({ point }) => point)).toEqual([...START_POINTS]);
    expect(checked.points.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
    expect(startCheckInWords(checked)).toBe('Ready to start: every check passed.');
    // No write-ahead log is left that would be taken for a crash, nor by the list of superusers.
    orThrow(await bench.dispatch(client, 'list-superusers', { instanceId: id }));
    expect(filesIn(join(folder, 'pb_data'))).toEqual(before);
    expect(readFileSync(join(folder, 'pb_data/data.db')).equals(bytes)).toBe(true);
    expect(bench.now(id)).toMatchObject({ state: { kind: 'stopped' }, incidents: [] });
  },
);

test('each point that fails is what the start then fails for', async () => {
  const { id, folder, port } = await inMaintenance();
  const data = join(folder, 'pb_data');
  const database = join(data, 'data.db');
  const faults: readonly (readonly [point: string, cause: string, make: () => unknown, undo: () => unknown])[] = [
    ['data', 'data-folder-missing', () => renameSync(data, `${data}-away`), () => renameSync(`${data}-away`, data)],
    [
      'data',
      'database-missing',
      () => renameSync(database, `${database}-away`),
      () => renameSync(`${database}-away`, database),
    ],
    ['version', 'executable-missing', () => bench.versions.missing.add('0.40.6'), () => bench.versions.missing.clear()],
  ];
  for (const [point, cause, make, undo] of faults) {
    make();
    expect(failedPoints(await check(id)).map((one) => [one.point, one.cause])).toEqual([[point, cause]]);
    expect(await failedStart(id)).toBe(cause);
    undo();
    await bench.until(id, 'answered for', ({ maintenanceAnswer }) => maintenanceAnswer.kind === 'answering');
    expect(failedPoints(await check(id))).toEqual([]);
  }

  // Its port, while nothing of ours answers on it.
  orThrow(bench.instances.setOptions(id, { answerInMaintenance: false }));
  await bench.until(id, 'refused', ({ maintenanceAnswer }) => maintenanceAnswer.kind === 'refused');
  const server = createServer();
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  expect(failedPoints(await check(id))).toMatchObject([
    { point: 'port', cause: 'port-taken', evidence: expect.stringContaining(`pid ${String(process.pid)}`) as unknown },
  ]);
  await new Promise((closed) => server.close(closed));
  expect(failedPoints(await check(id))).toEqual([]);
});

test('a damaged database is found although PocketBase had closed it in order', async () => {
  const { id, folder } = await inMaintenance();
  const database = join(folder, 'pb_data/data.db');
  const bytes = readFileSync(database);
  bytes.fill(0x5a, 4096 * 2, 4096 * 6);
  writeFileSync(database, bytes);
  const checked = await check(id);
  expect(failedPoints(checked)).toMatchObject([{ point: 'damage', cause: 'database-damaged' }]);
  expect(startCheckInWords(checked)).toMatch(/^A start would fail: 1 problem found\. 2 points could not be checked\.$/);
  truncateSync(database, 0);
  expect(failedPoints(await check(id))).toMatchObject([{ point: 'data', cause: 'database-missing' }]);
});

test.each(['0.23.12', '0.28.4', '0.40.6'])('%s: the encryption key has to open the settings', async (version) => {
  const key = '0123456789abcdefghijklmnopqrstuv';
  const { id } = await bench.create('blog', version, SUPERUSER);
  const { port } = await bench.untilRunning(id);
  const give = async (encryptionKey: string | null): Promise<void> => {
    const { revision } = bench.now(id).launchOptions;
    orThrow(
      await setLaunchOptions(id, { revision, environment: [], arguments: [], encryptionKey }, bench.launchOptions),
    );
  };
  await give(key);
  const { state } = bench.now(id);
  orThrow(bench.instances.restart(id));
  await bench.until(id, 'running again', (now) => now.state.kind === 'running' && now.state !== state);
  await nameTheApp(port, SUPERUSER, 'Correct Horse');
  orThrow(bench.instances.enterMaintenance(id, 'window'));
  await bench.until(id, 'answered for', ({ maintenanceAnswer }) => maintenanceAnswer.kind === 'answering');
  expect(failedPoints(await check(id))).toEqual([]);
  for (const wrong of [null, 'vutsrqponmlkjihgfedcba9876543210']) {
    await give(wrong);
    expect(failedPoints(await check(id))).toMatchObject([{ point: 'secrets', cause: 'wrong-encryption-key' }]);
  }
  await give(key);
  bench.secrets.forget();
  expect(failedPoints(await check(id))).toMatchObject([{ point: 'secrets', cause: 'secrets-not-readable' }]);
});

test('what only a start would run is named, not passed; one that runs is not looked at', async () => {
  const { id, folder } = await inMaintenance();
  writeFileSync(join(folder, 'pb_hooks/main.pb.js'), 'throw new Error("at load")');
  writeFileSync(join(folder, 'pb_migrations/1800000000_new.js'), 'migrate(() => {})');
  const checked = await check(id);
  expect(uncheckedPoints(checked)).toMatchObject([
    { point: 'code', why: '1 hook file and 1 migration not applied yet: only a start runs this code.' },
  ]);
  expect(startCheckInWords(checked)).toBe('No problem found. 1 point could not be checked.');
  rmSync(join(folder, 'pb_hooks/main.pb.js'));
  if (process.getuid?.() !== 0) {
    chmodSync(join(folder, 'pb_data'), 0o500);
    expect(failedPoints(await check(id))).toMatchObject([{ cause: 'data-folder-not-writable' }]);
    chmodSync(join(folder, 'pb_data'), 0o700);
  }
  orThrow(bench.instances.leaveMaintenance(id));
  await bench.untilRunning(id);
  expect(await bench.dispatch(client, 'check-start', { instanceId: id })).toMatchObject({
    error: { code: 'not-stopped' },
  });
  expect(await bench.dispatch(client, 'check-start', { instanceId: 'x' })).toMatchObject({
    error: { code: 'invalid-input' },
  });
});
