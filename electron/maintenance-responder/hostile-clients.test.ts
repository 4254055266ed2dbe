/** Whatever a program on this computer sends to the port: it gets its answer or its end, and nothing of ours breaks. */
import { performance } from 'node:perf_hooks';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { AnsweringServerForTests, FEW, GET, HASTY, HOST } from '../testing/answering-server';
import { connectRaw, statuses, talk, type RawClient } from '../testing/raw-client';

vi.setConfig({ testTimeout: 30_000 });
const eventually = <Value>(look: () => Value) => expect.poll(look, { timeout: 10_000 });
const served = new AnsweringServerForTests();

/** Far below what the clients would take, far above what a busy machine adds. */
const ENDED_MS = 4000;

describe('what is no request is told so and closed', () => {
  test.each<readonly [string, string | Buffer]>([
    ['garbage', 'garbage garbage\r\n\r\n'],
    ['bytes of every kind', Buffer.from(Array.from({ length: 256 }, (_, index) => index))],
    ['a TLS greeting', Buffer.from('160301020001000001fc0303', 'hex')],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['an unknown method', `NONSENSE / HTTP/1.1\r\n${HOST}\r\n`],
    ['two lengths', `POST / HTTP/1.1\r\n${HOST}Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx`],
    ['a length that is none', `POST / HTTP/1.1\r\n${HOST}Content-Length: -1\r\n\r\n`],
    [
      'a length and chunks',
      `POST / HTTP/1.1\r\n${HOST}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    ['a header with a NUL', `GET / HTTP/1.1\r\n${HOST}X: a\0b\r\n\r\n`],
  ])('%s', async (_what, bytes) => {
    expect(statuses(await talk(served.port, bytes))).toEqual(['400']);
  });

  test('headers beyond every measure, also when they never end', async () => {
    expect(statuses(await talk(served.port, `GET / HTTP/1.1\r\n${HOST}X: ${'x'.repeat(20_000)}\r\n\r\n`))).toEqual([
      '431',
    ]);
    const endless = await connectRaw(served.port);
    endless.send(`GET / HTTP/1.1\r\n${HOST}`);
    const pouring = setInterval(() => endless.send(`X-More: ${'x'.repeat(8000)}\r\n`), 5);
    expect(statuses(await endless.untilClosed())).toEqual(['431']);
    clearInterval(pouring);
  });

  test('CONNECT is not answered at all', async () => {
    expect(await talk(served.port, `CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n`)).toBe('');
  });

  test('TRACE says nothing back', async () => {
    const text = await talk(served.port, `TRACE / HTTP/1.1\r\n${HOST}X-Secret: abc\r\nConnection: close\r\n\r\n`);
    expect(statuses(text)).toEqual(['405']);
    expect(text).not.toContain('abc');
  });
});

describe('slow clients are ended', () => {
  beforeEach(() => served.openAnew(HASTY));

  const untilEnded = async (client: RawClient): Promise<number> => {
    const since = performance.now();
    await client.untilClosed();
    return performance.now() - since;
  };

  test('who connects and says nothing', async () => {
    expect(await untilEnded(await connectRaw(served.port))).toBeLessThan(ENDED_MS);
  });

  test('who sends a header byte now and then', async () => {
    const client = await connectRaw(served.port);
    client.send(`GET / HTTP/1.1\r\n${HOST}X-Slow: `);
    const drip = setInterval(() => client.send('x'), 20);
    expect(await untilEnded(client)).toBeLessThan(ENDED_MS);
    clearInterval(drip);
    expect(statuses(client.received())).toEqual(['408']);
  });

  test('who sends a body byte now and then has its answer at once', async () => {
    const client = await connectRaw(served.port);
    client.send(`POST / HTTP/1.1\r\n${HOST}Content-Length: 100000\r\n\r\n`);
    const drip = setInterval(() => client.send('x'), 20);
    await eventually(() => statuses(client.received())).toEqual(['503']);
    expect(client.received()).toMatch(/\r\nConnection: close\r\n/i);
    expect(await untilEnded(client)).toBeLessThan(ENDED_MS);
    clearInterval(drip);
  });

  test('who keeps a connection open and asks no more', async () => {
    const client = await connectRaw(served.port);
    client.send(GET);
    await eventually(() => statuses(client.received())).toEqual(['503']);
    expect(await untilEnded(client)).toBeLessThan(ENDED_MS);
  });

  test('who reads nothing of what it asked for', async () => {
    await served.openAnew({
      ...HASTY,
      connections: 1,
      keepAliveMs: 60_000,
      requestsPerConnection: 100_000,
      connectionMs: 500,
    });
    const client = await connectRaw(served.port);
    client.socket.pause();
    client.send(GET.repeat(5000));
    expect(await served.ask().catch(() => 'not let in')).toBe('not let in');
    await eventually(() => served.ask().catch(() => 'not let in')).toBe(503);
    client.socket.destroy();
  });

  test('whatever a connection does, it has an end', async () => {
    await served.openAnew({ ...HASTY, keepAliveMs: 60_000, requestsPerConnection: 100_000, connectionMs: 300 });
    const client = await connectRaw(served.port);
    const asking = setInterval(() => client.send(GET), 10);
    expect(await untilEnded(client)).toBeLessThan(ENDED_MS);
    clearInterval(asking);
    expect(statuses(client.received()).length).toBeGreaterThan(3);
  });
});

describe('many clients', () => {
  test('more than a few at once are not let in, and are counted', async () => {
    await served.openAnew(HASTY);
    const clients = await Promise.all(Array.from({ length: 60 }, () => connectRaw(served.port)));
    await eventually(() => served.dropped).toBe(40);
    await Promise.all(clients.map((client) => client.untilClosed()));
  });

  test('who break off at every moment break nothing', async () => {
    const bytes = `POST / HTTP/1.1\r\n${HOST}Content-Length: 3\r\n\r\nabc${GET}`;
    for (let length = 0; length <= bytes.length; length += 1) {
      const client = await connectRaw(served.port);
      client.send(bytes.slice(0, length));
      if (length % 2 === 0) client.socket.resetAndDestroy();
      else client.socket.destroy();
    }
  });

  test('who end their side first still get the answer', async () => {
    const client = await connectRaw(served.port);
    client.socket.end(GET);
    expect(statuses(await client.untilClosed())).toEqual(['503']);
  });

  test('do not keep the port when it is closed', async () => {
    const clients = await Promise.all(Array.from({ length: 10 }, () => connectRaw(served.port)));
    for (const [index, client] of clients.entries()) if (index % 2 === 0) client.send('GET / HT');
    await served.close();
    await Promise.all(clients.map((client) => client.untilClosed()));
    await served.open(FEW);
  });
});
