import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { basename } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { checkPortFree, chooseFreePort } from './ports';

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

  test('takes the first from 8090 that neither an instance has nor anybody listens on', async () => {
    const first = await chosen(new Set());
    expect(first).toBeGreaterThanOrEqual(8090);
    const second = await chosen(new Set([first]));
    expect(second).toBeGreaterThan(first);
    await listen('127.0.0.1', second);
    const third = await chosen(new Set([first]));
    expect(third).toBeGreaterThan(second);
    await listen('::1', third);
    expect(await chosen(new Set([first]))).toBeGreaterThan(third);
  });

  test('leaves none out', async () => {
    const last = await chosen(new Set(RANGE.slice(0, -1)));
    expect(last).toBe(8990);
  });

  test('that all are taken is said with the range', async () => {
    expect(await chooseFreePort(new Set(RANGE))).toEqual({
      ok: false,
      error: { code: 'no-free-port', from: 8090, to: 8990 },
    });
  });

  async function chosen(taken: ReadonlySet<number>): Promise<number> {
    const port = await chooseFreePort(taken);
    if (!port.ok) throw new Error('No port was chosen');
    return port.value;
  }
});
