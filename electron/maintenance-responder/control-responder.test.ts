/** What the store says decides which ports are answered on, and the store is told what became of it. Real ports. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { InstanceState } from '../../shared/instance';
import { NO_LAUNCH_OPTIONS, type NetworkAccess } from '../../shared/launch-options';
import { anInstance } from '../../shared/testing/examples';
import { createAppStore, type AppStore } from '../store/app-store';
import { checkPortFree } from '../process/ports';
import { connectRaw, freePort } from '../testing/raw-client';
import { INITIAL_STATE } from '../testing/workbench';
import { controlResponder, type ResponderControl } from './control-responder';
import { createResponder } from './responder';

const since = '2026-01-01T00:00:00.000Z';
const STOPPED: InstanceState = { kind: 'stopped' };
const CHECKED: InstanceState = { kind: 'starting', runNumber: 2, pid: null, since, provenSince: null };
const RUNNING: InstanceState = { kind: 'running', runNumber: 2, pid: 7, since };

vi.setConfig({ testTimeout: 30_000 });
const eventually = <Value>(look: () => Value) => expect.poll(look, { timeout: 10_000 });

let store: AppStore;
let answering: ResponderControl;
let port: number;
const bugs: unknown[] = [];
beforeEach(async () => {
  const reportBug = (error: unknown): void => void bugs.push(error);
  store = createAppStore(INITIAL_STATE, reportBug);
  answering = controlResponder(store, createResponder({ reportBug }));
  port = await freePort();
});
afterEach(async () => {
  await answering.close();
  expect(bugs.splice(0)).toEqual([]);
});

interface Given {
  readonly maintenance?: boolean;
  readonly name?: string;
  readonly since?: string;
  readonly networkAccess?: NetworkAccess;
}

function put(id: string, state: InstanceState, given: Given = {}): void {
  const maintenance = { reason: 'requested', since: given.since ?? since, setBy: 'window', incidentId: null } as const;
  const instance = anInstance({
    id,
    name: given.name ?? id,
    port,
    intent: { shouldRun: true, maintenance: given.maintenance === false ? null : maintenance },
    state,
    launchOptions: { ...NO_LAUNCH_OPTIONS, networkAccess: given.networkAccess ?? 'this-computer' },
    maintenanceAnswer: store.instance(id)?.maintenanceAnswer ?? { kind: 'none' },
  });
  store.apply({ type: 'instance-changed', instance });
}

const told = (id: string): unknown => store.instance(id)?.maintenanceAnswer;
const page = async (): Promise<string> =>
  (await fetch(`http://127.0.0.1:${String(port)}/`, { headers: { accept: 'text/html' } })).text();
const isFree = async (): Promise<boolean> => (await checkPortFree(port)).ok;

test('a port is let go of when a start asks for it, and not before', async () => {
  put('blog', STOPPED);
  await eventually(() => told('blog')).toEqual({ kind: 'answering' });
  put('blog', CHECKED, { maintenance: false });
  expect(await page()).toContain('<bdi>blog</bdi> is in maintenance');
  expect(told('blog')).toEqual({ kind: 'answering' });
  await answering.portReleased(port);
  expect(await isFree()).toBe(true);
  await eventually(() => told('blog')).toEqual({ kind: 'none' });
});

test('a start that was called off gets no port: maintenance goes on being answered', async () => {
  put('blog', STOPPED);
  await eventually(() => told('blog')).toEqual({ kind: 'answering' });
  put('blog', CHECKED, { maintenance: false });
  put('blog', STOPPED);
  const client = await connectRaw(port);
  await answering.portReleased(port);
  client.send('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await eventually(client.received).toContain('503');
  expect(told('blog')).toEqual({ kind: 'answering' });
});

test('a new name is said at once', async () => {
  put('blog', STOPPED);
  await eventually(() => told('blog')).toEqual({ kind: 'answering' });
  put('blog', STOPPED, { name: 'journal' });
  expect(await page()).toContain('<bdi>journal</bdi> is in maintenance');
});

test('two instances with one port: while one serves, the other is not answered for and knows why', async () => {
  put('blog', STOPPED, { since: '2026-01-01T00:00:01.000Z' });
  put('shop', STOPPED, { since: '2026-01-01T00:00:02.000Z' });
  await eventually(() => [told('blog'), told('shop')]).toEqual([{ kind: 'answering' }, { kind: 'answering' }]);
  expect(await page()).toContain('<bdi>blog</bdi>');

  put('shop', CHECKED, { maintenance: false });
  await answering.portReleased(port);
  put('shop', RUNNING, { maintenance: false });
  await eventually(() => told('blog')).toEqual({ kind: 'other-instance', name: 'shop' });
  expect(await isFree()).toBe(true);

  put('shop', STOPPED, { since: '2026-01-01T00:00:03.000Z' });
  await eventually(() => [told('blog'), told('shop')]).toEqual([{ kind: 'answering' }, { kind: 'answering' }]);
  put('blog', STOPPED, { maintenance: false });
  await eventually(page).toContain('<bdi>shop</bdi>');
});

test('an instance that is taken off the list is answered for no more', async () => {
  put('blog', STOPPED);
  await eventually(() => told('blog')).toEqual({ kind: 'answering' });
  store.apply({ type: 'instance-removed', instanceId: 'blog' });
  await eventually(isFree).toBe(true);
});

test('other readers of the store see its changes in order', async () => {
  const seen: number[] = [];
  store.subscribe((_change, { revision }) => seen.push(revision));
  put('blog', STOPPED);
  await eventually(() => told('blog')).toEqual({ kind: 'answering' });
  put('blog', RUNNING, { maintenance: false });
  await eventually(() => told('blog')).toEqual({ kind: 'none' });
  expect(seen).toEqual([...seen].sort((one, other) => one - other));
  expect(new Set(seen).size).toBe(seen.length);
});

test('after the end nothing is held and nothing is told any more', async () => {
  put('blog', STOPPED);
  await eventually(() => told('blog')).toEqual({ kind: 'answering' });
  await answering.close();
  await eventually(() => told('blog')).toEqual({ kind: 'none' });
  put('blog', STOPPED, { name: 'journal' });
  expect(await isFree()).toBe(true);
});

test.runIf(process.platform === 'linux')(
  'B12: other devices are answered as soon as they are to reach the instance, and no longer than that',
  async () => {
    // It stands for an address in a network.
    const status = (): Promise<number> =>
      fetch(`http://127.0.0.2:${String(port)}/`).then(
        (answer) => answer.status,
        () => 0,
      );
    put('blog', STOPPED);
    await eventually(() => told('blog')).toEqual({ kind: 'answering' });
    expect(await status()).toBe(0);
    put('blog', STOPPED, { networkAccess: 'network' });
    await eventually(status).toBe(503);
    put('blog', STOPPED);
    await eventually(status).toBe(0);
    await eventually(async () => (await page()).includes('in maintenance')).toBe(true);
    expect(told('blog')).toEqual({ kind: 'answering' });
  },
);
