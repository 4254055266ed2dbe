/**
 * Promise 2: any exit nobody asked for, and any failed start, puts the instance into maintenance, whatever the exit code,
 * with the right cause. Real PocketBase of three generations.
 */
import { chmodSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { IncidentCause } from '../../shared/incident-cause';
import type { Instance } from '../../shared/instance';
import { causeWords, incidentSentence } from '../../shared/words/incident-words';
import { TEST_VERSIONS } from '../testing/test-versions';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';
import { foldersOf, serveArguments } from '../pocketbase/arguments';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(() => bench.dispose());

const running = async (version: string): Promise<Instance & { readonly pid: number }> => {
  const { id } = await bench.create('blog', version);
  const instance = await bench.untilRunning(id);
  return { ...instance, pid: instance.state.kind === 'running' ? instance.state.pid : 0 };
};

const stopped = async (version: string): Promise<Instance> => {
  const { id } = await running(version);
  orThrow(bench.instances.stop(id));
  return bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
};

/** It is in maintenance, for that cause, on disk as well as shown, and no process of it exists. */
async function expectMaintenance(id: string, reason: string, cause: IncidentCause): Promise<Instance> {
  const instance = await bench.untilMaintenance(id);
  const [incident] = instance.incidents;
  expect({
    reason: instance.intent.maintenance?.reason,
    cause: incident?.cause,
    evidence: incident?.evidence,
  }).toMatchObject({
    reason,
    cause,
  });
  expect(instance.intent.maintenance?.incidentId).toBe(incident?.id);
  expect(instance.intent.shouldRun).toBe(true);
  const again = bench.reopen();
  again.instances.resume();
  expect(again.now(id)).toMatchObject({
    intent: instance.intent,
    incidents: instance.incidents,
    state: { kind: 'stopped' },
  });
  await again.quit();
  expect(await processesOf(instance.folder)).toEqual([]);
  return instance;
}

async function processesOf(folder: string): Promise<readonly string[]> {
  const { stdout } = await execa('pgrep', ['-f', `--dir=${join(folder, 'pb_data')}`], { reject: false });
  return stdout.split('\n').filter(Boolean);
}

describe.each(['0.23.12', '0.28.4', '0.40.6'])('PocketBase %s', (version) => {
  test.each([
    ['SIGKILL', 'killed', { code: null, signal: 'SIGKILL' }],
    ['SIGHUP', 'killed', { code: null, signal: 'SIGHUP' }],
    ['SIGQUIT', 'killed', { code: 2, signal: null }],
    ['SIGABRT', 'killed', { code: 2, signal: null }],
    ['SIGTERM', 'ended-from-outside', { code: 0, signal: null }],
    ['SIGINT', 'ended-from-outside', { code: 0, signal: null }],
  ] as const)('F1, F2, F3: %s from outside: %s', async (signal, cause, exit) => {
    const { id, pid } = await running(version);
    process.kill(pid, signal);
    const { incidents } = await expectMaintenance(id, 'crashed', cause);
    expect(incidents[0]).toMatchObject({ exit, pid, version });
    expect(incidents[0]?.uptimeMs).toBeGreaterThanOrEqual(0);
    const { output } = orThrow(bench.instances.incident(id, incidents[0]?.id ?? ''));
    expect(output.join('\n')).toContain('Server started at');
  });

  test.each([0, 7])('F4: a hook that calls $os.exit(%i)', async (code) => {
    const { id, folder, port } = await stopped(version);
    writeFileSync(
      join(foldersOf(folder).hooks, 'exit.pb.js'),
      `routerAdd('GET', '/exit', () => { $os.exit(${String(code)}) })`,
    );
    orThrow(bench.instances.start(id));
    await bench.untilRunning(id);
    await fetch(`http://127.0.0.1:${String(port)}/exit`).catch(() => undefined);
    const { incidents } = await expectMaintenance(id, 'crashed', 'hook-called-exit');
    expect(incidents[0]?.exit).toEqual({ code, signal: null });
  });

  test('F5: a hook that ends the process while it starts', async () => {
    const { id, folder } = await stopped(version);
    writeFileSync(join(foldersOf(folder).hooks, 'exit.pb.js'), `onBootstrap((e) => { e.next(); $os.exit(0) })`);
    orThrow(bench.instances.start(id));
    await expectMaintenance(id, 'start-failed', 'hook-called-exit');
  });

  test('F5: a hook that throws while it starts', async () => {
    const { id, folder } = await stopped(version);
    writeFileSync(
      join(foldersOf(folder).hooks, 'bad.pb.js'),
      `onBootstrap((e) => { e.next(); throw new Error('boom') })`,
    );
    orThrow(bench.instances.start(id));
    const { incidents } = await expectMaintenance(id, 'start-failed', 'hook-failed');
    expect(incidents[0]?.evidence).toContain('boom');
  });

  test('F28: a hook file that cannot be loaded keeps it running, and is not blamed for a later SIGTERM', async () => {
    const { id, folder } = await stopped(version);
    writeFileSync(join(foldersOf(folder).hooks, 'broken.pb.js'), 'oops((');
    orThrow(bench.instances.start(id));
    const { state } = await bench.untilRunning(id);
    if (state.kind === 'running') process.kill(state.pid, 'SIGTERM');
    await expectMaintenance(id, 'crashed', 'ended-from-outside');
  });

  test.each([
    ['throws', `migrate(() => { throw new Error('boom') })`],
    ['cannot be parsed', 'migrate(() => { {{{ })'],
  ])('F5: a migration that %s', async (_what, migration) => {
    const { id, folder } = await stopped(version);
    writeFileSync(join(foldersOf(folder).migrations, '1_bad.js'), migration);
    orThrow(bench.instances.start(id));
    const { incidents } = await expectMaintenance(id, 'start-failed', 'migration-failed');
    expect(incidents[0]?.evidence).toContain('1_bad.js');
  });

  test('F5, F38: a database that is garbage', async () => {
    const { id, folder } = await stopped(version);
    writeFileSync(join(foldersOf(folder).data, 'data.db'), 'garbage '.repeat(1000));
    orThrow(bench.instances.start(id));
    await expectMaintenance(id, 'start-failed', 'database-damaged');
  });

  test('F27: another PocketBase that takes the port between our check and the bind', async () => {
    const { id, folder, port } = await stopped(version);
    // The hook holds our process up before it binds, so that the other one is always first.
    writeFileSync(join(foldersOf(folder).hooks, 'slow.pb.js'), `onBootstrap((e) => { e.next(); sleep(1500) })`);
    orThrow(bench.instances.start(id));
    await bench.until(id, 'a process', ({ state }) => state.kind === 'starting' && state.pid !== null);
    const foreign = startForeign(version, port);
    try {
      const { incidents } = await expectMaintenance(id, 'start-failed', 'port-taken');
      expect(incidents[0]?.evidence).toContain('bind: address already in use');
      expect((await fetch(`http://127.0.0.1:${String(port)}/api/health`)).status).toBe(200);
    } finally {
      foreign.kill('SIGKILL');
      await foreign;
    }
  });

  test('F26: another PocketBase that already holds the port is named', async () => {
    const { id, port } = await stopped(version);
    const foreign = startForeign(version, port);
    try {
      await untilAnswering(port);
      orThrow(bench.instances.start(id));
      const { incidents } = await expectMaintenance(id, 'start-failed', 'port-taken');
      const [incident] = incidents;
      expect(incident?.evidence).toBe(`Port ${String(port)} is used by pocketbase (pid ${String(foreign.pid)})`);
      expect(incident && incidentSentence(incident)).toBe(
        `Could not start: port ${String(port)} is used by pocketbase (pid ${String(foreign.pid)}).`,
      );
    } finally {
      foreign.kill('SIGKILL');
      await foreign;
    }
  });
});

describe('before a process exists', () => {
  const version = '0.40.6';

  test('F25: the port is held by a program that answers like PocketBase', async () => {
    const { id, port } = await stopped(version);
    const server: Server = createServer((_request, response) => response.end('{"code":200}'));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    try {
      orThrow(bench.instances.start(id));
      const { incidents } = await expectMaintenance(id, 'start-failed', 'port-taken');
      expect(incidents[0]?.evidence).toContain(`(pid ${String(process.pid)})`);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  test('F37: the data folder is gone: none is created in its place', async () => {
    const { id, folder } = await stopped(version);
    rmSync(foldersOf(folder).data, { recursive: true });
    orThrow(bench.instances.start(id));
    await expectMaintenance(id, 'start-failed', 'data-folder-missing');
    expect(readdirSync(folder)).not.toContain('pb_data');
  });

  test.each(['removed', 'emptied'])('F37: data.db was %s: no blank database is created', async (what) => {
    const { id, folder } = await stopped(version);
    const database = join(foldersOf(folder).data, 'data.db');
    if (what === 'removed') rmSync(database);
    else truncateSync(database);
    orThrow(bench.instances.start(id));
    const { incidents } = await expectMaintenance(id, 'start-failed', 'database-missing');
    expect(incidents[0] && causeWords(incidents[0].cause).remedy).toContain('restore a backup');
  });

  test.each(['0.28.4', '0.40.6'])(
    'F24: a PocketBase %s from a terminal serves the same data: no second one is started',
    async (version) => {
      const { id, folder, port } = await stopped(version);
      const other = port + 500;
      const foreign = startForeign(version, other, folder);
      try {
        await untilAnswering(other);
        orThrow(bench.instances.start(id));
        const { incidents } = await bench.untilMaintenance(id);
        expect(incidents[0]).toMatchObject({ reason: 'start-failed', cause: 'data-in-use' });
        expect(incidents[0]?.evidence).toBe(
          `pocketbase (pid ${String(foreign.pid)}) is serving ${foldersOf(folder).data}.`,
        );
      } finally {
        foreign.kill('SIGKILL');
        await foreign;
      }
      orThrow(bench.instances.leaveMaintenance(id));
      await bench.untilRunning(id);
    },
  );

  test('F6: the executable is not installed', async () => {
    const { id } = await stopped(version);
    bench.versions.missing.add(version);
    orThrow(bench.instances.start(id));
    const { incidents } = await expectMaintenance(id, 'start-failed', 'executable-missing');
    expect(incidents[0]?.evidence).toBe('PocketBase 0.40.6 is not installed.');
    bench.versions.missing.delete(version);
    orThrow(bench.instances.leaveMaintenance(id));
    await bench.untilRunning(id);
  });

  test('F6: the executable is not executable', async () => {
    const { id } = await stopped(version);
    const executable = bench.versions.replaceWithCopy(version);
    chmodSync(executable, 0o600);
    orThrow(bench.instances.start(id));
    await expectMaintenance(id, 'start-failed', 'executable-not-runnable');
  });

  test('F6: the executable is cut short', async () => {
    const { id } = await stopped(version);
    truncateSync(bench.versions.replaceWithCopy(version), 4096);
    orThrow(bench.instances.start(id));
    const { incidents } = await bench.untilMaintenance(id);
    expect(incidents[0]?.reason).toBe('start-failed');
  });
});

function startForeign(version: string, port: number, folder = join(bench.home, 'foreign')) {
  return execa(join(TEST_VERSIONS, version, 'pocketbase'), serveArguments(foldersOf(folder), port), {
    // Without a browser to find, the first start of a PocketBase without superusers opens none.
    env: { PATH: '' },
    extendEnv: false,
    stdio: 'ignore',
    reject: false,
  });
}

async function untilAnswering(port: number): Promise<void> {
  await expect
    .poll(
      () =>
        fetch(`http://127.0.0.1:${String(port)}/api/health`).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 10_000 },
    )
    .toBe(200);
}
