/** F56 as a user meets it: the list is lost while the app is closed, and real instances come back as they were left. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

let bench: Workbench;
let again: Workbench | null = null;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(async () => {
  await bench.quit();
  await (again ?? bench).dispose();
  again = null;
});

test.each([
  ['damaged', (settings: string): void => writeFileSync(join(settings, 'instances.json'), '{"schemaVersion":1,"inst')],
  ['gone with all settings', (settings: string): void => rmSync(settings, { recursive: true })],
])('F56: a list that is %s: what ran runs again, what was in maintenance stays in it', async (_what, lose) => {
  const blog = await bench.create('blog', '0.40.6');
  const crm = await bench.create('crm', '0.40.6');
  const shop = await bench.create('shop', '0.40.6');
  for (const { id } of [blog, crm, shop]) await bench.untilRunning(id);
  orThrow(bench.instances.enterMaintenance(crm.id, 'tray'));
  orThrow(bench.instances.stop(shop.id));
  const inMaintenance = (await bench.untilMaintenance(crm.id)).intent;
  await bench.quit();

  lose(join(bench.home, 'settings'));
  again = bench.reopen();
  again.instances.resume();
  expect(again.now(crm.id)).toMatchObject({ name: 'crm', intent: inMaintenance, state: { kind: 'stopped' } });
  expect(again.now(shop.id)).toMatchObject({
    intent: { shouldRun: false, maintenance: null },
    state: { kind: 'stopped' },
  });
  const { name, port, folder, version, createdAt } = await again.untilRunning(blog.id);
  expect({ name, port, folder, version, createdAt }).toEqual({
    name: 'blog',
    port: blog.port,
    folder: blog.folder,
    version: '0.40.6',
    createdAt: blog.createdAt,
  });
  const [notice] = again.store.snapshot().state.notices;
  expect(notice?.text).toContain('Found again from the copies in their folders: “blog”, “crm”, “shop”.');
});

test('maintenance is in effect at once, although the copy in the folder cannot be written', async () => {
  const { id, folder } = await bench.create('blog', '0.40.6');
  await bench.untilRunning(id);
  await bench.list.copiesSettled();
  rmSync(join(folder, 'basekeeper.json'));
  mkdirSync(join(folder, 'basekeeper.json'));
  orThrow(bench.instances.enterMaintenance(id, 'window'));
  await bench.untilMaintenance(id);
  expect(bench.list.load()[0]?.intent.maintenance?.reason).toBe('requested');
  await bench.list.copiesSettled();
  const [notice] = bench.store.snapshot().state.notices;
  expect(notice?.title).toBe('The second copy of “blog” could not be written');
});
