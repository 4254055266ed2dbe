import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { basename } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { checkPortFree, checkPortSoonFree, chooseFreePort } from './ports';
import { SUGGESTED_PORTS } from '../../shared/app-settings';

const servers: Server[] = [];
afterEach(async () => {
  const closing = servers.splice(0).map(async (server) => {
    server.close();
    await once(server, 'close');
  });
  await Promise.all(closing);
});

async function listen(host: string, port = 0): Promise<number> {
  const server = createServer();
  server.listen(port, host);
  await once(server, 'listening');
  servers.push(server);
  return (server.address() as AddressInfo).port;
}

const US = { pid: process.pid, name: basename(process.execPath) };

describe('a port', () => {
  test.runIf(process.platform === 'linux').each(['127.0.0.1', '::1', '0.0.0.0', '::'])(
    'that somebody listens on at %s is in use, and its owner is named',
    async (host) => {
      const port = await listen(host);
      expect(await checkPortFree(port)).toEqual({ ok: false, error: { code: 'port-in-use', port, owner: US } });
    },
  );

  test.runIf(process.platform === 'linux')(
    'B12: an address besides loopback is looked at only for an instance that is to have all of them',
    async () => {
      // It stands for an address in a network.
      const port = await listen('127.0.0.2');
      expect(await checkPortFree(port)).toEqual({ ok: true, value: undefined });
      expect(await checkPortFree(port, 'network')).toEqual({
        ok: false,
        error: { code: 'port-in-use', port, owner: US },
      });
      servers[0]?.close();
      await once(servers.splice(0)[0] as Server, 'close');
      expect(await checkPortFree(port, 'network')).toEqual({ ok: true, value: undefined });
      expect(await listen('::', port)).toBe(port);
    },
  );

  test('nobody listens on is free, and still is after it was asked about', async () => {
    const port = await listen('127.0.0.1');
    servers[0]?.close();
    await once(servers.splice(0)[0] as Server, 'close');
    expect(await checkPortFree(port)).toEqual({ ok: true, value: undefined });
    expect(await listen('127.0.0.1', port)).toBe(port);
  });
});

describe('choosing a port', () => {
  const RANGE = Array.from({ length: 901 }, (_, i) => 8090 + i);
  /** The low ones are given away, so that programs beside the tests are not in their way. */
  const choose = (from: number, given: readonly number[] = []) =>
    chooseFreePort(new Set([...RANGE.filter((port) => port < from), ...given]), SUGGESTED_PORTS);

  test('takes the first that neither an instance has nor anybody listens on, over IPv4 or IPv6', async () => {
    expect(await choose(8980)).toEqual({ ok: true, value: 8980 });
    await listen('127.0.0.1', 8980);
    expect(await choose(8980)).toEqual({ ok: true, value: 8981 });
    await listen('::1', 8981);
    expect(await choose(8980)).toEqual({ ok: true, value: 8982 });
    expect(await choose(8980, [8982, 8984])).toEqual({ ok: true, value: 8983 });
  });

  test('goes up to 8990', async () => {
    expect(await choose(8990)).toEqual({ ok: true, value: 8990 });
  });

  test('that all are taken is said with the range', async () => {
    expect(await chooseFreePort(new Set(RANGE), SUGGESTED_PORTS)).toEqual({
      ok: false,
      error: { code: 'no-free-port', from: 8090, to: 8990 },
    });
  });
});

describe('before a start, a port', () => {
  const soonFree = (port: number, patienceMs: number, signal = new AbortController().signal) =>
    checkPortSoonFree(port, 'this-computer', signal, patienceMs);

  test('that somebody has only for a moment is waited for', async () => {
    const port = await listen('127.0.0.1');
    const looking = soonFree(port, 10_000);
    // Looks as the first look did, and ends after it.
    expect(await checkPortFree(port)).toMatchObject({ error: { code: 'port-in-use' } });
    servers[0]?.close();
    await once(servers.splice(0)[0] as Server, 'close');
    expect(await looking).toEqual({ ok: true, value: undefined });
  });

  test('that somebody keeps is in use, also where nobody wants to start any more', async () => {
    const port = await listen('127.0.0.1');
    const inUse = { ok: false, error: { code: 'port-in-use', port } };
    expect(await soonFree(port, 50)).toMatchObject(inUse);
    const abort = new AbortController();
    const looking = soonFree(port, 3_600_000, abort.signal);
    abort.abort();
    expect(await looking).toMatchObject(inUse);
  });
});
