/** Sharing that ends by itself, with real processes, a clock that jumps and a network that changes. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Instance } from '../../shared/instance';
import { hasNetworkAccess } from '../../shared/launched-with';
import type { NetworkAddress } from '../../shared/network-sharing';
import { createClient } from '../engine/client';
import { AppProcess, newHome, WITHOUT_DEATH_SIGNAL } from '../testing/app-process';
import { servingProcesses } from '../testing/serving-processes';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

const MINUTE_MS = 60_000;
const HOME: readonly NetworkAddress[] = [{ device: 'wlan0', address: '192.168.1.20' }];

let bench: Workbench;
let blog: Instance;
let aheadMs: number;
let addresses: readonly NetworkAddress[];
beforeEach(async () => {
  aheadMs = 0;
  addresses = HOME;
  bench = createWorkbench({ now: () => new Date(Date.now() + aheadMs), addresses: () => addresses });
  blog = await bench.create('blog', '0.40.6');
  await bench.untilRunning(blog.id);
});
afterEach(() => bench.dispose());

/** 127.0.0.2 stands for an address in a network: only who listens on all addresses answers there. */
const isReached = (): Promise<boolean> =>
  fetch(`http://127.0.0.2:${String(blog.port)}/api/health`).then(
    ({ ok }) => ok,
    () => false,
  );
const give = (networkAccess: 'network' | 'this-computer', minutes: number | null, on = bench) =>
  on.dispatch(createClient('window'), 'set-network-access', {
    instanceId: blog.id,
    revision: on.now(blog.id).launchOptions.revision,
    networkAccess,
    minutes,
  });
const isOpen = (one: Instance): boolean => one.state.kind === 'running' && hasNetworkAccess(one);
const isClosed = (one: Instance): boolean => one.state.kind === 'running' && !hasNetworkAccess(one);
async function share(minutes: number | null = 15): Promise<void> {
  orThrow(await give('network', minutes));
  await bench.until(blog.id, 'shared', isOpen);
  expect(await isReached()).toBe(true);
}
const told = (on = bench): readonly string[] => on.store.snapshot().state.notices.map(({ text }) => text);

test('it is open at once, closed when its time is over, and that is told', async () => {
  await share();
  aheadMs = 14 * MINUTE_MS;
  bench.sharing.look();
  expect(bench.now(blog.id).launchOptions.networkAccess).toBe('network');
  aheadMs = 15 * MINUTE_MS;
  bench.sharing.look();
  expect(bench.now(blog.id).launchOptions).toMatchObject({ networkAccess: 'this-computer' });
  await bench.until(blog.id, 'closed', isClosed);
  expect(await isReached()).toBe(false);
  expect(told()).toEqual(['Its time is over. Only programs on this computer can reach it.']);
  expect(bench.activity.load(blog.id).map(({ text }) => text)).toContain('Opened to other devices for a while.');
  // Sharing it again takes the notice away.
  await share();
  expect(told()).toEqual([]);
});

test('it ends in another network and at sleep; a person ends it at any time', async () => {
  await share();
  addresses = [{ device: 'wlan0', address: '10.0.0.7' }];
  bench.sharing.look();
  await bench.until(blog.id, 'closed', isClosed);
  expect(told()[0]).toContain('another network');

  await share();
  bench.sharing.sleeps();
  await bench.until(blog.id, 'closed', isClosed);
  expect(told()[0]).toContain('went to sleep');
  expect(await isReached()).toBe(false);

  await share();
  orThrow(await give('this-computer', null));
  await bench.until(blog.id, 'closed', isClosed);
  expect(told()).toEqual([]);
});

test('another end, or none, changes nothing about the process', async () => {
  await share();
  const { state } = bench.now(blog.id);
  orThrow(await give('network', 60));
  expect(bench.now(blog.id).state).toBe(state);
  orThrow(await give('network', null));
  expect(bench.now(blog.id).state).toBe(state);
  expect(bench.now(blog.id).launchOptions).not.toHaveProperty('sharing');
  // Without an end, nothing but a person ends it.
  aheadMs = 48 * 60 * MINUTE_MS;
  addresses = [];
  bench.sharing.look();
  bench.sharing.sleeps();
  expect(bench.now(blog.id).launchOptions.networkAccess).toBe('network');
});

test('after quitting it is closed; what was open without an end still is', async () => {
  await share();
  await bench.quit();
  const again = bench.reopen();
  await again.resume();
  await again.until(blog.id, 'closed', isClosed);
  orThrow(await give('network', null, again));
  await again.quit();
  const third = again.reopen();
  await third.resume();
  await third.until(blog.id, 'open', isOpen);
});

test('its time over while the app was away, killed: the process that outlived it is closed, and that is told', async () => {
  const home = newHome();
  let app = await AppProcess.open(home, WITHOUT_DEATH_SIGNAL);
  try {
    const { id } = await app.create('blog', '0.40.6');
    await app.untilRunning(id);
    await app.send('set-network-access', id, { networkAccess: 'network', minutes: 15 });
    await app.until(id, 'shared', isOpen);
    await app.kill();
    const file = join(home, 'settings', 'instances.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"until":\s*"[^"]+"/, '"until":"2026-01-01T00:00:00.000Z"'));
    app = await AppProcess.open(home, WITHOUT_DEATH_SIGNAL);
    const after = await app.until(id, 'closed', isClosed);
    expect(after.launchOptions.networkAccess).toBe('this-computer');
    expect(after.launchOptions).not.toHaveProperty('sharing');
  } finally {
    await app.quit();
    for (const pid of servingProcesses(home)) process.kill(pid, 'SIGKILL');
    rmSync(home, { recursive: true, force: true });
  }
});
