/** F51: whatever goes wrong on the way, what is installed stays as it was and nothing is left over. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorWords } from '../../shared/words/error-words';
import { forArm64, printingProgram, writeProgram } from '../testing/tiny-program';
import { answering, redirecting, startWebServer, type WebServer } from '../testing/web-server';
import { zipArchive } from '../testing/zip-archive';
import { officialRelease } from './sources/official-release';
import { openVersionStore, type VersionStore } from './version-store';

const ASSET = 'pocketbase_0.40.6_linux_amd64.zip';
const RELEASE = 'github.com/pocketbase/pocketbase/releases/download/v0.40.6';
const zipOf = (program: Buffer): Buffer => zipArchive([{ name: 'pocketbase', content: program }]);
const program = (version: string): Buffer => printingProgram(`pocketbase version ${version}\n`);
const good = zipOf(program('0.40.6'));
const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** A release whose checksums are those of `published`, and whose zip is answered by `zip`. */
const release = (zip: RequestListener, published = good): Record<string, RequestListener> => ({
  [`${RELEASE}/checksums.txt`]: answering(`${sha256(published)}  ${ASSET}\n`),
  [`${RELEASE}/${ASSET}`]: zip,
});
const releaseOf = (zip: Buffer): Record<string, RequestListener> => release(answering(zip), zip);

let folder: string;
let server: WebServer | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'basekeeper-faults-'));
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function openStore(pages: Record<string, RequestListener>): Promise<VersionStore> {
  server = await startWebServer(pages);
  const limits = { answerTimeoutMs: 300, idleTimeoutMs: 300 };
  const opened = await openVersionStore({ folder, sources: [officialRelease({ fetch: server.fetch, limits })] });
  if (!opened.ok) throw new Error(errorWords(opened.error).text);
  const own = writeProgram(join(folder, 'own'), program('0.39.11'));
  await opened.value.importExecutable(own);
  rmSync(own);
  return opened.value;
}

const FAULTS: readonly (readonly [string, Record<string, RequestListener>, string])[] = [
  ['404', release(answering('Not Found', 404)), 'PocketBase has no such release.'],
  ['404 for everything', {}, 'PocketBase has no such release.'],
  ['500', release(answering('', 500)), 'The server answered with status 500.'],
  ['503', release(answering('', 503)), 'The server answered with status 503.'],
  ['no answer in time', release(() => undefined), 'github.com could not be reached: sent nothing for 0.3 s.'],
  [
    'a disconnect at 50 %',
    release((_request, response) => {
      response.writeHead(200, { 'content-length': good.length });
      response.write(good.subarray(0, good.length / 2), () => setTimeout(() => response.destroy(), 50));
    }),
    'The server stopped in the middle: the connection was cut.',
  ],
  [
    'a body that ends before the length it was said to have',
    release((_request, response) => {
      response.writeHead(200, { 'content-length': good.length + 10 });
      response.write(good);
    }),
    'The server sent nothing for 0.3 s.',
  ],
  [
    'a file shorter than the published one',
    release(answering(good.subarray(0, -10))),
    'its SHA-256 differs from the one in checksums.txt.',
  ],
  [
    'a file longer than the published one',
    release(answering(Buffer.concat([good, Buffer.alloc(10)]))),
    'its SHA-256 differs from the one in checksums.txt.',
  ],
  [
    'a wrong sha256',
    release(answering(good), program('0.40.6')),
    'is not the published file: its SHA-256 differs from the one in checksums.txt.',
  ],
  [
    'an HTML page instead of the zip',
    release(answering('<html>Welcome to the hotel</html>')),
    'is not the published file: its SHA-256 differs from the one in checksums.txt.',
  ],
  [
    'an HTML page instead of the checksums',
    { [`${RELEASE}/checksums.txt`]: answering('<html>Welcome to the hotel</html>') },
    'perhaps the login page of this network.',
  ],
  [
    'a program for another architecture',
    releaseOf(zipOf(forArm64(program('0.40.6')))),
    'The file offered there is a program for linux on arm64, and this machine is linux on x64.',
  ],
  ['another version', releaseOf(zipOf(program('0.40.5'))), 'The file offered there is PocketBase 0.40.5, not 0.40.6.'],
  [
    'a redirect to http',
    { ...release(redirecting(`http://storage.example/${ASSET}`)), [`storage.example/${ASSET}`]: answering(good) },
    'The server points to http:// instead of https://.',
  ],
];

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('a download', () => {
  it('that goes well is installed beside the others', async () => {
    const store = await openStore(releaseOf(good));
    expect((await store.install('0.40.6')).ok).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['0.39.11', '0.40.6']);
  });

  it.each(FAULTS)('F51: %s is refused', async (_name, pages, words) => {
    const store = await openStore(pages);
    const installed = join(folder, '0.39.11', 'pocketbase');
    const before = statSync(installed);

    const refused = await store.install('0.40.6');
    expect(refused.ok ? 'installed' : errorWords(refused.error).text).toContain(words);
    expect(server?.requested.some((address) => address.startsWith('storage.example'))).toBe(false);
    expect(readdirSync(folder)).toEqual(['0.39.11']);
    expect(readFileSync(installed)).toEqual(program('0.39.11'));
    const { ino, mtimeMs } = statSync(installed);
    expect([ino, mtimeMs]).toEqual([before.ino, before.mtimeMs]);
  });

  it('F51: is swept when it is cancelled in the middle', async () => {
    const store = await openStore(
      release((_request, response) => {
        response.writeHead(200, { 'content-length': good.length });
        response.write(good.subarray(0, 50));
      }),
    );
    const controller = new AbortController();
    const cancelled = await store.install('0.40.6', {
      signal: controller.signal,
      onProgress: ({ receivedBytes }) => {
        if (receivedBytes > 0) controller.abort();
      },
    });
    expect(!cancelled.ok && errorWords(cancelled.error).text).toBe(
      'You cancelled it. What was downloaded is deleted. Install it again when you need it.',
    );
    await expect.poll(() => readdirSync(folder)).toEqual(['0.39.11']);
  });

  it('F52: of a version that is there changes nothing, and nobody is asked', async () => {
    const store = await openStore(releaseOf(good));
    const first = await store.install('0.40.6');
    const asked = server?.requested.length;
    const { ino } = statSync(join(folder, '0.40.6', 'pocketbase'));
    expect(await store.install('0.40.6')).toEqual(first);
    expect(statSync(join(folder, '0.40.6', 'pocketbase')).ino).toBe(ino);
    expect(server?.requested.length).toBe(asked);
  });
});
