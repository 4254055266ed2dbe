/** What is told with a failure: what is different since the instance last came to serve; and the start without hooks. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { foldersOf } from '../pocketbase/arguments';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

let bench: Workbench;
afterEach(() => bench.dispose());

const EXITS = 'onBootstrap((e) => { e.next(); throw new Error("not today") })';

test('a hook that keeps it from starting is named although PocketBase names none, and it starts without hooks, once', async () => {
  bench = createWorkbench();
  const { id, folder } = await bench.create('blog', '0.40.6');
  await bench.untilRunning(id);
  orThrow(bench.instances.stop(id));
  await bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
  writeFileSync(join(foldersOf(folder).hooks, 'serve.pb.js'), EXITS);
  orThrow(bench.instances.start(id));
  await bench.untilMaintenance(id);
  const told = await bench.until(id, 'told what changed', ({ incidents }) => incidents[0]?.whatChanged !== undefined);
  expect(told.incidents[0]?.whatChanged).toMatchObject({
    since: expect.stringMatching(/^20/) as string,
    changes: [{ kind: 'file', how: 'added', folder: 'pb_hooks', path: 'serve.pb.js' }],
    more: 0,
    suspect: { folder: 'pb_hooks', path: 'serve.pb.js' },
  });
  const incidentId = told.incidents[0]?.id ?? '';
  const kept = bench.instances.incident(id, incidentId);
  expect(kept.ok && kept.value.whatChanged).toEqual(told.incidents[0]?.whatChanged);

  orThrow(bench.instances.startWithoutHooks(id));
  await bench.untilRunning(id);
  const safe = await bench.until(id, 'warned', ({ warnings }) => warnings.length > 0);
  expect(safe.warnings.map(({ kind }) => kind)).toEqual(['hooks-left-out']);
  expect(safe.intent).toEqual({ shouldRun: true, maintenance: null });

  // The next start has them again.
  orThrow(bench.instances.restart(id));
  await bench.untilMaintenance(id);
}, 60_000);
