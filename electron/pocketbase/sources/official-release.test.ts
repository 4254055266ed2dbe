import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answering, redirecting, startWebServer, type WebServer } from '../../testing/web-server';
import { zipArchive } from '../../testing/zip-archive';
import { checksumOf, officialRelease } from './official-release';
import { releaseAsset } from './release-asset';
import type { InstallProgress, Target } from './source';

const LINUX: Target = { platform: 'linux', arch: 'x64' };
const RELEASE = 'github.com/pocketbase/pocketbase/releases/download/v0.40.6';
const ASSET = 'pocketbase_0.40.6_linux_amd64.zip';
const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

let folder: string;
let server: WebServer | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'basekeeper-release-'));
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function fetchFrom(pages: Record<string, RequestListener>, target = LINUX, seen: InstallProgress[] = []) {
  server = await startWebServer(pages);
  return officialRelease({ fetch: server.fetch }).fetchExecutable({
    version: '0.40.6',
    target,
    folder,
    onProgress: (progress) => void seen.push(progress),
    signal: new AbortController().signal,
  });
}

const release = (zip: Buffer, checksum = sha256(zip)): Record<string, RequestListener> => ({
  [`${RELEASE}/checksums.txt`]: answering(
    `${'0'.repeat(64)}  pocketbase_0.40.6_linux_arm64.zip\n${checksum}  ${ASSET}\n`,
  ),
  [`${RELEASE}/${ASSET}`]: redirecting('https://storage.example/the-zip'),
  'storage.example/the-zip': answering(zip),
});
const goodZip = zipArchive([
  { name: 'LICENSE.md', content: 'MIT' },
  { name: 'pocketbase', content: 'the program' },
]);

describe('the official release', () => {
  it('is downloaded, compared with its checksum and unpacked', async () => {
    const seen: InstallProgress[] = [];
    expect(await fetchFrom(release(goodZip), LINUX, seen)).toEqual({ ok: true, value: join(folder, 'pocketbase') });
    expect(readFileSync(join(folder, 'pocketbase'), 'utf8')).toBe('the program');
    expect(new Set(seen.map(({ step }) => step))).toEqual(new Set(['asking', 'downloading', 'unpacking']));
    expect(seen).toContainEqual({ step: 'downloading', receivedBytes: goodZip.length, totalBytes: goodZip.length });
  });

  it.each<[string, Record<string, RequestListener>, object]>([
    [
      'a version that was never released',
      {},
      { code: 'version-not-available', version: '0.40.6', detail: 'PocketBase has no such release.' },
    ],
    [
      'a release without this machine',
      { [`${RELEASE}/checksums.txt`]: answering(`${'0'.repeat(64)}  pocketbase_0.40.6_linux_arm64.zip\n`) },
      {
        code: 'version-not-available',
        version: '0.40.6',
        detail: 'PocketBase has not released it for linux on x64.',
      },
    ],
    [
      'a login page instead of checksums',
      { [`${RELEASE}/checksums.txt`]: answering('<html>Welcome to the hotel</html>') },
      {
        code: 'download-failed',
        detail: 'what came is no list of checksums, but perhaps the login page of this network',
      },
    ],
    [
      'a file with another checksum',
      release(goodZip, '1'.repeat(64)),
      {
        code: 'download-failed',
        source: 'PocketBase’s release page',
        detail: `${ASSET} is not the published file: its SHA-256 differs from the one in checksums.txt`,
      },
    ],
    [
      'something that is not a zip archive',
      release(Buffer.from('no zip')),
      { code: 'download-failed', detail: expect.stringContaining('is not a readable zip archive') as string },
    ],
    [
      'an archive without the program',
      release(zipArchive([{ name: 'README.md', content: '' }])),
      { code: 'download-failed', detail: `${ASSET} holds no pocketbase` },
    ],
    [
      'an archive that holds a link',
      release(zipArchive([{ name: 'pocketbase', content: '/etc/passwd', mode: 0o120777 }])),
      { code: 'download-failed', detail: `${ASSET} holds pocketbase as a link` },
    ],
    [
      'an archive with a path that leaves its folder',
      release(zipArchive([{ name: '../pocketbase', content: 'x' }])),
      { code: 'download-failed', detail: expect.stringContaining('invalid relative path') as string },
    ],
    [
      'a server in trouble',
      { [`${RELEASE}/checksums.txt`]: answering('', 502) },
      { code: 'download-failed', detail: 'The server answered with status 502.' },
    ],
  ])('refuses %s', async (_name, pages, error) => {
    expect(await fetchFrom(pages)).toMatchObject({ ok: false, error });
  });

  it('says that it is offline when the host cannot be reached', async () => {
    server = await startWebServer({});
    await server.close();
    const request = {
      version: '0.40.6',
      target: LINUX,
      folder,
      onProgress: () => undefined,
      signal: new AbortController().signal,
    };
    expect(await officialRelease({ fetch: server.fetch }).fetchExecutable(request)).toEqual({
      ok: false,
      error: { code: 'offline', detail: 'github.com could not be reached: it refused the connection.' },
    });
  });

  it.each([
    [{ platform: 'linux', arch: 'arm64' }, 'pocketbase_0.40.6_linux_arm64.zip'],
    [{ platform: 'darwin', arch: 'arm64' }, 'pocketbase_0.40.6_darwin_arm64.zip'],
    [{ platform: 'win32', arch: 'x64' }, 'pocketbase_0.40.6_windows_amd64.zip'],
    [{ platform: 'sunos', arch: 'x64' }, undefined],
    [{ platform: 'linux', arch: 'mips' }, undefined],
  ] as const)('has for %o the file %s', (target, asset) => {
    expect(releaseAsset('0.40.6', target)).toBe(asset);
  });

  it('finds a checksum only by the whole name', () => {
    const text = `${'A'.repeat(64)} *one.zip\n${'b'.repeat(64)}  two.zip\r\nnonsense  three.zip\n`;
    expect(checksumOf(text, 'one.zip')).toBe('a'.repeat(64));
    expect(checksumOf(text, 'two.zip')).toBe('b'.repeat(64));
    expect(checksumOf(text, 'three.zip')).toBeUndefined();
    expect(checksumOf(text, 'wo.zip')).toBeUndefined();
  });
});
