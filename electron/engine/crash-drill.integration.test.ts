import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DRILL_FOLDER, DRILL_NAME } from '../../shared/crash-drill';
import { pidOf, type Instance } from '../../shared/instance';
import { endOf } from '../testing/served-records';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(() => bench.dispose());

const drillIn = (of: Workbench): Instance => {
  const { drill, instances } = of.store.snapshot().state;
  const found = instances.find(({ folder }) => folder === drill?.folder);
  if (found === undefined) throw new Error('There is no crash drill');
  return found;
};
/** Every path below the home that names the instance. */
const tracesOf = (home: string, { id, folder }: Instance): readonly string[] => {
  const paths = readdirSync(home, { recursive: true, encoding: 'utf8' });
  const list = readFileSync(join(home, 'settings/instances.json'), 'utf8');
  return [...paths.filter((path) => path.includes(id)), ...(list.includes(id) ? ['the list'] : []), ...there(folder)];
};
const there = (folder: string): readonly string[] => (existsSync(folder) ? [folder] : []);

/** Its process was killed, and it is in maintenance. */
async function drilled(): Promise<Instance> {
  orThrow(await bench.drills.begin());
  return bench.untilMaintenance(drillIn(bench).id);
}

test('a drill makes an instance in the temporary folder, kills its process alone, and leaves nothing when it is removed', async () => {
  const blog = await bench.create('blog', '0.40.6');
  const pid = pidOf((await bench.untilRunning(blog.id)).state);
  const drill = await drilled();
  expect(drill.name).toBe(DRILL_NAME);
  expect(drill.folder.startsWith(join(tmpdir(), DRILL_FOLDER))).toBe(true);
  const { killed, stage } = bench.store.snapshot().state.drill ?? {};
  expect(stage).toBe('killed');
  expect(drill.incidents).toHaveLength(1);
  expect(drill.incidents[0]).toMatchObject({ reason: 'crashed', cause: 'killed', pid: killed?.pid });
  expect(killed?.pid).not.toBe(pid);
  expect(pidOf(bench.now(blog.id).state)).toBe(pid);

  expect(await bench.drills.begin()).toEqual({ ok: false, error: { code: 'drill-exists' } });
  orThrow(await endOf(bench.operating.backUp(drill.id, { label: '', reason: 'manual' })));
  expect(tracesOf(bench.home, drill).length).toBeGreaterThan(3);
  orThrow(await bench.drills.remove());
  expect(tracesOf(bench.home, drill)).toEqual([]);
  expect(bench.store.snapshot().state.drill).toBeNull();
  expect(bench.store.snapshot().state.instances.map(({ name }) => name)).toEqual(['blog']);
  expect(pidOf(bench.now(blog.id).state)).toBe(pid);
  expect(bench.now(blog.id).incidents).toEqual([]);
});

test('one that was started again is stopped and removed', async () => {
  const { id } = await drilled();
  bench.instances.leaveMaintenance(id);
  const drill = await bench.untilRunning(id);
  orThrow(await bench.drills.remove());
  expect(tracesOf(bench.home, drill)).toEqual([]);
});

test('it goes when Basekeeper quits', async () => {
  const drill = await drilled();
  await bench.quit();
  expect(tracesOf(bench.home, drill)).toEqual([]);
});

test('what an earlier life of the app has left goes at the next launch', async () => {
  const drill = await drilled();
  const note = readFileSync(join(bench.home, 'settings/crash-drill.json'), 'utf8');
  expect(JSON.parse(note)).toMatchObject({ drill: { folder: drill.folder, instanceId: drill.id } });
  const again = bench.reopen();
  await again.resume();
  expect(tracesOf(bench.home, drill)).toEqual([]);
  expect(again.store.snapshot().state).toMatchObject({ drill: null, instances: [] });
});

test('one that was taken off the list by hand keeps its files, as it is told there, whatever follows', async () => {
  const first = await drilled();
  const database = join(first.folder, 'pb_data/data.db');
  orThrow(bench.operating.removeFromList(first.id));
  await expect.poll(() => bench.store.snapshot().state.drill).toBeNull();
  const second = await drilled();
  expect(existsSync(database)).toBe(true);
  orThrow(await bench.drills.remove());
  await bench.quit();
  bench = bench.reopen();
  await bench.resume();
  expect(existsSync(database)).toBe(true);
  expect(tracesOf(bench.home, second)).toEqual([]);
  rmSync(first.folder, { recursive: true });
});

test('one that was moved is an instance like others, and is kept', async () => {
  const { id } = await drilled();
  const moved = join(bench.home, 'instances', 'kept');
  orThrow(await endOf(bench.operating.move(id, moved)));
  expect(bench.now(id).folder).toBe(moved);
  await expect.poll(() => bench.store.snapshot().state.drill).toBeNull();
  orThrow(await bench.drills.remove());
  await bench.quit();
  expect(existsSync(join(moved, 'pb_data/data.db'))).toBe(true);
});
