/** Holding ports: real sockets on real ports. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PortAnswer } from '../../shared/maintenance-answer';
import { checkPortFree } from '../process/ports';
import { connectRaw, freePort } from '../testing/raw-client';
import { createResponder, type HeldFor, type Responder } from './responder';

const BLOG: HeldFor = { name: 'blog', version: '0.40.6', networkAccess: 'this-computer', until: null };
const ANSWERING = { kind: 'answering' };

vi.setConfig({ testTimeout: 30_000 });
const eventually = <Value>(look: () => Value) => expect.poll(look, { timeout: 10_000 });

let responder: Responder;
const bugs: unknown[] = [];
const strangers: Server[] = [];
beforeEach(() => {
  responder = createResponder({ reportBug: (error) => bugs.push(error), retryMs: 50 });
});
afterEach(async () => {
  await responder.close();
  for (const stranger of strangers.splice(0)) await closed(stranger);
  expect(bugs.splice(0)).toEqual([]);
});

async function listen(host: string, port = 0): Promise<Server> {
  const server = createServer();
  server.listen(port, host);
  await once(server, 'listening');
  strangers.push(server);
  return server;
}

async function closed(server: Server): Promise<void> {
  if (!server.listening) return;
  server.close();
  await once(server, 'close');
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

/** Holds a port and answers what was told so far. */
function hold(port: number, instance = BLOG): readonly PortAnswer[] {
  const told: PortAnswer[] = [];
  responder.hold(port, instance, (answer) => told.push(answer));
  return told;
}

async function held(port: number): Promise<void> {
  const told = hold(port);
  await eventually(() => told).toEqual([ANSWERING]);
}

const statusAt = (host: string, port: number): Promise<number> =>
  fetch(`http://${host}:${String(port)}/api/health`).then(({ status }) => status);

describe('a held port', () => {
  test('is answered on both loopback addresses, and told as answered once it is', async () => {
    const port = await freePort();
    const told = hold(port);
    expect(told).toEqual([]);
    await eventually(() => told).toEqual([ANSWERING]);
    expect(await statusAt('127.0.0.1', port)).toBe(503);
    await eventually(() => statusAt('[::1]', port).catch(() => 0)).toBe(503);
  });

  test.runIf(process.platform === 'linux')(
    'B12: is answered on further addresses only for an instance that is reachable there, and changes to that and back',
    async () => {
      const port = await freePort();
      await held(port);
      // It stands for an address in a network.
      await expect(statusAt('127.0.0.2', port)).rejects.toThrow();
      const open = hold(port, { ...BLOG, networkAccess: 'network' });
      await eventually(() => open).toEqual([ANSWERING]);
      expect(await statusAt('127.0.0.2', port)).toBe(503);
      expect(await statusAt('127.0.0.1', port)).toBe(503);
      await eventually(() => statusAt('[::1]', port).catch(() => 0)).toBe(503);
      const closedAgain = hold(port);
      await eventually(() => closedAgain).toEqual([ANSWERING]);
      await expect(statusAt('127.0.0.2', port)).rejects.toThrow();
      expect(await statusAt('127.0.0.1', port)).toBe(503);
      await responder.release(port);
      expect(await checkPortFree(port, 'network')).toEqual({ ok: true, value: undefined });
    },
  );

  test('is in use for everybody else', async () => {
    const port = await freePort();
    await held(port);
    expect(await checkPortFree(port)).toMatchObject({ ok: false, error: { code: 'port-in-use' } });
  });

  test('is free when its release is done, and no client is left', async () => {
    const port = await freePort();
    await held(port);
    const idle = await connectRaw(port);
    const busy = await connectRaw(port);
    busy.send('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf');
    await eventually(() => busy.received()).toContain('503');
    await responder.release(port);
    expect(await checkPortFree(port)).toEqual({ ok: true, value: undefined });
    await Promise.all([idle.untilClosed(), busy.untilClosed()]);
  });

  test('is free after a release that came before it was held, and held after a hold that came before it was released', async () => {
    const port = await freePort();
    const first = hold(port);
    await responder.release(port);
    expect(first).toEqual([]);
    // The release comes at every step of what holding takes.
    for (let steps = 0; steps < 30; steps += 1) {
      hold(port);
      for (let step = 0; step < steps; step += 1) await (steps % 2 === 0 ? Promise.resolve() : nextTurn());
      await responder.release(port);
      expect(await checkPortFree(port)).toEqual({ ok: true, value: undefined });
    }

    await held(port);
    const releasing = responder.release(port);
    const again = hold(port);
    await releasing;
    await eventually(() => again).toEqual([ANSWERING]);
    expect(await statusAt('127.0.0.1', port)).toBe(503);
  });

  test('can be answered for another instance without letting go of it', async () => {
    const port = await freePort();
    await held(port);
    const client = await connectRaw(port);
    const told = hold(port, { ...BLOG, name: 'old', version: '0.22.27' });
    client.send('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await eventually(() => client.received()).toContain('"code":503');
    expect(told).toEqual([]);
  });

  test('can be released twice, or without having been held', async () => {
    const port = await freePort();
    await responder.release(port);
    await held(port);
    await Promise.all([responder.release(port), responder.release(port)]);
    expect(await checkPortFree(port)).toEqual({ ok: true, value: undefined });
  });

  test('changes hands hundreds of times without an error', async () => {
    const port = await freePort();
    for (let time = 0; time < 200; time += 1) {
      hold(port);
      if (time % 3 === 0) await statusAt('127.0.0.1', port).catch(() => 0);
      const released = responder.release(port);
      if (time % 2 === 0) await released;
    }
    await responder.release(port);
    expect(await checkPortFree(port)).toEqual({ ok: true, value: undefined });
  });
});

describe('somebody else’s port', () => {
  test('is told with its owner, and answered on as soon as it is free', async () => {
    // Without an owner that is told apart from ourselves only after a few attempts.
    const stranger = await listen('127.0.0.1');
    const port = portOf(stranger);
    const told = hold(port);
    const taken = { kind: 'port-in-use', owner: { pid: process.pid, name: expect.any(String) as string } };
    await eventually(() => told[0]).toEqual(process.platform === 'linux' ? taken : { ...taken, owner: null });
    await closed(stranger);
    await eventually(() => told.at(-1)).toEqual(ANSWERING);
    expect(await statusAt('127.0.0.1', port)).toBe(503);
  });

  test('is not tried any more once it is released', async () => {
    const stranger = await listen('127.0.0.1');
    const port = portOf(stranger);
    const told = hold(port);
    await eventually(() => told.length).toBeGreaterThan(0);
    await responder.release(port);
    const known = told.length;
    await closed(stranger);
    // Another port needs as many attempts as this one would have had.
    const other = await listen('127.0.0.1');
    const otherTold = hold(portOf(other));
    await eventually(() => otherTold.length).toBeGreaterThan(0);
    expect(told).toHaveLength(known);
    expect(await checkPortFree(port)).toEqual({ ok: true, value: undefined });
  });

  test('on ::1 alone leaves 127.0.0.1, the instance’s own address, answered', async () => {
    const stranger = await listen('::1');
    const port = portOf(stranger);
    const told = hold(port);
    await eventually(() => told).toEqual([ANSWERING]);
    expect(await statusAt('127.0.0.1', port)).toBe(503);
    await closed(stranger);
    await eventually(() => statusAt('[::1]', port).catch(() => 0)).toBe(503);
  });
});

test.runIf(lowPortsAreReserved())('a port the system does not give us is told with its reason', async () => {
  const user = process.geteuid?.();
  if (user === 0) process.seteuid?.(65534);
  try {
    const told = hold(81);
    await eventually(() => told[0]).toEqual({ kind: 'port-refused', detail: 'EACCES' });
    await responder.release(81);
  } finally {
    if (user === 0) process.seteuid?.(0);
  }
});

function lowPortsAreReserved(): boolean {
  if (process.platform !== 'linux') return false;
  return Number(readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8')) > 81;
}

test('our own looking whether a port is free is waited for and not told', async () => {
  const port = await freePort();
  const probe = await listen('127.0.0.1', port);
  const told = hold(port);
  // Long enough for the first attempt to fail.
  for (let turn = 0; turn < 5; turn += 1) await nextTurn();
  await closed(probe);
  await eventually(() => told).toEqual([ANSWERING]);
});

test('nothing is held any more after the end', async () => {
  const [one, other] = [await freePort(), await freePort()];
  await held(one);
  await responder.close();
  hold(other);
  await responder.close();
  for (const port of [one, other]) expect(await checkPortFree(port)).toEqual({ ok: true, value: undefined });
});
