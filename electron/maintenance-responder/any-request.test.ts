/** Requests of every kind that are no attack: each gets its answer, and none gets to send what nobody reads. */
import { describe, expect, test, vi } from 'vitest';
import { AnsweringServerForTests, GET, HOST } from '../testing/answering-server';
import { connectRaw, statuses, talk } from '../testing/raw-client';

vi.setConfig({ testTimeout: 30_000 });
const eventually = <Value>(look: () => Value) => expect.poll(look, { timeout: 10_000 });
const served = new AnsweringServerForTests();

describe('a body is not wanted', () => {
  test('a large one is answered before it is sent, and nothing of it is kept', async () => {
    const client = await connectRaw(served.port);
    client.send(`POST /upload HTTP/1.1\r\n${HOST}Content-Length: 1000000000\r\n\r\n`);
    await eventually(() => statuses(client.received())).toEqual(['503']);
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
      const answer = await fetch(`http://127.0.0.1:${String(served.port)}/`, {
        method: 'POST',
        body: Buffer.alloc(3_000_000),
      });
      expect(answer.status).toBe(503);
      expect(await answer.json()).toMatchObject({ status: 503 });
    }
  });

  test('whoever sends all of one before looking at the answer still finds it', async () => {
    const client = await connectRaw(served.port);
    client.socket.pause();
    const body = Buffer.alloc(4_000_000);
    client.send(`POST / HTTP/1.1\r\n${HOST}Content-Length: ${String(body.length)}\r\n\r\n`);
    await new Promise((resolve) => client.socket.write(body, resolve));
    client.socket.resume();
    expect(statuses(await client.untilClosed())).toEqual(['503']);
  });

  test('in chunks', async () => {
    const text = await talk(
      served.port,
      `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n`,
    );
    expect(statuses(text)).toEqual(['503']);
  });

  test('chunks that are none end the connection after the answer', async () => {
    const text = await talk(served.port, `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\nnonsense\r\n`);
    expect(statuses(text)).toEqual(['503']);
  });

  test.each(['100-continue', 'something-else'])('nobody is told to go on who expects %s', async (expected) => {
    const text = await talk(served.port, `POST / HTTP/1.1\r\n${HOST}Content-Length: 5\r\nExpect: ${expected}\r\n\r\n`);
    expect(statuses(text)).toEqual(['503']);
  });
});

describe('other ways to ask', () => {
  test('a WebSocket is answered and closed', async () => {
    const text = await talk(
      served.port,
      `GET /ws HTTP/1.1\r\n${HOST}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n\x81\x85abcdefghi`,
    );
    expect(statuses(text)).toEqual(['503']);
    expect(text).toMatch(/\r\nConnection: close\r\n/i);
  });

  test('so is an upgrade to HTTP/2', async () => {
    const text = await talk(
      served.port,
      `GET / HTTP/1.1\r\n${HOST}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n`,
    );
    expect(statuses(text)).toEqual(['503']);
  });

  test('an event stream is answered and does not stay', async () => {
    const text = await talk(served.port, `GET /api/realtime HTTP/1.1\r\n${HOST}Accept: text/event-stream\r\n\r\n`);
    expect(statuses(text)).toEqual(['503']);
  });

  test('HEAD has the headers of GET and no body', async () => {
    const head = await talk(served.port, `HEAD / HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`);
    const get = await talk(served.port, `GET / HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`);
    const withoutDate = (text: string): string => text.replace(/Date: .*\r\n/, '');
    expect(head.endsWith('\r\n\r\n')).toBe(true);
    expect(withoutDate(get).startsWith(withoutDate(head))).toBe(true);
    expect(get.length).toBeGreaterThan(head.length);
    const withBody = await talk(served.port, `HEAD / HTTP/1.1\r\n${HOST}Content-Length: 3\r\n\r\nabc`);
    expect(statuses(withBody)).toEqual(['503']);
    expect(withBody.endsWith('\r\n\r\n')).toBe(true);
  });

  test.each(['HTTP/1.0', 'HTTP/1.1'])('%s without a host', async (protocol) => {
    const text = await talk(served.port, `GET / ${protocol}\r\n\r\n`);
    expect(statuses(text)).toEqual(['503']);
  });

  test('a preflight has no body and no length', async () => {
    const asked = 'Origin: http://localhost:5173\r\nAccess-Control-Request-Method: PATCH\r\nConnection: close\r\n';
    const text = await talk(served.port, `OPTIONS / HTTP/1.1\r\n${HOST}${asked}\r\n`);
    expect(statuses(text)).toEqual(['204']);
    expect(text).not.toMatch(/content-length/i);
    expect(text.endsWith('\r\n\r\n')).toBe(true);
  });

  test('requests sent without waiting are answered in order, a few on one connection', async () => {
    const paths = ['/a', '/b', '/c', '/d'];
    const text = await talk(served.port, paths.map((path) => `GET ${path} HTTP/1.1\r\n${HOST}\r\n`).join(''));
    expect(statuses(text)).toEqual(['503', '503', '503', '503']);
    expect(text.match(/Connection: close/gi)).toHaveLength(1);
    const many = statuses(await talk(served.port, GET.repeat(1000)));
    expect(new Set(many)).toEqual(new Set(['503']));
    expect(many.length).toBeLessThanOrEqual(4);
  });
});
