/** PocketBase's own releases: a zip for each system, and `checksums.txt` with the SHA-256 of each. */
import { join } from 'node:path';
import type { AppError } from '../../../shared/errors';
import { fail, ok, type Result } from '../../../shared/result';
import { downloadFile, downloadText, type DownloadLimits, type DownloadProblem, type Fetch } from './download';
import { executableName, type Target, type VersionSource } from './source';
import { unpackEntry } from './unpack';

const RELEASES = 'https://github.com/pocketbase/pocketbase/releases/download';
const SOURCE = 'PocketBase’s release page';

const CHECKSUM_LIMITS: DownloadLimits = {
  maxBytes: 100_000,
  answerTimeoutMs: 10_000,
  idleTimeoutMs: 10_000,
  totalTimeoutMs: 30_000,
};
const ARCHIVE_LIMITS: DownloadLimits = {
  maxBytes: 60_000_000,
  answerTimeoutMs: 15_000,
  idleTimeoutMs: 30_000,
  totalTimeoutMs: 900_000,
};
export const EXECUTABLE_MAX_BYTES = 200_000_000;

const SYSTEMS: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'windows',
};
const ARCHITECTURES: Readonly<Record<string, string>> = {
  x64: 'amd64',
  arm64: 'arm64',
  arm: 'armv7',
  s390x: 's390x',
  ppc64: 'ppc64le',
};

/** Undefined where PocketBase makes no release for the machine. */
export function releaseAsset(version: string, target: Target): string | undefined {
  const system = SYSTEMS[target.platform];
  const architecture = ARCHITECTURES[target.arch];
  if (system === undefined || architecture === undefined) return undefined;
  return `pocketbase_${version}_${system}_${architecture}.zip`;
}

/** The SHA-256 (hex, lower case) that `checksums.txt` gives for a file. */
export function checksumOf(checksums: string, file: string): string | undefined {
  for (const line of checksums.split('\n')) {
    const [, checksum, name] = /^([0-9a-fA-F]{64}) [ *](\S+)\s*$/.exec(line) ?? [];
    if (name === file) return checksum?.toLowerCase();
  }
  return undefined;
}

export function officialRelease(options: { readonly fetch?: Fetch } = {}): VersionSource {
  const fetch = options.fetch ?? globalThis.fetch;
  return {
    name: 'official-release',
    async fetchExecutable({ version, target, folder, onProgress, signal }) {
      const asset = releaseAsset(version, target);
      if (asset === undefined) return notReleased(version, target);
      const address = `${RELEASES}/v${version}`;

      onProgress({ step: 'asking', receivedBytes: 0, totalBytes: null });
      const checksums = await downloadText({
        url: `${address}/checksums.txt`,
        fetch,
        limits: CHECKSUM_LIMITS,
        signal,
      });
      if (!checksums.ok) return fail(inWords(checksums.error, version));
      const expected = checksumOf(checksums.value, asset);
      if (expected === undefined) return notReleased(version, target);

      const archive = join(folder, 'release.zip');
      const onBytes = (receivedBytes: number, totalBytes: number | null): void =>
        onProgress({ step: 'downloading', receivedBytes, totalBytes });
      const download = await downloadFile(
        { url: `${address}/${asset}`, fetch, limits: ARCHIVE_LIMITS, signal, onBytes },
        archive,
      );
      if (!download.ok) return fail(inWords(download.error, version));
      if (download.value !== expected) {
        return failed(`${asset} is not the published file: its SHA-256 differs from the one in checksums.txt`);
      }

      onProgress({ step: 'unpacking', receivedBytes: 0, totalBytes: null });
      const name = executableName(target.platform);
      const executable = join(folder, name);
      const unpacked = await unpackEntry(archive, (entry) => entry === name, executable, EXECUTABLE_MAX_BYTES);
      return unpacked.ok ? ok(executable) : failed(`${asset} ${unpacked.error.rule}`);
    },
  };
}

const failed = (detail: string): Result<never> => fail({ code: 'download-failed', source: SOURCE, detail });

const notReleased = (version: string, target: Target): Result<never> =>
  fail({
    code: 'version-not-available',
    version,
    detail: `PocketBase has not released it for ${target.platform} on ${target.arch}.`,
  });

function inWords(problem: DownloadProblem, version: string): AppError {
  switch (problem.kind) {
    case 'unreachable':
      return { code: 'offline', detail: `${problem.host} could not be reached: ${problem.detail}.` };
    case 'not-found':
      return { code: 'version-not-available', version, detail: 'PocketBase has no such release.' };
    case 'refused':
      return { code: 'download-failed', source: SOURCE, detail: `The server ${problem.detail}.` };
    case 'cancelled':
      return { code: 'download-failed', source: SOURCE, detail: 'It was cancelled.' };
  }
}
