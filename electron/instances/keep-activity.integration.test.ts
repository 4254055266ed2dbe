/** The journal tells what happened, with real processes. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pidOf } from '../../shared/instance';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(() => bench.dispose());

const journalOf = (id: string, of = bench): readonly string[] => of.activity.load(id).map(({ text }) => text);

test('what a person does, what the process does, and what a task did', async () => {
  const { id, port, folder } = await bench.create('blog', '0.40.6');
  await bench.untilRunning(id);
  bench.instances.enterMaintenance(id, 'tray');
  await bench.untilMaintenance(id);
  bench.instances.leaveMaintenance(id);
  await bench.untilRunning(id);
  orThrow(await orThrow(bench.operating.backUp(id, { reason: 'manual', label: '' })).ended);
  bench.instances.restart(id);
  await bench.until(id, 'stopping', ({ state }) => state.kind !== 'running');
  process.kill(pidOf((await bench.untilRunning(id)).state) ?? 0, 'SIGKILL');
  await bench.untilMaintenance(id);
  bench.instances.leaveMaintenance(id);
  await bench.untilRunning(id);
  bench.instances.stop(id);
  await bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
  const running = `Running: PocketBase 0.40.6 on port ${String(port)}.`;
  expect(journalOf(id)).toEqual([
    `Added to the list. PocketBase 0.40.6, port ${String(port)}, in ${folder}.`,
    running,
    'Maintenance turned on by you, from the tray.',
    'Maintenance turned off.',
    running,
    expect.stringMatching(/^Backup: .+ verified/),
    running,
    expect.stringMatching(/^PocketBase was killed \(SIGKILL\) .+ Now in maintenance: no requests are processed\.$/),
    'Maintenance turned off.',
    running,
    'Stopped, as you asked.',
  ]);
  const [incident] = bench.now(id).incidents;
  expect(bench.activity.load(id).find(({ kind }) => kind === 'failed')?.incidentId).toBe(incident?.id);
});

test('a journal goes on at the next launch, where it says that quitting stopped it', async () => {
  const { id } = await bench.create('blog', '0.40.6');
  await bench.untilRunning(id);
  await bench.quit();
  const again = bench.reopen();
  again.instances.resume();
  await again.untilRunning(id);
  expect(journalOf(id, again).slice(2)).toEqual([
    'Stopped because Basekeeper was quit.',
    expect.stringMatching(/^Running: /),
  ]);
});

test('a deletion takes the journal with it', async () => {
  const { id } = await bench.create('blog', '0.40.6');
  await bench.untilRunning(id);
  const path = join(bench.home, 'activity', `${id}.jsonl`);
  expect(existsSync(path)).toBe(true);
  orThrow(await orThrow(await bench.operating.deleteInstance(id, { name: 'blog', backUpFirst: false })).ended);
  expect(existsSync(path)).toBe(false);
});
