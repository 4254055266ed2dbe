import { afterEach, beforeEach, expect, test } from 'vitest';
import { pidOf } from '../../shared/instance';
import type { Usage } from '../../shared/usage';
import { createWorkbench, type Workbench } from '../testing/workbench';
import { UsageWatch } from './usage-watch';

let bench: Workbench;
let watch: UsageWatch;
let seen: boolean;
let pushed: Usage[];
beforeEach(() => {
  bench = createWorkbench();
  seen = true;
  pushed = [];
  watch = new UsageWatch({
    store: bench.store,
    isSeen: () => seen,
    send: (push) => {
      if (push.type === 'usage') pushed.push(push.usage);
    },
    reportBug: (error) => {
      throw error;
    },
    intervalMs: 20,
  });
});
afterEach(() => {
  watch.set(null);
  return bench.dispose();
});

test('tells what the process of the instance on screen takes, and of its next process anew', async () => {
  const { id } = await bench.create('blog', '0.40.6');
  await bench.create('shop', '0.40.6');
  const first = pidOf((await bench.untilRunning(id)).state);
  watch.set(id);
  await expect.poll(() => pushed.length).toBeGreaterThan(2);
  const [begin, next] = pushed;
  expect(begin).toMatchObject({ instanceId: id, pid: first, processorPercent: null });
  // PocketBase takes some thirty million bytes, whatever the machine.
  expect(next?.memoryBytes).toBeGreaterThan(5e6);
  expect(next?.memoryBytes).toBeLessThan(500e6);
  expect(next?.processorPercent).toBeGreaterThanOrEqual(0);

  bench.instances.restart(id);
  const restarted = await bench.until(id, 'runs anew', ({ state }) => state.kind === 'running' && state.pid !== first);
  await expect.poll(() => pushed.at(-1)?.pid).toBe(pidOf(restarted.state));
  expect(pushed.find(({ pid }) => pid !== first)?.processorPercent).toBeNull();
  expect(new Set(pushed.map(({ instanceId }) => instanceId))).toEqual(new Set([id]));
});

test('a busy process shows', async () => {
  const { id, port } = await bench.create('blog', '0.40.6');
  await bench.untilRunning(id);
  watch.set(id);
  const enough = new AbortController();
  const work = (async () => {
    while (!enough.signal.aborted)
      await fetch(`http://127.0.0.1:${String(port)}/api/health`).then((answer) => answer.text());
  })();
  await expect
    .poll(() => Math.max(0, ...pushed.map(({ processorPercent }) => processorPercent ?? 0)))
    .toBeGreaterThan(5);
  enough.abort();
  await work;
});

test('nothing is measured while nobody sees it, nor of an instance without a process', async () => {
  const { id } = await bench.create('blog', '0.40.6');
  await bench.untilRunning(id);
  seen = false;
  watch.set(id);
  bench.instances.stop(id);
  await bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
  expect(pushed).toEqual([]);
  seen = true;
  bench.instances.start(id);
  await bench.untilRunning(id);
  await expect.poll(() => pushed.length).toBeGreaterThan(0);
});
