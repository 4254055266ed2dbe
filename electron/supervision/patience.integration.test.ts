/** A busy computer, a slow start and a pause of our own are no malfunctions. Times are a fraction of those in life. */
import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { pidOf, type Instance } from '../../shared/instance';
import { foldersOf } from '../pocketbase/arguments';
import { AppProcess, newHome, headlessOptions } from '../testing/app-process';
import { createWorkbench, orThrow, type Workbench, type WorkbenchOptions } from '../testing/workbench';
import type { SupervisorTiming } from './supervisor-parts';

const TIMING: SupervisorTiming = {
  startLimitMs: 1000,
  stopGraceMs: 1000,
  killLimitMs: 2000,
  health: { readinessIntervalMs: 20, livenessIntervalMs: 100, answerTimeoutMs: 300, misses: 3 },
};

let bench: Workbench | undefined;
let app: AppProcess | undefined;
const busy: ChildProcess[] = [];
afterEach(async () => {
  for (const one of busy.splice(0)) one.kill('SIGKILL');
  await bench?.dispose();
  await app?.quit();
  bench = app = undefined;
});

const hookOf = ({ folder }: Instance): string => join(foldersOf(folder).hooks, 'case.pb.js');

/** Stopped, with this hook. */
async function prepared(options: WorkbenchOptions, hook: string): Promise<{ bench: Workbench; id: string }> {
  const made = (bench = createWorkbench(options));
  const { id } = await made.create('blog', '0.40.6');
  await made.untilRunning(id);
  orThrow(made.instances.stop(id));
  writeFileSync(hookOf(await made.until(id, 'stopped', ({ state }) => state.kind === 'stopped')), hook);
  return { bench: made, id };
}

test.each([
  ['computes', `const end = Date.now() + 3000; while (Date.now() < end) Math.sqrt(2)`],
  ['writes output', `for (let i = 0; i < 30; i++) { console.log('still at it', i); sleep(100) }`],
  [
    'changes its data',
    `for (let i = 0; i < 20; i++) { $app.db().newQuery('CREATE TABLE t' + i + ' (a)').execute(); sleep(200) }`,
  ],
])('a start may take three times its limit as long as it %s', async (_what, work) => {
  const { bench: made, id } = await prepared({ timing: TIMING }, `onBootstrap((e) => { e.next(); ${work} })`);
  orThrow(made.instances.start(id));
  const { incidents } = await made.untilRunning(id);
  expect(incidents).toEqual([]);
});

test('an endless loop is a start that failed all the same', async () => {
  const timing = { ...TIMING, startLimitMs: 400 };
  const { bench: made, id } = await prepared({ timing }, `onBootstrap((e) => { e.next(); while (true) Math.sqrt(2) })`);
  orThrow(made.instances.start(id));
  const { incidents } = await made.untilMaintenance(id);
  expect(incidents).toMatchObject([{ cause: 'start-timeout' }]);
});

test('a start that is late on an overloaded computer is tried once more, then it has failed', async () => {
  const timing = { ...TIMING, startLimitMs: 300 };
  const { bench: made, id } = await prepared(
    { timing, isOverloaded: () => true },
    `onBootstrap((e) => { e.next(); sleep(600000) })`,
  );
  orThrow(made.instances.start(id));
  const { incidents, intent } = await made.untilMaintenance(id);
  expect(intent.maintenance?.reason).toBe('start-failed');
  expect(incidents.map(({ cause, retryDelayMs }) => [cause, retryDelayMs])).toEqual([
    ['start-timeout', null],
    ['start-timeout', 0],
  ]);
});

test('on an overloaded computer a silent process has four times as many rounds', async () => {
  let isOverloaded = true;
  bench = createWorkbench({ timing: TIMING, isOverloaded: () => isOverloaded });
  const { id } = await bench.create('blog', '0.40.6');
  const { state } = await bench.untilRunning(id);
  process.kill(pidOf(state) ?? 0, 'SIGSTOP');
  const late = await bench.until(id, 'four rounds', ({ unanswered }) => (unanswered?.questions ?? 0) >= 4);
  expect(late.unanswered?.of).toBe(12);
  isOverloaded = false;
  const { intent } = await bench.untilMaintenance(id);
  expect(intent.maintenance?.reason).toBe('unresponsive');
});

/** How long the app is frozen is the subject here: longer than every limit. */
const FROZEN_MS = 4000;
const LIMITS_WHEN_FROZEN: SupervisorTiming = { ...TIMING, startLimitMs: 2000 };

async function freeze({ pid }: AppProcess): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  await wait(FROZEN_MS);
  process.kill(pid, 'SIGCONT');
}

test('an app that was frozen looks again before it decides: while one starts, runs, and stops', async () => {
  app = await AppProcess.open(newHome(), headlessOptions({ timing: LIMITS_WHEN_FROZEN }));
  const { id } = await app.create('blog', '0.40.6');
  const running = await app.untilRunning(id);
  await freeze(app);
  await app.send('stop', id);
  const stopped = await app.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
  expect(stopped.incidents).toEqual([]);

  // Its start takes longer than the pause, and nothing is seen of it in the meantime.
  writeFileSync(hookOf(running), `onBootstrap((e) => { e.next(); console.log('sleeps'); sleep(5000) })`);
  await app.send('start', id);
  const output = async (): Promise<readonly string[]> => (await app?.send('output', id)) as string[];
  await expect.poll(async () => (await output()).some((line) => line.endsWith('sleeps'))).toBe(true);
  // Long enough for a look at it that finds it asleep.
  await wait(600);
  await freeze(app);
  const again = await app.untilRunning(id);
  expect(again.incidents).toEqual([]);
  expect(again.intent.maintenance).toBeNull();
});

const INSTANCES = Number(process.env['BASEKEEPER_BUSY_INSTANCES'] ?? 8);
const LOOPS = Number(process.env['BASEKEEPER_BUSY_LOOPS'] ?? 6);

test('many instances that are to run at launch all run, although the computer is busy', async () => {
  const home = newHome();
  app = await AppProcess.open(home);
  const ids: string[] = [];
  for (let count = 0; count < INSTANCES; count += 1) {
    const { id } = await app.create(`busy ${String(count)}`, '0.40.6');
    await app.untilRunning(id);
    ids.push(id);
  }
  await app.quit();
  for (let count = 0; count < LOOPS; count += 1)
    busy.push(spawn(process.execPath, ['-e', 'for (;;) Math.sqrt(2)'], { stdio: 'ignore' }));
  app = await AppProcess.open(home);
  const opened = app;
  const startedAtMs = performance.now();
  const all = await Promise.all(ids.map((id) => opened.until(id, 'running', isSettled, 600_000)));
  const tookSeconds = Math.round((performance.now() - startedAtMs) / 1000);
  process.stdout.write(
    `${String(INSTANCES)} instances beside ${String(LOOPS)} busy loops run after ${String(tookSeconds)} s\n`,
  );
  expect(all.map(({ state }) => state.kind)).toEqual(ids.map(() => 'running'));
  expect(all.flatMap(({ incidents }) => incidents)).toEqual([]);
}, 900_000);

const isSettled = ({ state, intent }: Instance): boolean => state.kind === 'running' || intent.maintenance !== null;
