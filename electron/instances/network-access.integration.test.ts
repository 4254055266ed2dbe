/** Who can connect to an instance, with the real PocketBase; what the system itself says decides. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pidOf, type Instance } from '../../shared/instance';
import { hasNetworkAccess, isLaunchedWithOlder } from '../../shared/launched-with';
import type { NetworkAccess } from '../../shared/launch-options';
import { errorWords } from '../../shared/words/error-words';
import { AppProcess, newHome, WITHOUT_DEATH_SIGNAL } from '../testing/app-process';
import { argumentsOf } from '../testing/process-facts';
import { endOf, SUPERUSER } from '../testing/served-records';
import { servingProcesses } from '../testing/serving-processes';
import { TEST_VERSIONS } from '../testing/test-versions';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';
import { foldersOf } from '../pocketbase/arguments';
import { listeningInodes, type ListensAt } from '../process/listening-socket';
import { openFolder } from '../new-instance/open-folder';
import { setLaunchOptions } from './set-launch-options';
import { setNetworkAccess } from './set-network-access';
import { SUPERVISOR_TIMING } from '../supervision/supervisor-parts';

let bench: Workbench;
const servers: Server[] = [];
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(async () => {
  await bench.dispose();
  for (const server of servers.splice(0)) {
    server.close();
    await once(server, 'close');
  }
});

/** Where anybody at all listens on the port. */
const listening = (port: number): readonly ListensAt[] =>
  ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) =>
    listeningInodes(readFileSync(table, 'utf8'), port).map(({ at }) => at),
  );

/** 127.0.0.2 stands for an address in a network: only who listens on all addresses answers there. */
const statusAt = (host: '127.0.0.1' | '127.0.0.2', port: number): Promise<number> =>
  fetch(`http://${host}:${String(port)}/api/health`).then(
    ({ status }) => status,
    () => 0,
  );

const parts = () => ({
  store: bench.store,
  instances: bench.instances,
  now: bench.clock,
  addresses: bench.sharing.addresses,
});

const choose = (id: string, networkAccess: NetworkAccess) =>
  setNetworkAccess(id, { revision: bench.now(id).launchOptions.revision, networkAccess }, parts());

async function restarted(id: string): Promise<Instance> {
  const { state } = bench.now(id);
  const run = state.kind === 'running' ? state.runNumber : 0;
  orThrow(bench.instances.restart(id));
  return bench.until(id, 'running again', ({ state: now }) => now.kind === 'running' && now.runNumber > run);
}

const untilAnswering = (id: string): Promise<Instance> =>
  bench.until(id, 'answered with 503', ({ maintenanceAnswer }) => maintenanceAnswer.kind === 'answering');

describe.each(['0.40.6', '0.23.12'])('B12: PocketBase %s', (version) => {
  test('is for this computer only until it was opened up and started again, and again after that was taken back', async () => {
    const { id, port } = await bench.create('blog', version);
    await bench.untilRunning(id);
    expect(listening(port)).toEqual(['loopback']);
    expect(await statusAt('127.0.0.2', port)).toBe(0);

    orThrow(choose(id, 'network'));
    // A wish changes nothing about the process there is.
    expect(isLaunchedWithOlder(bench.now(id))).toBe(true);
    expect(hasNetworkAccess(bench.now(id))).toBe(false);
    expect(listening(port)).toEqual(['loopback']);

    await restarted(id);
    expect(isLaunchedWithOlder(bench.now(id))).toBe(false);
    expect(hasNetworkAccess(bench.now(id))).toBe(true);
    expect(listening(port)).toEqual(['everywhere']);
    expect(await statusAt('127.0.0.1', port)).toBe(200);
    expect(await statusAt('127.0.0.2', port)).toBe(200);

    orThrow(choose(id, 'this-computer'));
    expect(hasNetworkAccess(bench.now(id))).toBe(true);
    await restarted(id);
    expect(hasNetworkAccess(bench.now(id))).toBe(false);
    expect(listening(port)).toEqual(['loopback']);
    expect(await statusAt('127.0.0.1', port)).toBe(200);
    expect(await statusAt('127.0.0.2', port)).toBe(0);
  });
});

describe('B12: an instance that others reach', () => {
  async function opened(version = '0.40.6'): Promise<Instance> {
    const { id } = await bench.create('blog', version, SUPERUSER);
    await bench.untilRunning(id);
    orThrow(choose(id, 'network'));
    return restarted(id);
  }

  test('is so in the next session too, and its other options do not change that', async () => {
    const { id, port } = await opened();
    const { revision } = bench.now(id).launchOptions;
    const given = { revision, environment: [], arguments: ['--queryTimeout=60'] };
    orThrow(await setLaunchOptions(id, given, bench.launchOptions));
    expect(bench.now(id).launchOptions).toMatchObject({ networkAccess: 'network', arguments: ['--queryTimeout=60'] });
    await bench.quit();
    const again = bench.reopen();
    again.instances.resume();
    await again.untilRunning(id);
    expect(hasNetworkAccess(again.now(id))).toBe(true);
    expect(listening(port)).toEqual(['everywhere']);
  });

  test('tells them 503 in maintenance, and only as long as they are to reach it', async () => {
    const { id, port } = await opened();
    orThrow(bench.instances.enterMaintenance(id, 'window'));
    await untilAnswering(id);
    expect(hasNetworkAccess(bench.now(id))).toBe(false);
    expect(await statusAt('127.0.0.2', port)).toBe(503);
    expect(await statusAt('127.0.0.1', port)).toBe(503);
    orThrow(choose(id, 'this-computer'));
    await expect.poll(() => statusAt('127.0.0.2', port)).toBe(0);
    await expect.poll(() => statusAt('127.0.0.1', port)).toBe(503);
    orThrow(choose(id, 'network'));
    await expect.poll(() => statusAt('127.0.0.2', port)).toBe(503);
    orThrow(bench.instances.leaveMaintenance(id));
    await bench.untilRunning(id);
    expect(await statusAt('127.0.0.2', port)).toBe(200);
  });

  test('does not start while somebody else has its port on any address, and says who', async () => {
    const { id, port } = await opened();
    orThrow(bench.instances.stop(id));
    await bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
    const stranger = createServer().listen(port, '127.0.0.2');
    servers.push(stranger);
    await once(stranger, 'listening');
    orThrow(bench.instances.start(id));
    const { incidents } = await bench.untilMaintenance(id);
    expect(incidents[0]).toMatchObject({
      cause: 'port-taken',
      evidence: expect.stringContaining(`(pid ${String(process.pid)})`) as string,
    });
    // For this computer only, that address is none of its business.
    orThrow(choose(id, 'this-computer'));
    orThrow(bench.instances.leaveMaintenance(id));
    await bench.untilRunning(id);
  });

  test('is tried on a copy for this computer only, and is given back as it was', async () => {
    const { id, folder, port } = await opened('0.39.11');
    const seen = new Set<string>();
    const looking = setInterval(() => {
      for (const pid of servingProcesses(bench.home)) {
        try {
          const all = argumentsOf(pid);
          // One that is just ending has no arguments any more.
          if (all.length <= 1) continue;
          if (all.includes(`--dir=${foldersOf(folder).data}`)) continue;
          seen.add(all.find((one) => one.startsWith('--http='))?.replace(/\d+$/, 'PORT') ?? '');
        } catch {
          // It has ended meanwhile.
        }
      }
    }, 10);
    const changed = await endOf(bench.operating.changeVersion(id, '0.40.6', true));
    clearInterval(looking);
    orThrow(changed);
    await bench.untilRunning(id);
    expect([...seen]).toEqual(['--http=127.0.0.1:PORT']);
    expect(listening(port)).toEqual(['everywhere']);
  });

  test('has a clone that others do not reach, and so is its folder when it is opened anew', async () => {
    const { id, folder } = await opened();
    orThrow(await endOf(bench.operating.clone(id, { name: 'blog 2', withData: true })));
    const clone = bench.store.snapshot().state.instances[1];
    expect(clone?.launchOptions.networkAccess).toBe('this-computer');
    expect(clone).not.toHaveProperty('launchedWith');
    await bench.list.copiesSettled();
    expect(readFileSync(join(folder, 'basekeeper.json'), 'utf8')).toMatch(/"reach":\s*"network"/);
    orThrow(bench.instances.stop(id));
    await bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
    orThrow(bench.operating.removeFromList(id));
    const input = { folder, name: 'blog', port: 8090, version: '0.40.6' };
    const again = orThrow(await openFolder(input, bench.opening, bench.operating.changeVersion));
    await bench.untilRunning(again);
    expect(bench.now(again).launchOptions.networkAccess).toBe('this-computer');
    expect(listening(8090)).toEqual(['loopback']);
  });

  test('F58: a choice on what was changed meanwhile is refused, and nothing is opened', async () => {
    const { id } = await bench.create('blog', '0.40.6');
    await bench.untilRunning(id);
    const { revision } = bench.now(id).launchOptions;
    orThrow(await setLaunchOptions(id, { revision, environment: [], arguments: ['--dev=false'] }, bench.launchOptions));
    const refused = setNetworkAccess(id, { revision, networkAccess: 'network' }, parts());
    if (refused.ok) throw new Error('was not refused');
    expect(errorWords(refused.error).title).toBe('The settings of blog were changed in the meantime');
    expect(bench.now(id).launchOptions.networkAccess).toBe('this-computer');
    // And the other way round: who edits the options meanwhile is told.
    orThrow(choose(id, 'network'));
    const stale = await setLaunchOptions(
      id,
      { revision: revision + 1, environment: [], arguments: [] },
      bench.launchOptions,
    );
    expect(stale).toMatchObject({ ok: false, error: { code: 'changed-meanwhile' } });
  });
});

describe('B12: the proof', () => {
  test('a process that listens on all addresses although it is not to is never called running', async () => {
    await bench.dispose();
    bench = createWorkbench({ timing: { ...SUPERVISOR_TIMING, startLimitMs: 3000 } });
    const { id, port } = await bench.create('blog', '0.40.6');
    await bench.untilRunning(id);
    orThrow(bench.instances.stop(id));
    await bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
    // The real one, told something else than it was given.
    const pocketbase = join(TEST_VERSIONS, '0.40.6', 'pocketbase');
    const disobedient = `#!/bin/bash\nexec '${pocketbase}' "\${@/--http=127.0.0.1/--http=0.0.0.0}"\n`;
    writeFileSync(bench.versions.replaceWithCopy('0.40.6'), disobedient, { mode: 0o755 });
    const seen: string[] = [];
    const stop = bench.store.subscribe(() => seen.push(bench.now(id).state.kind));
    orThrow(bench.instances.start(id));
    await expect.poll(() => listening(port), { timeout: 3000, interval: 20 }).toEqual(['everywhere']);
    expect(await statusAt('127.0.0.1', port)).toBe(200);
    await bench.untilMaintenance(id);
    stop();
    expect(seen).not.toContain('running');
    expect(pidOf(bench.now(id).state)).toBeNull();
    await untilAnswering(id);
    expect(listening(port)).not.toContain('everywhere');
  });
});

test('B12: a process that outlived the app is taken over as it was started, whatever was wished since', async () => {
  const home = newHome();
  let app = await AppProcess.open(home, WITHOUT_DEATH_SIGNAL);
  try {
    const { id, port } = await app.create('blog', '0.40.6');
    await app.untilRunning(id);
    await app.send('set-network-access', id, { networkAccess: 'network' });
    await app.send('restart', id);
    const before = await app.until(id, 'reachable', (one) => one.state.kind === 'running' && hasNetworkAccess(one));
    await app.send('set-network-access', id, { networkAccess: 'this-computer' });
    await app.kill();
    expect(listening(port)).toEqual(['everywhere']);
    app = await AppProcess.open(home, WITHOUT_DEATH_SIGNAL);
    const after = await app.untilRunning(id);
    expect(pidOf(after.state)).toBe(pidOf(before.state));
    expect(hasNetworkAccess(after)).toBe(true);
    expect(after.launchOptions.networkAccess).toBe('this-computer');
    expect(isLaunchedWithOlder(after)).toBe(true);
    await app.send('restart', id);
    await app.until(id, 'closed again', (one) => one.state.kind === 'running' && !hasNetworkAccess(one));
    expect(listening(port)).toEqual(['loopback']);
  } finally {
    await app.quit();
    for (const pid of servingProcesses(home)) process.kill(pid, 'SIGKILL');
    rmSync(home, { recursive: true, force: true });
  }
});
