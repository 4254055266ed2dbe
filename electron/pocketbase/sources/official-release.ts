/** PocketBase's own releases: a zip for each system, and `checksums.txt` with the SHA-256 of each. */
import { join } from 'node:path';
import type { AppError } from '../../../shared/errors';
import { fail, ok, type Result } from '../../../shared/result';
import { couldNotBeReached, serverFailed } from '../../../shared/words/download-words';
import {
  isNotPublishedFile,
  notReleasedFor,
  RELEASE_PAGE,
  RELEASE_PAGE_PROBLEMS,
} from '../../../shared/words/source-words';
import { downloadFile, downloadText, type DownloadLimits, type DownloadProblem, type Fetch } from './download';
import { officialList } from './official-list';
import { EXECUTABLE_MAX_BYTES, releaseAsset } from './release-asset';
import { executableName, type Target, type VersionSource } from './source';
import { unpackEntry } from './unpack';

const RELEASES = 'https://github.com/pocketbase/pocketbase/releases/download';

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
/** The SHA-256 (hex, lower case) that `checksums.txt` gives for a file. */
export function checksumOf(checksums: string, file: string): string | undefined {
  for (const line of checksums.split('\n')) {
    const [, checksum, name] = /^([0-9a-fA-F]{64}) [ *](\S+)\s*$/.exec(line) ?? [];
    if (name === file) return checksum?.toLowerCase();
  }
  return undefined;
}

export interface OfficialReleaseOptions {
  readonly fetch?: Fetch;
  /** In place of the usual ones. */
  readonly limits?: Partial<DownloadLimits>;
}

/** Looked up with each request. */
const presentFetch: Fetch = (url, request) => globalThis.fetch(url, request);

export function officialRelease(options: OfficialReleaseOptions = {}): VersionSource {
  const { fetch = presentFetch, limits } = options;
  return {
    name: 'official-release',
    available: ({ target, signal }) => officialList({ fetch, target, signal }),
    async fetchExecutable({ version, target, folder, onProgress, signal }) {
      const asset = releaseAsset(version, target);
      if (asset === undefined) return notReleased(version, target);
      const address = `${RELEASES}/v${version}`;

      onProgress({ step: 'asking', receivedBytes: 0, totalBytes: null });
      const checksums = await downloadText({
        url: `${address}/checksums.txt`,
        fetch,
        limits: { ...CHECKSUM_LIMITS, ...limits },
        signal,
      });
      if (!checksums.ok) return fail(inWords(checksums.error, version));
      if (!/^[0-9a-fA-F]{64} /m.test(checksums.value)) {
        return failed(RELEASE_PAGE_PROBLEMS.notChecksums);
      }
      const expected = checksumOf(checksums.value, asset);
      if (expected === undefined) return notReleased(version, target);

      const archive = join(folder, 'release.zip');
      const onBytes = (receivedBytes: number, totalBytes: number | null): void =>
        onProgress({ step: 'downloading', receivedBytes, totalBytes });
      const download = await downloadFile(
        { url: `${address}/${asset}`, fetch, limits: { ...ARCHIVE_LIMITS, ...limits }, signal, onBytes },
        archive,
      );
      if (!download.ok) return fail(inWords(download.error, version));
      if (download.value !== expected) return failed(isNotPublishedFile(asset));

      onProgress({ step: 'unpacking', receivedBytes: 0, totalBytes: null });
      const name = executableName(target.platform);
      const executable = join(folder, name);
      const unpacked = await unpackEntry(archive, (entry) => entry === name, executable, EXECUTABLE_MAX_BYTES);
      return unpacked.ok ? ok(executable) : failed(`${asset} ${unpacked.error.rule}`);
    },
  };
}

const failed = (detail: string): Result<never> => fail({ code: 'download-failed', source: RELEASE_PAGE, detail });

const notReleased = (version: string, target: Target): Result<never> =>
  fail({
    code: 'version-not-available',
    version,
    detail: notReleasedFor(target),
  });

function inWords(problem: DownloadProblem, version: string): AppError {
  switch (problem.kind) {
    case 'unreachable':
      return { code: 'offline', detail: couldNotBeReached(problem.host, problem.detail) };
    case 'not-found':
      return { code: 'version-not-available', version, detail: RELEASE_PAGE_PROBLEMS.noSuchRelease };
    case 'refused':
      return { code: 'download-failed', source: RELEASE_PAGE, detail: serverFailed(problem.detail) };
    case 'cancelled':
      return { code: 'installation-cancelled', version };
  }
}
