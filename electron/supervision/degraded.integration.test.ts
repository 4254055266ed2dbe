/** What is wrong with an instance that runs all the same: shown beside "Running", without an incident. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { pidOf, type Instance } from '../../shared/instance';
import { foldersOf } from '../pocketbase/arguments';
import { SUPERVISOR_TIMING, type SupervisorTiming } from './supervisor-parts';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

let bench: Workbench;
afterEach(() => bench.dispose());

/** Asked often and impatiently; too impatiently for a restart of pocketbase by itself. */
const IMPATIENT: SupervisorTiming = {
  ...SUPERVISOR_TIMING,
  health: { readinessIntervalMs: 20, livenessIntervalMs: 100, answerTimeoutMs: 300, misses: 3 },
};

const evidence = ({ warnings }: Instance): string => warnings.map((one) => `${one.kind}: ${one.evidence}`).join('\n');
const requirePid = ({ state }: Instance): number => {
  const pid = pidOf(state);
  if (pid === null) throw new Error('no process');
  return pid;
};

test.each(['0.23.12', '0.28.4', '0.40.6'])(
  'a hook that fails to load is told with its file and reason until it loads, with %s',
  async (version) => {
    bench = createWorkbench();
    const { id, folder } = await bench.create('blog', version);
    const { state } = await bench.untilRunning(id);
    const hook = (name: string): string => join(foldersOf(folder).hooks, name);
    writeFileSync(hook('main.pb.js'), 'routerAdd("GET", "/x", (');
    const first = await bench.until(id, 'degraded', ({ warnings }) => warnings.length > 0);
    expect(evidence(first)).toMatch(
      /^hook-not-loaded: [Ff]ailed to execute main\.pb\.js:\n - SyntaxError: .*Unexpected end/,
    );

    writeFileSync(hook('other.pb.js'), 'throw new Error("of its own")');
    const both = await bench.until(id, 'both files', (now) => evidence(now).includes('other.pb.js'));
    // In no particular order.
    expect(evidence(both)).toMatch(/ailed to execute main\.pb\.js:\n - SyntaxError: /);
    expect(evidence(both)).toMatch(/ailed to execute other\.pb\.js:\n - Error: of its own/);
    expect(both.warnings[0]?.since).toBe(first.warnings[0]?.since);

    rmSync(hook('main.pb.js'));
    await bench.until(id, 'one file', (now) => !evidence(now).includes('main.pb.js'));
    writeFileSync(hook('other.pb.js'), '// mended');
    const mended = await bench.until(id, 'no warning', ({ warnings }) => warnings.length === 0);
    expect(mended.state).toEqual(state);
    expect(mended.incidents).toEqual([]);
  },
  60_000,
);

test('set to warn only, a process that does not answer is left running and told until it answers', async () => {
  bench = createWorkbench({ timing: IMPATIENT });
  const { id } = await bench.create('blog', '0.40.6');
  const running = await bench.untilRunning(id);
  orThrow(bench.instances.setOptions(id, { whenUnresponsive: 'warning' }));
  process.kill(requirePid(running), 'SIGSTOP');
  const warned = await bench.until(id, 'degraded', ({ warnings }) => warnings.length > 0);
  expect(evidence(warned)).toBe('not-answering: no answer within 0.3 s');
  process.kill(requirePid(running), 'SIGCONT');
  const again = await bench.until(id, 'no warning', ({ warnings }) => warnings.length === 0);
  expect(again.state).toEqual(running.state);
  expect(again.incidents).toEqual([]);
});

test('set to maintenance while it does not answer, it goes into maintenance at once', async () => {
  bench = createWorkbench({ timing: IMPATIENT });
  const { id } = await bench.create('blog', '0.40.6');
  const running = await bench.untilRunning(id);
  orThrow(bench.instances.setOptions(id, { whenUnresponsive: 'warning' }));
  process.kill(requirePid(running), 'SIGSTOP');
  await bench.until(id, 'degraded', ({ warnings }) => warnings.length > 0);
  orThrow(bench.instances.setOptions(id, { whenUnresponsive: 'maintenance' }));
  const { intent, incidents, warnings } = await bench.untilMaintenance(id);
  expect(intent.maintenance?.reason).toBe('unresponsive');
  expect(incidents[0]).toMatchObject({ cause: 'no-answer', evidence: 'no answer within 0.3 s' });
  expect(warnings).toEqual([]);
});
