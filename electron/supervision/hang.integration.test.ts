/** What takes seconds in life takes a fraction of them here: the same code with shorter limits. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { foldersOf } from '../pocketbase/arguments';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench({
    timing: {
      startLimitMs: 2000,
      stopGraceMs: 1000,
      killLimitMs: 2000,
      health: { readinessIntervalMs: 20, livenessIntervalMs: 100, answerTimeoutMs: 300, misses: 3 },
    },
  });
});
afterEach(() => bench.dispose());

test('F18: a process that stops answering is ended, and its instance goes into maintenance', async () => {
  const { id } = await bench.create('blog', '0.40.6');
  const { state } = await bench.untilRunning(id);
  if (state.kind !== 'running') throw new Error('not running');
  process.kill(state.pid, 'SIGSTOP');
  const { intent, incidents } = await bench.untilMaintenance(id);
  expect(intent.maintenance?.reason).toBe('unresponsive');
  expect(incidents).toHaveLength(1);
  expect(incidents[0]).toMatchObject({ cause: 'no-answer', evidence: 'no answer within 0.3 s', pid: state.pid });
  expect(() => process.kill(state.pid, 0)).toThrow('ESRCH');
});

test('F7: a start that takes too long is ended, and its instance goes into maintenance', async () => {
  const { id, folder } = await bench.create('blog', '0.40.6');
  await bench.untilRunning(id);
  orThrow(bench.instances.stop(id));
  await bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
  writeFileSync(join(foldersOf(folder).hooks, 'slow.pb.js'), `onBootstrap((e) => { e.next(); sleep(600000) })`);
  orThrow(bench.instances.start(id));
  const { intent, incidents } = await bench.untilMaintenance(id);
  expect(intent.maintenance?.reason).toBe('start-failed');
  expect(incidents).toHaveLength(1);
  expect(incidents[0]).toMatchObject({ cause: 'start-timeout', reason: 'start-failed', uptimeMs: null });
});

test('F19: a self-restart after a change of a hook is not a crash', async () => {
  const { id, folder } = await bench.create('blog', '0.40.6');
  const before = await bench.untilRunning(id);
  writeFileSync(join(foldersOf(folder).hooks, 'new.pb.js'), `routerAdd('GET', '/new', (e) => e.json(200, {}))`);
  await expect
    .poll(
      () =>
        fetch(`http://127.0.0.1:${String(before.port)}/new`).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 10_000 },
    )
    .toBe(200);
  expect(bench.now(id).state).toEqual(before.state);
  expect(bench.now(id).incidents).toEqual([]);
});
