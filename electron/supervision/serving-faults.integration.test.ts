/** What goes wrong while a process runs and answers: its data vanishes, a hook is left out, it freezes, it is tried again. */
import { copyFileSync, cpSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pidOf, type Instance } from '../../shared/instance';
import { foldersOf, type InstanceFolders } from '../pocketbase/arguments';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';
import { createInstance, newInstanceDefaults } from '../new-instance/create-instance';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench({
    timing: {
      startLimitMs: 5000,
      stopGraceMs: 2000,
      killLimitMs: 2000,
      // A process that starts itself again after an edited hook may take a second where others compute: not a hang.
      health: { readinessIntervalMs: 20, livenessIntervalMs: 100, answerTimeoutMs: 300, misses: 10 },
    },
  });
});
afterEach(() => bench.dispose());

const EMAIL = 'admin@example.com';
const PASSWORD = 'a password of this test';

async function running(
  version = '0.40.6',
): Promise<Instance & { readonly pid: number; readonly paths: InstanceFolders }> {
  const defaults = orThrow(await newInstanceDefaults(bench.creation));
  const id = orThrow(
    await createInstance(
      {
        ...defaults,
        port: Number(defaults.port),
        name: 'blog',
        version,
        superuser: { email: EMAIL, password: PASSWORD },
      },
      bench.creation,
    ),
  );
  const instance = await bench.untilRunning(id);
  return { ...instance, pid: pidOf(instance.state) ?? 0, paths: foldersOf(instance.folder) };
}

const ask = (port: number, path: string, options: RequestInit = {}): Promise<Response | null> =>
  fetch(`http://127.0.0.1:${String(port)}${path}`, options).catch(() => null);

const statusOf = async (port: number, path: string): Promise<number> => (await ask(port, path))?.status ?? 0;

async function untilWarned(id: string, kind: string | null): Promise<Instance> {
  return bench.until(id, `warning ${String(kind)}`, ({ warnings }) =>
    kind === null ? warnings.length === 0 : warnings.some((one) => one.kind === kind),
  );
}

describe('F23: the data is taken away while it is served', () => {
  const LOSSES: readonly (readonly [string, string, (paths: InstanceFolders) => void])[] = [
    ['the folder is renamed', 'data-folder-missing', ({ data }) => renameSync(data, `${data}-away`)],
    ['the folder is deleted', 'data-folder-missing', ({ data }) => rmSync(data, { recursive: true })],
    [
      'the folder is exchanged',
      'data-replaced',
      ({ data }) => {
        renameSync(data, `${data}-away`);
        // Another folder in its place, with a database that looks fine.
        cpSync(`${data}-away`, data, { recursive: true });
      },
    ],
    ['the database is deleted', 'database-missing', ({ data }) => rmSync(join(data, 'data.db'))],
    ['the database is emptied', 'database-missing', ({ data }) => truncateSync(join(data, 'data.db'), 0)],
    [
      'the database is exchanged',
      'data-replaced',
      ({ data }) => {
        copyFileSync(join(data, 'data.db'), join(data, 'copy.db'));
        renameSync(join(data, 'copy.db'), join(data, 'data.db'));
      },
    ],
  ];

  test.each(LOSSES)('%s', async (_what, cause, lose) => {
    const { id, pid, paths } = await running();
    lose(paths);
    const { intent, incidents } = await bench.untilMaintenance(id);
    expect(intent.maintenance?.reason).toBe('data-at-risk');
    expect(incidents).toMatchObject([{ reason: 'data-at-risk', cause, pid }]);
    expect(incidents[0]?.evidence).toContain(paths.data);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});

test('F55: a restore by PocketBase itself exchanges its database, and counts as no loss', async () => {
  const { id, port, state, paths } = await running();
  writeFileSync(join(paths.hooks, 'looks.pb.js'), COUNTS_LOOKS);
  await expect.poll(() => looks(port), { timeout: 10_000 }).toBeGreaterThan(0);
  await expect.poll(() => banners(id)).toBe(2);
  const answer = await ask(port, '/api/collections/_superusers/auth-with-password', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ identity: EMAIL, password: PASSWORD }),
  });
  const { token } = (await answer?.json()) as { token: string };
  const headers = { authorization: token, 'content-type': 'application/json' };
  const body = JSON.stringify({ name: 'one.zip' });
  expect((await ask(port, '/api/backups', { method: 'POST', headers, body }))?.status).toBe(204);
  expect((await ask(port, '/api/backups/one.zip/restore', { method: 'POST', headers }))?.status).toBe(204);
  await expect.poll(() => banners(id), { timeout: 10_000 }).toBe(3);
  // Its data is looked at as often as its health is asked for; the count begins anew with the restart.
  await expect.poll(() => looks(port), { timeout: 10_000 }).toBeGreaterThan(5);
  expect(bench.now(id)).toMatchObject({ state, incidents: [], intent: { maintenance: null } });
});

const COUNTS_LOOKS = `
routerUse((e) => {
  if (e.request.url.path === '/api/health') $app.store().set('looks', ($app.store().get('looks') || 0) + 1)
  return e.next()
})
routerAdd('GET', '/looks', (e) => e.json(200, $app.store().get('looks') || 0))`;

const looks = async (port: number): Promise<number> => {
  const answer = await ask(port, '/looks');
  return answer?.status === 200 ? Number(await answer.text()) : 0;
};

const banners = (id: string): number =>
  orThrow(bench.instances.output(id)).lines.filter(({ text }) => text.includes('Server started at')).length;

test('F28: a hook that does not load is a warning beside Running, and gone when it loads', async () => {
  const { id, paths, state, port } = await running();
  const hook = join(paths.hooks, 'broken.pb.js');
  writeFileSync(hook, 'this is not JavaScript');
  const { warnings } = await untilWarned(id, 'hook-not-loaded');
  expect(warnings[0]?.evidence).toContain('broken.pb.js');
  await expect.poll(() => statusOf(port, '/api/health')).toBe(200);
  writeFileSync(hook, `routerAdd('GET', '/mended', (e) => e.json(200, {}))`);
  await expect.poll(() => statusOf(port, '/mended'), { timeout: 10_000 }).toBe(200);
  await untilWarned(id, null);
  expect(bench.now(id)).toMatchObject({ state, incidents: [] });
});

test('damage that SQLite reports in the output is a warning, until the next run', async () => {
  const { id, paths, port } = await running();
  const says = `routerAdd('GET', '/damage', (e) => { console.error('database disk image is malformed (11)'); return e.json(200, {}) })`;
  writeFileSync(join(paths.hooks, 'damage.pb.js'), says);
  await expect.poll(() => statusOf(port, '/damage'), { timeout: 10_000 }).toBe(200);
  await untilWarned(id, 'database-damaged');
  orThrow(bench.instances.restart(id));
  await untilWarned(id, null);
});

test('F18: a frozen process is only a warning where the user chose so, and no warning once it answers', async () => {
  const { id, pid, state } = await running();
  orThrow(bench.instances.setOptions(id, { whenUnresponsive: 'warning' }));
  process.kill(pid, 'SIGSTOP');
  const { warnings } = await untilWarned(id, 'not-answering');
  expect(warnings).toMatchObject([{ kind: 'not-answering', evidence: 'no answer within 0.3 s' }]);
  expect(bench.now(id)).toMatchObject({ state, incidents: [], intent: { maintenance: null } });
  process.kill(pid, 'SIGCONT');
  await untilWarned(id, null);
  expect(bench.now(id)).toMatchObject({ state, incidents: [] });
});

describe('the restart policy', () => {
  test('a kill is followed by another start, and one too many by maintenance', async () => {
    const { id } = await running();
    orThrow(bench.instances.setOptions(id, { restartPolicy: { tries: 2, windowMinutes: 5 } }));
    for (const delayMs of [1000, 2000]) {
      process.kill(pidOf(bench.now(id).state) ?? 0, 'SIGKILL');
      const waiting = await bench.until(id, 'waiting', ({ state }) => state.kind === 'waiting');
      expect(waiting).toMatchObject({ state: { delayMs }, intent: { shouldRun: true, maintenance: null } });
      expect(waiting.incidents[0]).toMatchObject({ cause: 'killed', retryDelayMs: delayMs });
      await bench.untilRunning(id);
    }
    process.kill(pidOf(bench.now(id).state) ?? 0, 'SIGKILL');
    const { incidents } = await bench.untilMaintenance(id);
    expect(incidents.map(({ retryDelayMs }) => retryDelayMs)).toEqual([null, 2000, 1000]);
  });

  test('what a new start would only run into again leads into maintenance at once', async () => {
    const { id, paths } = await running();
    orThrow(bench.instances.setOptions(id, { restartPolicy: { tries: 5, windowMinutes: 5 } }));
    writeFileSync(join(paths.migrations, '1_bad.js'), `migrate(() => { throw new Error('no') })`);
    orThrow(bench.instances.restart(id));
    const { incidents } = await bench.untilMaintenance(id);
    expect(incidents).toMatchObject([{ cause: 'migration-failed', retryDelayMs: null }]);
  });

  test('while it waits it can be stopped, put into maintenance, and started at once', async () => {
    const { id } = await running();
    orThrow(bench.instances.setOptions(id, { restartPolicy: { tries: 9, windowMinutes: 5 } }));
    const untilWaiting = async (): Promise<void> => {
      process.kill(pidOf(bench.now(id).state) ?? 0, 'SIGKILL');
      await bench.until(id, 'waiting', ({ state }) => state.kind === 'waiting');
    };
    await untilWaiting();
    orThrow(bench.instances.stop(id));
    expect(bench.now(id)).toMatchObject({
      state: { kind: 'stopped' },
      intent: { shouldRun: false, maintenance: null },
    });
    orThrow(bench.instances.start(id));
    await bench.untilRunning(id);
    await untilWaiting();
    orThrow(bench.instances.enterMaintenance(id, 'tray'));
    expect(bench.now(id)).toMatchObject({ state: { kind: 'stopped' }, intent: { maintenance: { setBy: 'tray' } } });
    orThrow(bench.instances.leaveMaintenance(id));
    await bench.untilRunning(id);
    await untilWaiting();
    orThrow(bench.instances.start(id));
    expect(bench.now(id).state.kind).toBe('starting');
    await bench.untilRunning(id);
  });

  test('a process that stops answering is ended and started again', async () => {
    const { id, pid } = await running();
    orThrow(bench.instances.setOptions(id, { restartPolicy: { tries: 1, windowMinutes: 5 } }));
    process.kill(pid, 'SIGSTOP');
    const again = await bench.until(id, 'a new process', ({ state }) => state.kind === 'running' && state.pid !== pid);
    expect(again.incidents).toMatchObject([{ reason: 'unresponsive', retryDelayMs: 0 }]);
    expect(again.intent.maintenance).toBeNull();
  });
});
