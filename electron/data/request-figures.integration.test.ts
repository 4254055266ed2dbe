import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RequestFigures } from '../../shared/request-figures';
import { keepLogs } from '../testing/api-settings';
import { SUPERUSER } from '../testing/served-records';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(() => bench.dispose());

const figures = async (dataFolder: string): Promise<RequestFigures> =>
  orThrow(await bench.runJob('request-figures', { dataFolder, nowMs: Date.now() }));
const total = (read: RequestFigures): number =>
  read.kind === 'figures' ? read.perMinute.reduce((sum, count) => sum + count, 0) : Number.NaN;

test.each(['0.40.6', '0.23.12'])(
  'requests to PocketBase %s are counted with their routes, while it runs and after it ended',
  async (version) => {
    const { id, port, folder } = await bench.create('blog', version, SUPERUSER);
    await bench.untilRunning(id);
    const before = total(await figures(join(folder, 'pb_data')));
    const ask = async (path: string): Promise<void> => {
      await (await fetch(`http://127.0.0.1:${String(port)}${path}`)).text();
    };
    for (let count = 0; count < 3; count += 1) await ask(`/api/collections/users/records?page=${String(count)}`);
    await ask('/api/collections/users/records/abcdefghij12345');
    const data = join(folder, 'pb_data');
    // PocketBase writes its log some seconds later.
    await expect.poll(async () => total(await figures(data)) - before, { timeout: 30_000 }).toBe(4);
    const read = await figures(data);
    if (read.kind !== 'figures') throw new Error(read.kind);
    expect(read).toMatchObject({ logging: 'all', isCut: false });
    expect(read.failures).toBeGreaterThanOrEqual(1);
    const counted = Object.fromEntries(read.slowest.map(({ route, requests }) => [route, requests]));
    expect(counted).toMatchObject({
      'GET /api/collections/users/records': 3,
      'GET /api/collections/users/records/{id}': 1,
    });
    expect(Object.keys(counted).some((route) => route.includes('/api/health'))).toBe(false);

    bench.instances.stop(id);
    await bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
    expect(total(await figures(data))).toBe(before + 4);
  },
);

test('what the log cannot tell is said: it is off, keeps failures only, or is not there', async () => {
  const { id, port, folder } = await bench.create('blog', '0.40.6', SUPERUSER);
  await bench.untilRunning(id);
  const data = join(folder, 'pb_data');
  await keepLogs(port, SUPERUSER, { maxDays: 5, minLevel: 4 });
  expect(await figures(data)).toMatchObject({ kind: 'figures', logging: 'failures-only' });
  await keepLogs(port, SUPERUSER, { maxDays: 0, minLevel: 0 });
  expect(await figures(data)).toMatchObject({ kind: 'figures', logging: 'off' });
  bench.instances.stop(id);
  await bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
  for (const ending of ['', '-wal', '-shm']) rmSync(join(data, `auxiliary.db${ending}`), { force: true });
  expect(await figures(data)).toEqual({ kind: 'no-log' });
});
