import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { errorWords } from '../../../shared/words/error-words';
import { answering, redirecting, startWebServer, type WebServer } from '../../testing/web-server';
import { officialList } from './official-list';
import type { Target } from './source';

const LIST = 'api.github.com/repos/pocketbase/pocketbase/releases';
const page = (number: number): string => `${LIST}?per_page=100&page=${String(number)}`;

const release = (version: string, more: object = {}): object => ({
  tag_name: `v${version}`,
  draft: false,
  prerelease: false,
  published_at: '2026-01-02T03:04:05Z',
  body: 'What is new',
  assets: [
    { name: 'checksums.txt', size: 1000 },
    { name: `pocketbase_${version}_linux_amd64.zip`, size: 12_000_000 },
    { name: `pocketbase_${version}_darwin_arm64.zip`, size: 13_000_000 },
  ],
  ...more,
});
const releases = (...all: object[]): RequestListener => answering(JSON.stringify(all));
const hundred = (minor: number): object[] =>
  Array.from({ length: 100 }, (_, patch) => release(`0.${String(minor)}.${String(patch)}`));

let server: WebServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function list(pages: Record<string, RequestListener>, target: Target = { platform: 'linux', arch: 'x64' }) {
  server = await startWebServer(pages);
  return officialList({ fetch: server.fetch, target, signal: new AbortController().signal });
}

describe('the list of official releases', () => {
  it('holds what is released for this machine, with size and date', async () => {
    const answer = releases(
      release('0.40.6'),
      release('0.41.0', { draft: true }),
      release('0.41.0-rc.1', { prerelease: true }),
      release('0.40.5', { assets: [{ name: 'pocketbase_0.40.5_darwin_arm64.zip', size: 1 }] }),
    );
    expect(await list({ [page(1)]: answer })).toEqual({
      ok: true,
      value: [{ version: '0.40.6', publishedAt: '2026-01-02T03:04:05Z', sizeBytes: 12_000_000 }],
    });
    const mac = await list({ [page(1)]: answer }, { platform: 'darwin', arch: 'arm64' });
    expect(mac.ok && mac.value.map(({ version }) => version)).toEqual(['0.40.6', '0.40.5']);
  });

  it('is asked for page by page, as far as Basekeeper can keep versions', async () => {
    const listed = await list({
      [page(1)]: releases(...hundred(40)),
      [page(2)]: releases(...hundred(30)),
      [page(3)]: releases(...hundred(21)),
      [page(4)]: releases(...hundred(20)),
    });
    expect(listed.ok && listed.value.length).toBe(300);
    expect(server?.requested).toEqual([page(1), page(2), page(3)]);
  });

  it.each<[string, RequestListener, string]>([
    ['a server in trouble', answering('', 502), 'PocketBase’s release page: The server answered with status 502.'],
    ['too many requests', answering('{}', 403), 'PocketBase’s release page: The server answered with status 403.'],
    ['a missing page', answering('', 404), 'It has no list of releases.'],
    ['a login page', answering('<html>'), 'What it sent is no list of releases.'],
    ['another shape', answering('{"message":"hello"}'), 'What it sent is no list of releases.'],
    ['more than a page may hold', releases(...hundred(40), release('0.41.0')), 'What it sent is no list of releases.'],
    ['too much', answering(Buffer.alloc(10_000_001, ' ')), 'The server offers more than 10 MB.'],
    ['a redirect to http', redirecting('http://evil.example/'), 'points to http:// instead of https://.'],
  ])('F51: refuses %s', async (_name, answer, words) => {
    const refused = await list({ [page(1)]: answer });
    expect(refused.ok ? 'listed' : errorWords(refused.error).text).toContain(words);
  });

  it('says that it is offline when the host cannot be reached', async () => {
    server = await startWebServer({});
    await server.close();
    const target: Target = { platform: 'linux', arch: 'x64' };
    expect(await officialList({ fetch: server.fetch, target, signal: new AbortController().signal })).toEqual({
      ok: false,
      error: { code: 'offline', detail: 'api.github.com could not be reached: it refused the connection.' },
    });
  });
});
