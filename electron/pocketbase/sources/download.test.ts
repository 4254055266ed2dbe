import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RequestListener } from 'node:http';
import { answering, redirecting, startWebServer, type WebServer } from '../../testing/web-server';
import { downloadFile, downloadText, type DownloadLimits } from './download';

const LIMITS: DownloadLimits = { maxBytes: 1000, answerTimeoutMs: 2000, idleTimeoutMs: 2000, totalTimeoutMs: 5000 };
const never = new AbortController().signal;

let folder: string;
let server: WebServer | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'basekeeper-download-'));
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function download(
  pages: Record<string, RequestListener>,
  limits: Partial<DownloadLimits> = {},
  signal: AbortSignal = never,
  url = 'https://host/file',
) {
  server = await startWebServer(pages);
  return downloadFile({ url, fetch: server.fetch, limits: { ...LIMITS, ...limits }, signal }, join(folder, 'file'));
}

describe('downloadFile', () => {
  it('follows redirects, writes the file and returns its SHA-256', async () => {
    const content = Buffer.alloc(900, 'x');
    const pages = { 'host/file': redirecting('https://other/elsewhere'), 'other/elsewhere': answering(content) };
    const sha256 = createHash('sha256').update(content).digest('hex');
    expect(await download(pages)).toEqual({ ok: true, value: sha256 });
    expect(readFileSync(join(folder, 'file'))).toEqual(content);
  });

  it('reports received and total bytes', async () => {
    server = await startWebServer({ 'host/file': answering(Buffer.alloc(900)) });
    const seen: [number, number | null][] = [];
    const onBytes = (received: number, total: number | null): void => void seen.push([received, total]);
    const request = { url: 'https://host/file', fetch: server.fetch, limits: LIMITS, signal: never, onBytes };
    await downloadFile(request, join(folder, 'file'));
    expect(seen.at(-1)).toEqual([900, 900]);
  });

  it.each<[string, Record<string, RequestListener>, Partial<DownloadLimits>, object]>([
    ['a missing file', {}, {}, { kind: 'not-found' }],
    [
      'another status',
      { 'host/file': answering('', 503) },
      {},
      { kind: 'refused', detail: 'answered with status 503' },
    ],
    [
      'a redirect away from https',
      { 'host/file': redirecting('http://host/plain') },
      {},
      { kind: 'refused', detail: 'points to http:// instead of https://' },
    ],
    [
      'a redirect to a file',
      { 'host/file': redirecting('file:///etc/passwd') },
      {},
      { kind: 'refused', detail: 'points to file:// instead of https://' },
    ],
    [
      'redirects without end',
      { 'host/file': redirecting('https://host/file') },
      {},
      { kind: 'refused', detail: 'was redirected more than 5 times' },
    ],
    [
      'a declared size above the limit',
      { 'host/file': answering(Buffer.alloc(1001)) },
      {},
      { kind: 'refused', detail: 'offers more than 0.001 MB' },
    ],
    [
      'a real size above the limit',
      {
        'host/file': (_request, response) =>
          void response.write(Buffer.alloc(700), () => response.end(Buffer.alloc(700))),
      },
      {},
      { kind: 'refused', detail: 'offers more than 0.001 MB' },
    ],
    [
      'a body that stops coming',
      { 'host/file': (_request, response) => void response.write('a') },
      { idleTimeoutMs: 200 },
      { kind: 'refused', detail: 'sent nothing for 0.2 s' },
    ],
    [
      'a body that trickles',
      {
        'host/file': (_request, response) => {
          const timer = setInterval(() => response.write('a'), 50);
          response.on('close', () => clearInterval(timer));
        },
      },
      { idleTimeoutMs: 200, totalTimeoutMs: 400 },
      { kind: 'refused', detail: 'took longer than 0.4 s' },
    ],
    [
      'a connection cut in the middle',
      { 'host/file': (_request, response) => void response.write('a', () => setTimeout(() => response.destroy(), 50)) },
      {},
      { kind: 'refused', detail: 'stopped in the middle: the connection was cut' },
    ],
    [
      'a host that takes the connection and says nothing',
      { 'host/file': () => undefined },
      { answerTimeoutMs: 200 },
      { kind: 'unreachable', host: 'host', detail: 'sent nothing for 0.2 s' },
    ],
  ])('tells %s', async (_name, pages, limits, error) => {
    expect(await download(pages, limits)).toEqual({ ok: false, error });
  });

  it('never asks an address that is not https', async () => {
    const outcome = await download({}, {}, never, 'http://host/file');
    expect(outcome).toMatchObject({ ok: false, error: { kind: 'refused' } });
    expect(server?.requested).toEqual([]);
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    const outcome = await download({ 'host/file': () => undefined }, {}, controller.signal);
    expect(outcome).toEqual({ ok: false, error: { kind: 'cancelled' } });
  });

  it('tells that nobody listens there, and that a name is unknown', async () => {
    const { fetch } = (server = await startWebServer({}));
    await server.close();
    const request = { url: 'https://host/file', fetch, limits: LIMITS, signal: never };
    const refusedConnection = { kind: 'unreachable', host: 'host', detail: 'it refused the connection' };
    expect(await downloadText(request)).toEqual({ ok: false, error: refusedConnection });

    const unknown = { ...request, url: 'https://no-such-host.invalid/file', fetch: globalThis.fetch };
    expect(await downloadText(unknown)).toMatchObject({
      ok: false,
      error: { kind: 'unreachable', host: 'no-such-host.invalid' },
    });
  });
});
