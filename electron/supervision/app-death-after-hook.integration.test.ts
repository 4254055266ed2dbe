/**
 * The app dies without a word after a hook was saved: PocketBase starts itself anew, on another of its threads, and the
 * death signal of the system is lost with that. Linux.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pidOf, type Instance } from '../../shared/instance';
import { foldersOf } from '../pocketbase/arguments';
import { AppProcess, newHome } from '../testing/app-process';
import { processesWithArgument, servingProcesses } from '../testing/serving-processes';

let home: string;
let app: AppProcess;
beforeEach(() => {
  home = newHome();
});
afterEach(async () => {
  await app.quit();
  for (const pid of pocketbases()) process.kill(pid, 'SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

const pocketbases = (): readonly number[] => servingProcesses(home);

/** Resolves when it is served. */
async function saveHook({ id, folder, port }: Instance, name: string): Promise<void> {
  const hook = `routerAdd('GET', '/${name}', (e) => e.json(200, {}))`;
  writeFileSync(join(foldersOf(folder).hooks, `${name}.pb.js`), hook);
  const asked = (): Promise<number> => status(`http://127.0.0.1:${String(port)}/${name}`);
  await expect.poll(asked, { message: id, timeout: 10_000 }).toBe(200);
}

const status = (address: string): Promise<number> =>
  fetch(address).then(
    ({ status: code }) => code,
    () => 0,
  );

describe.runIf(process.platform === 'linux')('after a hook was saved', () => {
  test('the death of the app leaves no process behind, time and again', { timeout: 300_000 }, async () => {
    const rounds = Number(process.env['BASEKEEPER_DEATHS'] ?? 4);
    app = await AppProcess.open(home);
    const { id } = await app.create('blog', '0.40.6');
    for (let round = 0; round < rounds; round += 1) {
      const running = await app.untilRunning(id);
      await saveHook(running, `hook${String(round)}`);
      expect(pocketbases()).toEqual([pidOf(running.state)]);
      await app.kill();
      await expect.poll(pocketbases, { timeout: 2000, interval: 10 }).toEqual([]);
      app = await AppProcess.open(home);
    }
    expect((await app.untilRunning(id)).incidents).toEqual([]);
  });

  test('a watchdog that somebody killed is there again, and one that is killed with the app loses nothing', async () => {
    app = await AppProcess.open(home);
    const { id } = await app.create('blog', '0.40.6');
    await saveHook(await app.untilRunning(id), 'one');
    const [first = 0] = watchdogs();
    process.kill(first, 'SIGKILL');
    await expect.poll(() => watchdogs().filter((pid) => pid !== first)).toHaveLength(1);
    await app.kill();
    await expect.poll(pocketbases, { timeout: 2000, interval: 10 }).toEqual([]);

    app = await AppProcess.open(home);
    const before = await app.untilRunning(id);
    await saveHook(before, 'two');
    // Frozen, it cannot start another one in between.
    process.kill(app.pid, 'SIGSTOP');
    for (const pid of watchdogs()) process.kill(pid, 'SIGKILL');
    await app.kill();
    // Nothing was left that could have ended it.
    expect(pocketbases()).toEqual([pidOf(before.state)]);
    const openedAt = Date.now();
    app = await AppProcess.open(home);
    const after = await app.until(
      id,
      'a new process',
      ({ state }) => state.kind === 'running' && state.pid !== pidOf(before.state),
    );
    // It was asked to end, and did, instead of being killed after the grace.
    expect(Date.now() - openedAt).toBeLessThan(8000);
    expect(pocketbases()).toEqual([pidOf(after.state)]);
    expect(after.incidents).toEqual([]);
    const output = (await app.send('output', id)) as string[];
    expect(output.filter((line) => line.includes('database disk image'))).toEqual([]);
  });

  test('the watchdog ends with the app that quits, and needs no time of a processor until then', async () => {
    app = await AppProcess.open(home);
    const { id } = await app.create('blog', '0.40.6');
    await app.untilRunning(id);
    const own = watchdogs();
    expect(own).toHaveLength(1);
    const [user, system] =
      readFileSync(`/proc/${String(own[0])}/stat`, 'utf8')
        .split(') ')
        .at(-1)
        ?.split(' ')
        .slice(11) ?? [];
    expect(Number(user) + Number(system)).toBeLessThan(5);
    await app.quit();
    await expect.poll(() => watchdogs().filter((pid) => own.includes(pid))).toEqual([]);
  });
});

/** Of the app under test: whoever waits for the end of a pipe to it. */
const watchdogs = (): readonly number[] =>
  processesWithArgument('basekeeper-watchdog', 'exactly').filter((pid) => parentOf(pid) === app.pid);

const parentOf = (pid: number): number =>
  Number(
    readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .split(') ')
      .at(-1)
      ?.split(' ')[1],
  );
