/** What a hook starts belongs to the run: “no process of it exists” includes these. Linux. */
import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pidOf, type Instance } from '../../shared/instance';
import { foldersOf } from '../pocketbase/arguments';
import { AppProcess, newHome, WITHOUT_DEATH_SIGNAL } from '../testing/app-process';
import { processesWithArgument, servingProcesses } from '../testing/serving-processes';

/** By how many seconds they sleep they are told apart. */
const WAYS = {
  'in the group': [`'sleep', '70001'`, '70001'],
  'with a session of its own': [`'setsid', 'sleep', '70002'`, '70002'],
  'by a shell that has gone': [`'sh', '-c', '(setsid sleep 70003 &) &'`, '70003'],
  'without its environment': [`'env', '-i', '/bin/sleep', '70004'`, '70004'],
  'deaf to SIGTERM': [`'sh', '-c', 'trap "" TERM; sleep 70005; :'`, '70005'],
  'a session of its own, deaf to SIGTERM': [`'setsid', 'sh', '-c', 'trap "" TERM; sleep 70006; :'`, '70006'],
} as const;
const MARKS = Object.values(WAYS).map(([, mark]) => mark);
const HOOK = `onBootstrap((e) => { e.next();\n${Object.values(WAYS)
  .map(([command]) => `$os.cmd(${command}).start();`)
  .join('\n')}\n});`;

let home: string;
let app: AppProcess;
beforeEach(() => {
  home = newHome();
});
afterEach(async () => {
  await app.quit();
  for (const pid of [...started(), ...servingProcesses(home)]) process.kill(pid, 'SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

const started = (): readonly number[] => MARKS.flatMap((mark) => processesWithArgument(mark));

/** Running, and each of the six is there. */
async function withChildren(environment: Readonly<Record<string, string>> = {}): Promise<Instance> {
  app = await AppProcess.open(home, environment);
  const { id, folder } = await app.create('blog', '0.40.6');
  await app.untilRunning(id);
  await app.send('stop', id);
  await app.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
  writeFileSync(join(foldersOf(folder).hooks, 'start.pb.js'), HOOK);
  await app.send('start', id);
  await untilAllThere();
  return app.untilRunning(id);
}

const untilAllThere = (): Promise<void> =>
  expect.poll(() => MARKS.filter((mark) => processesWithArgument(mark).length === 0)).toEqual([]);

describe.runIf(process.platform === 'linux')('what hooks have started', () => {
  test('is gone when the instance counts as stopped or in maintenance, however it was started', async () => {
    const { id } = await withChildren();
    await app.send('maintenance-on', id);
    await app.untilMaintenance(id);
    expect(started()).toEqual([]);
    await app.send('maintenance-off', id);
    await untilAllThere();
    await app.untilRunning(id);
    await app.send('stop', id);
    await app.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
    expect(started()).toEqual([]);
    expect(app.now(id).incidents).toEqual([]);
  });

  test('is gone too when pocketbase itself was killed and maintenance is shown', async () => {
    const { id, state } = await withChildren();
    process.kill(pidOf(state) ?? 0, 'SIGKILL');
    const { incidents } = await app.untilMaintenance(id);
    expect(started()).toEqual([]);
    expect(incidents).toMatchObject([{ reason: 'crashed', cause: 'killed' }]);
  });

  test('is ended with a process that was taken over', async () => {
    const { id, state } = await withChildren(WITHOUT_DEATH_SIGNAL);
    await app.kill();
    app = await AppProcess.open(home, WITHOUT_DEATH_SIGNAL);
    const after = await app.untilRunning(id);
    expect(pidOf(after.state)).toBe(pidOf(state));
    expect(started().length).toBeGreaterThanOrEqual(MARKS.length);
    await app.send('stop', id);
    await app.until(id, 'stopped', (one) => one.state.kind === 'stopped');
    expect(started()).toEqual([]);
  });

  test('is ended when the app dies, and at the latest at its next launch', async () => {
    const { id, state } = await withChildren();
    await app.kill();
    await expect.poll(() => started().filter((pid) => !deaf().includes(pid)), { timeout: 8000 }).toEqual([]);
    await expect.poll(() => servingProcesses(home), { timeout: 8000 }).toEqual([]);
    app = await AppProcess.open(home);
    const after = await app.untilRunning(id);
    expect(pidOf(after.state)).not.toBe(pidOf(state));
    expect(after.incidents).toEqual([]);
    // One set of them, not two.
    await expect
      .poll(() => MARKS.map((mark) => sleepers(mark).length), { timeout: 20_000 })
      .toEqual([1, 1, 1, 1, 1, 1]);
  });

  test('a stranger with the same command line is left alone', async () => {
    const { id } = await withChildren();
    const stranger = spawn('sleep', ['70009'], { stdio: 'ignore' });
    await app.send('stop', id);
    await app.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    stranger.kill('SIGKILL');
  });
});

/** The two that nothing but SIGKILL ends, which the watchdog gives ten seconds. */
const deaf = (): readonly number[] => ['70005', '70006'].flatMap((mark) => processesWithArgument(mark));
/** Of those that a shell runs, only the sleep itself. */
const sleepers = (mark: string): readonly number[] => processesWithArgument(mark, 'exactly');
