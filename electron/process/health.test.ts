/** What counts as an answer, asked of real servers of this very process. */
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { untilServing, type Heard } from './health';
import { ask, OpenQuestions, type Answer } from './questions';

const servers: Server[] = [];
const sockets = new Set<Socket>();
const limits = new AbortController();
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done))));
});

async function listening(server: Server, port = 0): Promise<number> {
  servers.push(server);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}

const TIMING = { readinessIntervalMs: 10, livenessIntervalMs: 100, answerTimeoutMs: 200, misses: 3 };
const served = (port: number, signal = limits.signal): Promise<Heard | null> =>
  untilServing({ pid: process.pid, port, networkAccess: 'this-computer' }, signal, TIMING);
const within = (milliseconds: number): AbortSignal => AbortSignal.timeout(milliseconds);

test.runIf(process.platform === 'linux')('bytes that are not HTTP are an answer, and are said to be none', async () => {
  const port = await listening(createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n')));
  expect(await served(port)).toMatchObject({ first: { kind: 'no-http' }, health: { kind: 'no-http' } });
});

test.runIf(process.platform === 'linux')(
  'who accepts a connection and closes or resets it has not answered',
  async () => {
    const closes = await listening(createServer((socket) => socket.destroy()));
    const resets = await listening(createServer((socket) => socket.resetAndDestroy()));
    expect(await Promise.all([served(closes, within(700)), served(resets, within(700))])).toEqual([null, null]);
  },
);

test.runIf(process.platform === 'linux')('a server that is slower than our patience serves all the same', async () => {
  const port = await listening(createHttpServer((_request, response) => setTimeout(() => response.end(), 600)));
  expect(await served(port)).toMatchObject({ first: { kind: 'http', status: 200 } });
});

test('how long a rate limit asks to wait is heard, in seconds only', async () => {
  const answers = ['7', 'Wed, 21 Oct 2026 07:28:00 GMT', '-1'];
  const server = createHttpServer((_request, response) => {
    response.writeHead(429, { 'retry-after': answers.shift() }).end();
  });
  const port = await listening(server);
  const heard: Answer[] = [];
  for (let count = 0; count < 3; count += 1) heard.push(await ask(port, 'health', limits.signal));
  expect(heard.map((answer) => answer.kind === 'http' && answer.retryAfterMs)).toEqual([7000, null, null]);
});

test('a hook that lets in only this computer by its usual address is asked from there', async () => {
  const from: string[] = [];
  const server = createHttpServer((request, response) => {
    from.push(request.socket.remoteAddress ?? '');
    response.writeHead(request.socket.remoteAddress === '127.0.0.1' ? 200 : 403).end();
  });
  const port = await listening(server);
  expect(await ask(port, 'health', limits.signal)).toMatchObject({ status: 200 });
  expect(from.at(-1)).toBe('127.0.0.1');
});

test('a port that is closed for a moment is asked again, a late answer is passed on, and none after the end', async () => {
  const late: string[] = [];
  const first = createHttpServer();
  const port = await listening(first);
  await new Promise((done) => servers.splice(0)[0]?.close(done));
  const questions = new OpenQuestions(port, limits.signal, (question) => late.push(question));
  const asked = questions.ask('health', 5000);
  const answersAfterMs = { now: 0 };
  await listening(
    createHttpServer((_request, response) => setTimeout(() => response.end(), answersAfterMs.now)),
    port,
  );
  expect(await asked).toMatchObject({ kind: 'http', status: 200 });

  answersAfterMs.now = 300;
  expect(await questions.ask('dashboard', 50)).toEqual({ kind: 'none', problem: 'no answer within 0.05 s' });
  await expect.poll(() => late).toEqual(['dashboard']);
  await questions.ask('anything', 50);
  questions.close();
  expect(await questions.ask('health', 5000)).toMatchObject({ kind: 'http' });
  expect(late).toEqual(['dashboard']);
});
