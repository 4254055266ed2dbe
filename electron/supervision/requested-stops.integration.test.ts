/** Requested stops are never crashes, and there is never more than one process. Real PocketBase, seeded randomness. */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { execa } from 'execa';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(() => bench.dispose());

const countProcesses = async (folder: string): Promise<number> => {
  const { stdout } = await execa('pgrep', ['-fc', `^[^ ]*pocketbase serve .*--dir=${join(folder, 'pb_data')}`], {
    reject: false,
  });
  return Number(stdout);
};

const STOPS = Number(process.env['BASEKEEPER_STOPS'] ?? 40);

test(
  `G4: ${STOPS} stops of every kind at random moments of a start count as no crash`,
  { timeout: STOPS * 900 },
  async () => {
    const { id, folder } = await bench.create('blog', '0.40.6');
    const [plan] = fc.sample(
      fc.array(
        fc.record({
          how: fc.constantFrom('stop', 'restart', 'maintenance', 'twice'),
          delayMs: fc.integer({ min: 0, max: 120 }),
        }),
        { minLength: STOPS, maxLength: STOPS },
      ),
      { seed: 20260101, numRuns: 1 },
    );
    for (const { how, delayMs } of plan ?? []) {
      // The delay is the subject here, not a wait for something.
      await wait(delayMs);
      switch (how) {
        case 'stop':
          orThrow(bench.instances.stop(id));
          break;
        case 'restart':
          orThrow(bench.instances.restart(id));
          break;
        case 'maintenance':
          orThrow(bench.instances.enterMaintenance(id, 'tray'));
          break;
        case 'twice':
          orThrow(bench.instances.stop(id));
          orThrow(bench.instances.stop(id));
          break;
      }
      if (how !== 'restart') {
        await bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
        expect(await countProcesses(folder)).toBe(0);
      }
      expect(bench.now(id).incidents).toEqual([]);
      if (how === 'maintenance') orThrow(bench.instances.leaveMaintenance(id));
      orThrow(bench.instances.start(id));
    }
    await bench.untilRunning(id);
    expect(bench.now(id).incidents).toEqual([]);
    expect(await countProcesses(folder)).toBe(1);
  },
);

test('F12: double clicks join: many starts at once make one process', async () => {
  const { id, folder } = await bench.create('blog', '0.40.6');
  for (let click = 0; click < 20; click += 1) orThrow(bench.instances.start(id));
  await bench.untilRunning(id);
  for (let click = 0; click < 20; click += 1) orThrow(bench.instances.start(id));
  expect(await countProcesses(folder)).toBe(1);
});

test('F14: the last wish wins when wishes come faster than a process can follow', async () => {
  const { id, folder } = await bench.create('blog', '0.40.6');
  await bench.untilRunning(id);
  orThrow(bench.instances.stop(id));
  orThrow(bench.instances.start(id));
  orThrow(bench.instances.enterMaintenance(id, 'window'));
  expect(bench.instances.start(id)).toMatchObject({
    ok: false,
    error: { code: 'in-maintenance', instanceName: 'blog' },
  });
  await bench.untilMaintenance(id);
  expect(await countProcesses(folder)).toBe(0);
  orThrow(bench.instances.leaveMaintenance(id));
  await bench.untilRunning(id);
  expect(await countProcesses(folder)).toBe(1);
});

test('F11: a frozen process that was asked to stop is stopped all the same', async () => {
  const { id } = await bench.create('blog', '0.40.6');
  const { state } = await bench.untilRunning(id);
  if (state.kind !== 'running') throw new Error('not running');
  process.kill(state.pid, 'SIGSTOP');
  orThrow(bench.instances.enterMaintenance(id, 'window'));
  const stopped = await bench.untilMaintenance(id);
  expect(stopped.incidents).toEqual([]);
});
