/** The app dies without a word. Nothing of it may be forgotten, started twice, or mistaken. Real processes of both. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pidOf } from '../../shared/instance';
import { foldersOf } from '../pocketbase/arguments';
import { AppProcess, newHome, WITHOUT_DEATH_SIGNAL } from '../testing/app-process';
import { servingProcesses } from '../testing/serving-processes';
import { identify } from '../process/process-identity';

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

/** 100 is the long mode. */
const DEATHS = Number(process.env['BASEKEEPER_DEATHS'] ?? 5);

const health = (port: number): Promise<number> =>
  fetch(`http://127.0.0.1:${String(port)}/api/health`).then(
    ({ status }) => status,
    () => 0,
  );

describe('where the system ends our processes with us', () => {
  test(
    `F29: ${String(DEATHS)} deaths of the app leave no process behind, and the wish to run is followed each time`,
    { timeout: 300_000 },
    async () => {
      app = await AppProcess.open(home);
      const { id } = await app.create('blog', '0.40.6');
      for (let round = 0; round < DEATHS; round += 1) {
        await app.untilRunning(id);
        expect(pocketbases()).toHaveLength(1);
        await app.kill();
        await expect.poll(pocketbases, { timeout: 1000, interval: 10 }).toEqual([]);
        app = await AppProcess.open(home);
      }
      const { incidents, port } = await app.untilRunning(id);
      expect(incidents).toEqual([]);
      expect(await health(port)).toBe(200);
    },
  );

  test(
    'F32: killed at any moment of a start or a stop, it never starts a second process and counts no crash',
    { timeout: 300_000 },
    async () => {
      app = await AppProcess.open(home);
      const { id } = await app.create('blog', '0.40.6');
      await app.untilRunning(id);
      for (let round = 0; round < DEATHS; round += 1) {
        void app.send(round % 2 === 0 ? 'restart' : 'stop', id).catch(() => undefined);
        // The moment is the subject here.
        await new Promise((resolve) => setTimeout(resolve, (round * 7) % 60));
        await app.kill();
        app = await AppProcess.open(home);
        expect(await app.send('start', id)).toEqual({ ok: true });
        const { incidents } = await app.untilRunning(id);
        expect(incidents).toEqual([]);
        expect(pocketbases()).toHaveLength(1);
      }
    },
  );
});

/** What the journal says of the end of Basekeeper itself. */
const unexpectedEnds = (id: string): readonly string[] =>
  readFileSync(join(home, 'activity', `${id}.jsonl`), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { text: string }).text)
    .filter((text) => text.startsWith('Basekeeper ended') || text.startsWith('The computer ended'));

const noticeIds = async (): Promise<readonly string[]> =>
  ((await app.send('recovered')) as readonly { id: string }[]).map(({ id }) => id);

describe('what is told of the end of Basekeeper itself', () => {
  test('killed: the journal says so, and what became of the process; the next launch tells it once', async () => {
    app = await AppProcess.open(home);
    const { id } = await app.create('blog', '0.40.6');
    await app.untilRunning(id);
    await app.kill();
    await expect.poll(pocketbases).toEqual([]);
    app = await AppProcess.open(home);
    await app.untilRunning(id);
    expect(unexpectedEnds(id)).toEqual([
      expect.stringMatching(/^Basekeeper ended unexpectedly, .+ PocketBase ended with it\.$/),
    ]);
    expect(await noticeIds()).toContain('basekeeper-ended-unexpectedly');

    // Quitting is no such end.
    await app.quit();
    app = await AppProcess.open(home);
    await app.untilRunning(id);
    expect(unexpectedEnds(id)).toHaveLength(1);
    expect(await noticeIds()).toEqual([]);

    // Neither is one of the computer, which needs no notice.
    await app.kill();
    await expect.poll(pocketbases).toEqual([]);
    const file = join(home, 'runs', `${id}.json`);
    const saved = JSON.parse(readFileSync(file, 'utf8')) as { run: object };
    writeFileSync(
      file,
      JSON.stringify({ ...saved, run: { ...saved.run, bootId: 'of an earlier start of the computer' } }),
    );
    app = await AppProcess.open(home);
    await app.untilRunning(id);
    expect(unexpectedEnds(id).slice(1)).toEqual([
      expect.stringMatching(/^The computer ended without Basekeeper having been quit, /),
    ]);
    expect(await noticeIds()).toEqual([]);
  });

  test('of a process that went on, and of one that failed meanwhile', async () => {
    app = await AppProcess.open(home, WITHOUT_DEATH_SIGNAL);
    const { id } = await app.create('blog', '0.40.6');
    await app.untilRunning(id);
    await app.kill();
    app = await AppProcess.open(home, WITHOUT_DEATH_SIGNAL);
    const { state } = await app.untilRunning(id);
    expect(unexpectedEnds(id)).toEqual([expect.stringContaining('PocketBase was still running')]);
    await app.kill();
    process.kill(pidOf(state) ?? 0, 'SIGKILL');
    await expect.poll(pocketbases).toEqual([]);
    app = await AppProcess.open(home, WITHOUT_DEATH_SIGNAL);
    await app.untilMaintenance(id);
    expect(unexpectedEnds(id).slice(1)).toEqual([
      expect.stringContaining('had failed before Basekeeper was opened again'),
    ]);
  });
});

describe('where a process outlives the app', () => {
  test('F30: a survivor is taken over: the same process, running, with its output, and it can be stopped', async () => {
    app = await AppProcess.open(home, WITHOUT_DEATH_SIGNAL);
    const { id, port } = await app.create('blog', '0.40.6');
    const before = await app.untilRunning(id);
    await app.kill();
    expect(pocketbases()).toEqual([pidOf(before.state)]);
    expect(await health(port)).toBe(200);

    app = await AppProcess.open(home, WITHOUT_DEATH_SIGNAL);
    const after = await app.untilRunning(id);
    expect(after.state).toEqual(before.state);
    expect(after.incidents).toEqual([]);
    const hook = `routerAdd('GET', '/said', (e) => { console.log('still heard'); return e.json(200, {}) })`;
    writeFileSync(join(foldersOf(after.folder).hooks, 'said.pb.js'), hook);
    await expect
      .poll(
        () =>
          fetch(`http://127.0.0.1:${String(port)}/said`).then(
            ({ status }) => status,
            () => 0,
          ),
        { timeout: 10_000 },
      )
      .toBe(200);
    await expect
      .poll(async () => ((await app.send('output', id)) as string[]).some((line) => line.endsWith('still heard')), {
        timeout: 5000,
      })
      .toBe(true);
    expect(app.now(id).state).toEqual(before.state);

    await app.send('stop', id);
    await app.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
    expect(pocketbases()).toEqual([]);
    expect(app.now(id).incidents).toEqual([]);
  });

  test('the end of a process that was taken over is seen within 250 ms', async () => {
    app = await AppProcess.open(home, WITHOUT_DEATH_SIGNAL);
    const { id } = await app.create('blog', '0.40.6');
    await app.untilRunning(id);
    await app.kill();
    app = await AppProcess.open(home, WITHOUT_DEATH_SIGNAL);
    const { state } = await app.untilRunning(id);
    const killedAt = Date.now();
    process.kill(pidOf(state) ?? 0, 'SIGKILL');
    const { intent, incidents } = await app.untilMaintenance(id);
    // When it was written down, not when a busy machine got round to telling us.
    expect(Date.parse(incidents[0]?.at ?? '') - killedAt).toBeLessThan(250);
    expect(intent.maintenance?.reason).toBe('crashed');
    expect(incidents).toMatchObject([{ exit: { code: null, signal: null }, cause: 'unknown' }]);
  });

  test('a survivor of an instance in maintenance is ended: nothing is served in maintenance', async () => {
    app = await AppProcess.open(home, WITHOUT_DEATH_SIGNAL);
    const { id, port } = await app.create('blog', '0.40.6');
    const { state } = await app.untilRunning(id);
    // Frozen, so that it outlives the wish for maintenance and the app.
    process.kill(pidOf(state) ?? 0, 'SIGSTOP');
    await app.kill();
    const list = join(home, 'settings', 'instances.json');
    const saved = JSON.parse(readFileSync(list, 'utf8')) as { instances: { intent: unknown }[] };
    const maintenance = { reason: 'requested', since: new Date().toISOString(), setBy: 'window', incidentId: null };
    for (const one of saved.instances) one.intent = { run: true, maintenance };
    writeFileSync(list, JSON.stringify(saved));

    app = await AppProcess.open(home, WITHOUT_DEATH_SIGNAL);
    await app.untilMaintenance(id);
    expect(pocketbases()).toEqual([]);
    expect(app.now(id).incidents).toEqual([]);
    expect(await health(port)).not.toBe(200);
  });

  test('a process that was killed while no app was there is told as such, and its instance is in maintenance', async () => {
    app = await AppProcess.open(home, WITHOUT_DEATH_SIGNAL);
    const { id } = await app.create('blog', '0.40.6');
    const { state } = await app.untilRunning(id);
    await app.kill();
    process.kill(pidOf(state) ?? 0, 'SIGKILL');
    await expect.poll(pocketbases).toEqual([]);

    app = await AppProcess.open(home, WITHOUT_DEATH_SIGNAL);
    const { intent, incidents } = await app.untilMaintenance(id);
    expect(intent).toMatchObject({
      shouldRun: true,
      maintenance: { reason: 'ended-while-app-was-away', setBy: 'basekeeper' },
    });
    expect(incidents).toMatchObject([{ reason: 'ended-while-app-was-away', cause: 'unknown', exit: null }]);
    expect(pocketbases()).toEqual([]);
    // And once told, it is not told again.
    await app.quit();
    app = await AppProcess.open(home, WITHOUT_DEATH_SIGNAL);
    expect(app.now(id).incidents).toHaveLength(1);
  });

  test('F33: after a restart of the computer the wish to run is followed, however the process ended', async () => {
    app = await AppProcess.open(home, WITHOUT_DEATH_SIGNAL);
    const { id } = await app.create('blog', '0.40.6');
    const { state } = await app.untilRunning(id);
    await app.kill();
    process.kill(pidOf(state) ?? 0, 'SIGKILL');
    await expect.poll(pocketbases).toEqual([]);
    const file = join(home, 'runs', `${id}.json`);
    const saved = JSON.parse(readFileSync(file, 'utf8')) as { run: { bootId: string } };
    saved.run.bootId = 'of an earlier start of the computer';
    writeFileSync(file, JSON.stringify(saved));

    app = await AppProcess.open(home, WITHOUT_DEATH_SIGNAL);
    const { incidents } = await app.untilRunning(id);
    expect(incidents).toEqual([]);
  });

  test('the app dies between creating a process and writing down its pid: the process is found all the same', async () => {
    app = await AppProcess.open(home, WITHOUT_DEATH_SIGNAL);
    const { id } = await app.create('blog', '0.40.6');
    const { state } = await app.untilRunning(id);
    await app.kill();
    const file = join(home, 'runs', `${id}.json`);
    const saved = JSON.parse(readFileSync(file, 'utf8')) as { run: object };
    writeFileSync(
      file,
      JSON.stringify({ ...saved, run: { ...saved.run, pid: null, processStartedAt: '', servingSince: null } }),
    );

    app = await AppProcess.open(home, WITHOUT_DEATH_SIGNAL);
    const after = await app.untilRunning(id);
    expect(pidOf(after.state)).toBe(pidOf(state));
    expect(pocketbases()).toHaveLength(1);
  });
});

/** As after a reuse of the pid within one tick of the clock: pid, start time and start of the computer are the stranger's. */
test(
  'F31, G8: a stranger that has the pid now is left alone, and the instance is started',
  { timeout: 300_000 },
  async () => {
    const rounds = Number(process.env['BASEKEEPER_REUSES'] ?? 5);
    app = await AppProcess.open(home);
    const { id } = await app.create('blog', '0.40.6');
    const file = join(home, 'runs', `${id}.json`);
    for (let round = 0; round < rounds; round += 1) {
      await app.untilRunning(id);
      await app.kill();
      await expect.poll(pocketbases).toEqual([]);
      const stranger = spawn('sleep', ['600'], { stdio: 'ignore' });
      try {
        const pid = stranger.pid ?? 0;
        const saved = JSON.parse(readFileSync(file, 'utf8')) as { run: object };
        const processStartedAt = identify(pid)?.startedAt;
        writeFileSync(file, JSON.stringify({ ...saved, run: { ...saved.run, pid, processStartedAt } }));
        app = await AppProcess.open(home);
        const { state, incidents } = await app.untilRunning(id);
        expect(pidOf(state)).not.toBe(pid);
        expect(incidents).toEqual([]);
        await app.send('restart', id);
        await app.until(id, 'running again', (one) => one.state.kind === 'running' && one.state.pid !== pidOf(state));
        expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
      } finally {
        stranger.kill('SIGKILL');
      }
    }
  },
);

test('there is a record of the process before the instance counts as started, and none after its end', async () => {
  app = await AppProcess.open(home);
  const { id } = await app.create('blog', '0.40.6');
  const { state } = await app.untilRunning(id);
  const file = join(home, 'runs', `${id}.json`);
  const saved = JSON.parse(readFileSync(file, 'utf8')) as { run: { pid: number; runId: string } };
  expect(saved.run.pid).toBe(pidOf(state));
  expect(readFileSync(`/proc/${String(pidOf(state))}/environ`, 'utf8').split('\0')).toContain(
    `BASEKEEPER_RUN=${saved.run.runId}`,
  );
  await app.send('stop', id);
  await app.until(id, 'stopped', (one) => one.state.kind === 'stopped');
  expect(existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { run: unknown }).run).toBeNull();
});
