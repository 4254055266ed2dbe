/** Whatever a program on this computer sends to the port: it gets its answer or its end, and nothing of ours breaks. */
import { createServer, type AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectRaw, talk, type RawClient } from '../testing/raw-client';
import { answerTo } from './answer';
import { LIMITS, listenAndAnswer, type AnsweringServer, type Limits } from './server';

const SHORT: Limits = {
  ...LIMITS,
  connections: 20,
  headersTimeoutMs: 300,
  requestTimeoutMs: 400,
  timeoutCheckMs: 50,
  keepAliveMs: 200,
  requestsPerConnection: 4,
  lingerMs: 200,
  connectionMs: 2000,
};

let server: AnsweringServer;
let port: number;
const bugs: unknown[] = [];
const open = async (limits: Limits): Promise<void> => {
  port = await freePort();
  const listening = await listenAndAnswer({
    host: '127.0.0.1',
    port,
    answer: (request) => answerTo(request, { name: 'blog', version: '0.40.6' }),
    limits,
    reportBug: (error) => bugs.push(error),
  });
  if (listening instanceof Error) throw listening;
  server = listening;
};
const uncaught = (error: unknown): void => void bugs.push(error);
beforeEach(async () => {
  process.on('uncaughtException', uncaught);
  await open(SHORT);
});
afterEach(async () => {
  // It still answers, whatever was done to it.
  await expect.poll(() => ask().catch(String)).toBe(503);
  await server.close();
  process.off('uncaughtException', uncaught);
  expect(bugs.splice(0)).toEqual([]);
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address() as AddressInfo;
      probe.close(() => resolve(free));
    });
  });
}

const HOST = `Host: 127.0.0.1\r\n`;
const GET = `GET / HTTP/1.1\r\n${HOST}\r\n`;

const ask = async (): Promise<number> => {
  const text = await talk(port, `GET / HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`);
  if (text === '') throw new Error('closed');
  return Number(statuses(text)[0]);
};

const statuses = (text: string): readonly string[] =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, code]) => code ?? '');

describe('what is no request is told so and closed', () => {
  test.each<readonly [string, string | Buffer]>([
    ['garbage', 'garbage garbage\r\n\r\n'],
    ['bytes of every kind', Buffer.from(Array.from({ length: 256 }, (_, index) => index))],
    ['a TLS greeting', Buffer.from('160301020001000001fc0303', 'hex')],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['an unknown method', `NONSENSE / HTTP/1.1\r\n${HOST}\r\n`],
    ['a request without a host', 'GET / HTTP/1.1\r\n\r\n'],
    ['two lengths', `POST / HTTP/1.1\r\n${HOST}Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx`],
    ['a length that is none', `POST / HTTP/1.1\r\n${HOST}Content-Length: -1\r\n\r\n`],
    [
      'a length and chunks',
      `POST / HTTP/1.1\r\n${HOST}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    ['a header with a NUL', `GET / HTTP/1.1\r\n${HOST}X: a\0b\r\n\r\n`],
  ])('%s', async (_what, bytes) => {
    expect(statuses(await talk(port, bytes))).toEqual(['400']);
  });

  test('headers beyond every measure, also when they never end', async () => {
    expect(statuses(await talk(port, `GET / HTTP/1.1\r\n${HOST}X: ${'x'.repeat(20_000)}\r\n\r\n`))).toEqual(['431']);
    const endless = await connectRaw(port);
    endless.send(`GET / HTTP/1.1\r\n${HOST}`);
    const pouring = setInterval(() => endless.send(`X-More: ${'x'.repeat(8000)}\r\n`), 5);
    expect(statuses(await endless.untilClosed())).toEqual(['431']);
    clearInterval(pouring);
  });

  test('CONNECT is not answered at all', async () => {
    expect(await talk(port, `CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n`)).toBe('');
  });

  test('TRACE says nothing back', async () => {
    const text = await talk(port, `TRACE / HTTP/1.1\r\n${HOST}X-Secret: abc\r\nConnection: close\r\n\r\n`);
    expect(statuses(text)).toEqual(['405']);
    expect(text).not.toContain('abc');
  });
});

describe('slow clients are ended', () => {
  const untilEnded = async (client: RawClient): Promise<number> => {
    const since = performance.now();
    await client.untilClosed();
    return performance.now() - since;
  };

  test('who connects and says nothing', async () => {
    expect(await untilEnded(await connectRaw(port))).toBeLessThan(1500);
  });

  test('who sends a header byte now and then', async () => {
    const client = await connectRaw(port);
    client.send(`GET / HTTP/1.1\r\n${HOST}X-Slow: `);
    const drip = setInterval(() => client.send('x'), 20);
    expect(await untilEnded(client)).toBeLessThan(1500);
    clearInterval(drip);
    expect(statuses(client.received())).toEqual(['408']);
  });

  test('who sends a body byte now and then has its answer at once', async () => {
    const client = await connectRaw(port);
    client.send(`POST / HTTP/1.1\r\n${HOST}Content-Length: 100000\r\n\r\n`);
    const drip = setInterval(() => client.send('x'), 20);
    await expect.poll(() => statuses(client.received())).toEqual(['503']);
    expect(client.received()).toMatch(/\r\nConnection: close\r\n/i);
    expect(await untilEnded(client)).toBeLessThan(1500);
    clearInterval(drip);
  });

  test('who keeps a connection open and asks no more', async () => {
    const client = await connectRaw(port);
    client.send(GET);
    await expect.poll(() => statuses(client.received())).toEqual(['503']);
    expect(await untilEnded(client)).toBeLessThan(1500);
  });

  test('who reads nothing of what it asked for', async () => {
    await server.close();
    await open({ ...SHORT, connections: 1, keepAliveMs: 60_000, requestsPerConnection: 100_000, connectionMs: 500 });
    const client = await connectRaw(port);
    client.socket.pause();
    client.send(GET.repeat(5000));
    expect(await ask().catch(() => 'not let in')).toBe('not let in');
    await expect.poll(() => ask().catch(() => 'not let in')).toBe(503);
    client.socket.destroy();
  });

  test('whatever a connection does, it has an end', async () => {
    await server.close();
    await open({ ...SHORT, keepAliveMs: 60_000, requestsPerConnection: 100_000, connectionMs: 300 });
    const client = await connectRaw(port);
    const asking = setInterval(() => client.send(GET), 10);
    expect(await untilEnded(client)).toBeLessThan(1500);
    clearInterval(asking);
    expect(statuses(client.received()).length).toBeGreaterThan(3);
  });
});

describe('a body is not wanted', () => {
  test('a large one is answered before it is sent, and nothing of it is kept', async () => {
    const client = await connectRaw(port);
    client.send(`POST /upload HTTP/1.1\r\n${HOST}Content-Length: 1000000000\r\n\r\n`);
    await expect.poll(() => statuses(client.received())).toEqual(['503']);
    const before = process.memoryUsage.rss();
    const piece = Buffer.alloc(1024 * 1024);
    const pouring = setInterval(
      () => client.socket.writable && client.socket.writableLength === 0 && client.send(piece),
      0,
    );
    await client.untilClosed();
    clearInterval(pouring);
    expect(process.memoryUsage.rss() - before).toBeLessThan(100 * 1024 * 1024);
  });

  test('one of a few megabytes does not keep its sender from the answer', async () => {
    for (let time = 0; time < 20; time += 1) {
      const answer = await fetch(`http://127.0.0.1:${String(port)}/`, {
        method: 'POST',
        body: Buffer.alloc(3_000_000),
      });
      expect(answer.status).toBe(503);
      expect(await answer.json()).toMatchObject({ status: 503 });
    }
  });

  test('in chunks', async () => {
    const text = await talk(port, `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n`);
    expect(statuses(text)).toEqual(['503']);
  });

  test('chunks that are none end the connection after the answer', async () => {
    const text = await talk(port, `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\nnonsense\r\n`);
    expect(statuses(text)).toEqual(['503']);
  });

  test.each(['100-continue', 'something-else'])('nobody is told to go on who expects %s', async (expected) => {
    const text = await talk(port, `POST / HTTP/1.1\r\n${HOST}Content-Length: 5\r\nExpect: ${expected}\r\n\r\n`);
    expect(statuses(text)).toEqual(['503']);
  });
});

describe('other ways to ask', () => {
  test('a WebSocket is answered and closed', async () => {
    const text = await talk(
      port,
      `GET /ws HTTP/1.1\r\n${HOST}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n\x81\x85abcdefghi`,
    );
    expect(statuses(text)).toEqual(['503']);
    expect(text).toMatch(/\r\nConnection: close\r\n/i);
  });

  test('so is an upgrade to HTTP/2', async () => {
    const text = await talk(
      port,
      `GET / HTTP/1.1\r\n${HOST}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n`,
    );
    expect(statuses(text)).toEqual(['503']);
  });

  test('an event stream is answered and does not stay', async () => {
    const text = await talk(port, `GET /api/realtime HTTP/1.1\r\n${HOST}Accept: text/event-stream\r\n\r\n`);
    expect(statuses(text)).toEqual(['503']);
  });

  test('HEAD has the headers of GET and no body', async () => {
    const head = await talk(port, `HEAD / HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`);
    const get = await talk(port, `GET / HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`);
    const withoutDate = (text: string): string => text.replace(/Date: .*\r\n/, '');
    expect(head.endsWith('\r\n\r\n')).toBe(true);
    expect(withoutDate(get).startsWith(withoutDate(head))).toBe(true);
    expect(get.length).toBeGreaterThan(head.length);
    const withBody = await talk(port, `HEAD / HTTP/1.1\r\n${HOST}Content-Length: 3\r\n\r\nabc`);
    expect(statuses(withBody)).toEqual(['503']);
    expect(withBody.endsWith('\r\n\r\n')).toBe(true);
  });

  test('HTTP/1.0 without a host', async () => {
    const text = await talk(port, 'GET / HTTP/1.0\r\n\r\n');
    expect(statuses(text)).toEqual(['503']);
  });

  test('a preflight has no body and no length', async () => {
    const asked = 'Origin: http://localhost:5173\r\nAccess-Control-Request-Method: PATCH\r\nConnection: close\r\n';
    const text = await talk(port, `OPTIONS / HTTP/1.1\r\n${HOST}${asked}\r\n`);
    expect(statuses(text)).toEqual(['204']);
    expect(text).not.toMatch(/content-length/i);
    expect(text.endsWith('\r\n\r\n')).toBe(true);
  });

  test('requests sent without waiting are answered in order, a few on one connection', async () => {
    const paths = ['/a', '/b', '/c', '/d'];
    const text = await talk(port, paths.map((path) => `GET ${path} HTTP/1.1\r\n${HOST}\r\n`).join(''));
    expect(statuses(text)).toEqual(['503', '503', '503', '503']);
    expect(text.match(/Connection: close/gi)).toHaveLength(1);
    const many = statuses(await talk(port, GET.repeat(1000)));
    expect(new Set(many)).toEqual(new Set(['503']));
    expect(many.length).toBeLessThanOrEqual(4);
  });
});

describe('many clients', () => {
  test('more than a few at once are not let in, and are counted', async () => {
    const clients = await Promise.all(Array.from({ length: 60 }, () => connectRaw(port)));
    await expect.poll(() => server.dropped).toBe(40);
    await Promise.all(clients.map((client) => client.untilClosed()));
  });

  test('who break off at every moment break nothing', async () => {
    const bytes = `POST / HTTP/1.1\r\n${HOST}Content-Length: 3\r\n\r\nabc${GET}`;
    for (let length = 0; length <= bytes.length; length += 1) {
      const client = await connectRaw(port);
      client.send(bytes.slice(0, length));
      if (length % 2 === 0) client.socket.resetAndDestroy();
      else client.socket.destroy();
    }
  });

  test('who end their side first still get the answer', async () => {
    const client = await connectRaw(port);
    client.socket.end(GET);
    expect(statuses(await client.untilClosed())).toEqual(['503']);
  });

  test('do not keep the port when it is closed', async () => {
    const clients = await Promise.all(Array.from({ length: 10 }, () => connectRaw(port)));
    for (const [index, client] of clients.entries()) if (index % 2 === 0) client.send('GET / HT');
    await server.close();
    await Promise.all(clients.map((client) => client.untilClosed()));
    await open(SHORT);
  });
});
