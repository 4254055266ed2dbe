import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Instance } from '../../shared/instance';
import { endOf, SUPERUSER } from '../testing/served-records';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

let bench: Workbench;
let instance: Instance;
beforeEach(async () => {
  bench = createWorkbench();
  instance = await bench.create('blog', '0.40.6', SUPERUSER);
  await bench.untilRunning(instance.id);
});
afterEach(() => bench.dispose());

test('renaming works while it runs, and refuses the name of another instance', async () => {
  const shop = await bench.create('shop', '0.40.6');
  orThrow(bench.operating.rename(instance.id, 'Blog'));
  expect(bench.now(instance.id)).toMatchObject({ name: 'Blog', state: { kind: 'running' } });
  expect(bench.operating.rename(shop.id, 'BLOG')).toEqual({
    ok: false,
    error: { code: 'name-in-use', name: 'BLOG' },
  });
  expect(bench.list.load().map(({ name }) => name)).toEqual(['Blog', 'shop']);
});

test('a task goes by the new name as soon as its instance is renamed, whether it is underway or has ended', async () => {
  orThrow(await endOf(bench.operating.checkIntegrity(instance.id)));
  const underway = orThrow(bench.operating.backUp(instance.id, { reason: 'manual', label: '' }));
  orThrow(bench.operating.rename(instance.id, 'journal'));
  const names = (): readonly string[] =>
    bench.store.snapshot().state.operations.map(({ instanceName }) => instanceName);
  expect(names()).toEqual(['journal', 'journal']);
  expect(bench.operating.checkIntegrity(instance.id)).toEqual({
    ok: false,
    error: { code: 'operation-underway', instanceName: 'journal', kind: 'backup' },
  });
  orThrow(await underway.ended);
  expect(names()).toEqual(['journal', 'journal']);
});
