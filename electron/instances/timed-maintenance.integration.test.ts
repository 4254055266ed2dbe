/** Maintenance that ends by itself, with real processes and a clock that jumps. */
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addressOf, type Instance } from '../../shared/instance';
import { createClient } from '../engine/client';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

const MINUTE_MS = 60_000;

let bench: Workbench;
let blog: Instance;
let aheadMs: number;
beforeEach(async () => {
  aheadMs = 0;
  bench = createWorkbench({ now: () => new Date(Date.now() + aheadMs) });
  blog = await bench.create('blog', '0.40.6');
  await bench.untilRunning(blog.id);
});
afterEach(() => bench.dispose());

const client = createClient('window');
async function enter(terms: { readonly minutes?: number | null; readonly note?: string }, on = bench): Promise<void> {
  orThrow(await on.dispatch(client, 'enter-maintenance', { instanceId: blog.id, ...terms }));
  await on.untilMaintenance(blog.id);
}
const journal = (on = bench): readonly string[] => on.activity.load(blog.id).map(({ text }) => text);

test('it ends when its time is over, also when that was while the app was away; clients are told when', async () => {
  await enter({ minutes: 15, note: 'new disk' });
  expect(bench.now(blog.id).intent.maintenance).toMatchObject({ note: 'new disk', setBy: 'window' });
  const answer = async (): Promise<Response> => fetch(`${addressOf(blog)}/api/health`);
  await expect.poll(async () => (await answer()).status).toBe(503);
  const seconds = Number((await answer()).headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(14 * 60);
  expect(seconds).toBeLessThanOrEqual(15 * 60);

  aheadMs = 14 * MINUTE_MS;
  bench.maintenanceEnds.look();
  expect(bench.now(blog.id).intent.maintenance).not.toBeNull();
  aheadMs = -600 * MINUTE_MS;
  bench.maintenanceEnds.look();
  expect(bench.now(blog.id).intent.maintenance).not.toBeNull();
  aheadMs = 16 * MINUTE_MS;
  bench.maintenanceEnds.look();
  await bench.untilRunning(blog.id);
  expect(journal()).toContain('Maintenance ended: its time was over.');

  await enter({ minutes: 60 });
  orThrow(bench.instances.stop(blog.id));
  await bench.quit();
  aheadMs += 61 * MINUTE_MS;
  const again = bench.reopen();
  await again.resume();
  expect(again.now(blog.id).intent.maintenance).not.toBeNull();
  again.maintenanceEnds.start();
  // What had been stopped before stays stopped.
  expect(again.now(blog.id)).toMatchObject({
    state: { kind: 'stopped' },
    intent: { shouldRun: false, maintenance: null },
  });
});

test('what the checks refuse stays in maintenance, with the reason, and no timer ends it any more', async () => {
  const data = join(blog.folder, 'pb_data');
  await enter({ minutes: 15 });
  renameSync(data, `${data}-away`);
  aheadMs = 16 * MINUTE_MS;
  bench.maintenanceEnds.look();
  const failed = await bench.until(
    blog.id,
    'start failed',
    ({ intent, state }) => intent.maintenance?.reason === 'start-failed' && state.kind === 'stopped',
  );
  expect(failed.incidents[0]).toMatchObject({ cause: 'data-folder-missing' });
  expect(failed.intent.maintenance).not.toHaveProperty('until');
  expect(await bench.dispatch(client, 'enter-maintenance', { instanceId: blog.id, minutes: 1 })).toMatchObject({
    error: { code: 'maintenance-not-timed' },
  });
  renameSync(`${data}-away`, data);
  aheadMs = 600 * MINUTE_MS;
  bench.maintenanceEnds.look();
  expect(bench.now(blog.id).intent.maintenance?.reason).toBe('start-failed');

  // Another instance has its port: nothing is tried again behind anybody’s back.
  orThrow(bench.instances.leaveMaintenance(blog.id));
  await bench.untilRunning(blog.id);
  await enter({ minutes: 15 });
  const shop = await bench.create('shop', '0.40.6');
  await bench.untilRunning(shop.id);
  orThrow(bench.instances.enterMaintenance(shop.id, 'window'));
  await bench.untilMaintenance(shop.id);
  orThrow(bench.instances.setPort(shop.id, blog.port));
  orThrow(bench.instances.leaveMaintenance(shop.id));
  await bench.untilRunning(shop.id);
  aheadMs += 16 * MINUTE_MS;
  bench.maintenanceEnds.look();
  expect(bench.now(blog.id).intent.maintenance).toMatchObject({ reason: 'requested' });
  expect(bench.now(blog.id).intent.maintenance).not.toHaveProperty('until');
  expect(bench.store.snapshot().state.notices.map(({ title }) => title)).toEqual(['blog stays in maintenance']);
  expect(journal().at(-1)).toBe('Maintenance lasts until it is turned off.');
});
