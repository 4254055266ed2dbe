import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  CONTROL_LIMITS,
  PROTOCOL_VERSION,
  type CallContent,
  type Endpoint,
  type Refusal,
} from '../../shared/command-line/protocol';
import { REFUSAL_WORDS } from '../../shared/words/control-words';
import { openControlServer, type ControlServer } from './control-server';
import type { Call } from './conversation';
import { chooseSocket, endpointPath, readEndpoint } from './endpoint';
import { giveCommand, type Surroundings } from './give-command';

let folder: string;
let server: ControlServer;
let answer: (call: Call) => Promise<number>;
const bugs: unknown[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'control-'));
  answer = async (call) => {
    await call.out(`${call.content.arguments.join(' ')}\n`);
    return 0;
  };
  const parts = {
    folder: join(folder, 'c'),
    appVersion: '1.2.3',
    reportBug: (error: unknown) => bugs.push(error),
    callLimitMs: 500,
  };
  server = await openControlServer({ ...parts, answer: (call) => answer(call) });
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
  expect(bugs.splice(0)).toEqual([]);
});

const callOf = (...words: string[]): CallContent => ({
  arguments: words,
  folder: '/',
  variables: {},
  terminal: { in: false, out: false, err: false, columns: 0 },
  program: '/usr/bin/basekeeper',
});
const endpoint = (): Endpoint => readEndpoint(join(folder, 'c')) ?? { v: 0, socket: '', token: '', pid: 0 };
const around = (said: string[] = [], more: Partial<Surroundings> = {}): Surroundings => ({
  out: (text) => Promise.resolve(void said.push(text)),
  err: (text) => Promise.resolve(void said.push(text)),
  readLine: () => Promise.resolve(null),
  ...more,
});

const given = async (signal: AbortSignal): Promise<void> => {
  if (!signal.aborted) await once(signal, 'abort');
};

/** Sends these bytes; answers everything that comes until the end. */
async function send(...pieces: readonly (string | Buffer)[]): Promise<string> {
  const socket = connect(endpoint().socket);
  socket.on('error', () => undefined);
  const heard: Buffer[] = [];
  socket.on('data', (bytes: Buffer) => heard.push(bytes));
  for (const piece of pieces) socket.write(piece);
  await once(socket, 'close');
  return Buffer.concat(heard).toString();
}
const frame = (more: object): string =>
  `${JSON.stringify({ v: PROTOCOL_VERSION, token: endpoint().token, call: callOf('hi'), ...more })}\n`;

describe('who may speak', () => {
  test('the socket and the token are of this user only, and the token is another at each start', async () => {
    const { socket, token, pid } = endpoint();
    expect(pid).toBe(process.pid);
    expect(statSync(dirname(socket)).mode & 0o777).toBe(0o700);
    expect(statSync(socket).mode & 0o777).toBe(0o600);
    expect(statSync(endpointPath(join(folder, 'c'))).mode & 0o777).toBe(0o600);
    await server.close();
    expect(readEndpoint(join(folder, 'c'))).toBeNull();
    server = await openControlServer({
      folder: join(folder, 'c'),
      appVersion: '1',
      answer: () => Promise.resolve(0),
      reportBug: (error) => bugs.push(error),
    });
    expect(endpoint().token).not.toBe(token);
  });

  test('a path that is too long for a socket is not used', () => {
    const long = join(folder, 'x'.repeat(120));
    const chosen = chooseSocket(long, folder);
    expect(Buffer.byteLength(chosen)).toBeLessThanOrEqual(103);
    expect(dirname(chosen)).toBe(join(folder, 'basekeeper'));
    expect(statSync(dirname(chosen)).mode & 0o777).toBe(0o700);
    expect(chooseSocket(long, '/proc/no')).toContain(join(tmpdir(), 'basekeeper-'));
  });

  const refusals: readonly (readonly [string, () => string, Refusal])[] = [
    ['a wrong token', () => frame({ token: 'x'.repeat(64) }), 'token'],
    ['a token of another length', () => frame({ token: '' }), 'token'],
    ['another version', () => frame({ v: 99 }), 'version'],
    ['an older version with other fields', () => '{"v":0,"argv":[]}\n', 'version'],
    ['a field too many', () => frame({ admin: true }), 'malformed'],
    ['no JSON', () => 'GET / HTTP/1.1\r\n\r\n', 'malformed'],
    ['a line that is too long', () => `${'x'.repeat(CONTROL_LIMITS.lineBytes + 1)}\n`, 'too-large'],
  ];
  test.each(refusals)('%s is refused in words, and learns nothing', async (_what, bytes, refused) => {
    const heard = await send(bytes());
    expect(heard).toBe(`{"v":1,"app":"1.2.3"}\n${JSON.stringify({ refused, text: REFUSAL_WORDS[refused] })}\n`);
    expect(heard).not.toContain(endpoint().token);
  });

  test('half a line is refused when its time is up', async () => {
    expect(await send('{"v":1,')).toContain('"too-late"');
  });

  test('a request of a gibibyte is cut off; others are answered while it comes', async () => {
    const socket: Socket = connect(endpoint().socket);
    socket.on('error', () => undefined).resume();
    const piece = Buffer.alloc(1024 * 1024, 'x');
    let sent = 0;
    const pump = (): void => {
      while (sent < 1024 && socket.writable) {
        sent += 1;
        if (socket.write(piece)) continue;
        socket.once('drain', pump);
        return;
      }
    };
    const closed = new Promise((resolve) => socket.once('close', resolve));
    pump();
    const said: string[] = [];
    expect(await giveCommand(endpoint(), callOf('still', 'here'), around(said))).toEqual({ kind: 'exit', code: 0 });
    expect(said).toEqual(['still here\n']);
    await closed;
    expect(process.memoryUsage().rss).toBeLessThan(1024 ** 3);
  });

  test('more connections than there may be are told so, and those before them are answered', async () => {
    const waiting = await Promise.all(
      Array.from({ length: CONTROL_LIMITS.connections }, async (): Promise<Socket> => {
        const socket: Socket = connect(endpoint().socket);
        await once(socket, 'data');
        return socket;
      }),
    );
    expect(await giveCommand(endpoint(), callOf('x'), around())).toMatchObject({ kind: 'refused' });
    waiting[0]?.write(frame({}));
    const [bytes] = (await once(waiting[0] as Socket, 'data')) as [Buffer];
    expect(String(bytes)).toContain('"out":"hi\\n"');
    for (const socket of waiting) socket.destroy();
  });
});

describe('a call', () => {
  test('fifty at once are all answered', async () => {
    const said: string[] = [];
    const given = Array.from({ length: 50 }, (_, index) =>
      giveCommand(endpoint(), callOf(String(index)), around(said)),
    );
    expect(new Set((await Promise.all(given)).map((one) => JSON.stringify(one)))).toEqual(
      new Set(['{"kind":"exit","code":0}']),
    );
    expect(said.map(Number).sort((a, b) => a - b)).toEqual([...Array(50).keys()]);
  });

  test('reads a line only when one is wanted, and knows the end of input', async () => {
    const read: string[] = [];
    const lines = ['yes', null];
    answer = async (call) => {
      expect(read).toEqual([]);
      await call.out(`${await call.readLine()} ${String(await call.readLine())} ${String(await call.readLine())}`);
      return 7;
    };
    const said: string[] = [];
    const readLine = (): Promise<string | null> => {
      read.push('asked');
      return Promise.resolve(lines.shift() ?? null);
    };
    expect(await giveCommand(endpoint(), callOf(), around(said, { readLine }))).toEqual({ kind: 'exit', code: 7 });
    expect(said).toEqual(['yes null null']);
    expect(read).toEqual(['asked', 'asked']);
  });

  test('hears Ctrl+C, and that nobody is there any more', async () => {
    const heard: string[] = [];
    answer = async (call) => {
      await Promise.race([given(call.interrupted), given(call.gone)]);
      heard.push(call.interrupted.aborted ? 'interrupted' : 'gone');
      return 130;
    };
    const abort = new AbortController();
    const ended = giveCommand(endpoint(), callOf(), around([], { interrupted: abort.signal }));
    setImmediate(() => abort.abort());
    expect(await ended).toEqual({ kind: 'exit', code: 130 });
    const socket = connect(endpoint().socket);
    socket.write(frame({}), () => socket.destroy());
    await expect.poll(() => heard).toEqual(['interrupted', 'gone']);
  });

  test('a client that does not read holds up its own command only', async () => {
    let written = 0;
    answer = async (call): Promise<number> => {
      for (; !call.gone.aborted && call.content.arguments[0] === 'flood'; written += 1) {
        await call.out('x'.repeat(CONTROL_LIMITS.pieceLength));
      }
      return 0;
    };
    const socket = connect(endpoint().socket);
    socket.pause();
    socket.write(frame({ call: callOf('flood') }));
    await expect.poll(() => written).toBeGreaterThan(0);
    let before = -1;
    await expect.poll(() => before === (before = written), { interval: 100 }).toBe(true);
    expect(written).toBeLessThan(100);
    expect(await giveCommand(endpoint(), callOf('x'), around())).toEqual({ kind: 'exit', code: 0 });
    socket.destroy();
  });

  test('is broken off in words when the app quits', async () => {
    let begun = false;
    answer = async (call) => {
      begun = true;
      await once(call.gone, 'abort');
      return 0;
    };
    const given = giveCommand(endpoint(), callOf('x'), around());
    await expect.poll(() => begun).toBe(true);
    const before = endpoint();
    await server.close();
    expect(await given).toEqual({ kind: 'refused', text: REFUSAL_WORDS.quitting });
    expect(await giveCommand(before, callOf('x'), around())).toEqual({ kind: 'nobody' });
  });

  test('an exception is a bug, and is answered', async () => {
    answer = () => Promise.reject(new Error('boom'));
    const said: string[] = [];
    expect(await giveCommand(endpoint(), callOf(), around(said))).toEqual({ kind: 'exit', code: 1 });
    expect(said.join('')).toContain('boom');
    expect(bugs.splice(0)).toHaveLength(1);
  });

  test('the endpoint says no more than how to get here', () => {
    const kept = JSON.parse(readFileSync(endpointPath(join(folder, 'c')), 'utf8')) as object;
    expect(Object.keys(kept).sort()).toEqual(['pid', 'socket', 'token', 'v']);
  });
});
