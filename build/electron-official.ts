/**
 * Electron's own download, by way of its own installer, so that its mirrors, cache and checksums are honoured.
 * The zip is put into the installer's cache first: that gives progress, time limits and a reason when it fails.
 */
import { createRequire } from 'node:module';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { downloadFile, type DownloadLimits, type DownloadProblem } from '../electron/pocketbase/sources/download';
import { fail, ok, type Result } from '../shared/result';
import { executableIn } from './electron-executable';
import { CACHE, inProject } from './project';
import { type Report, StepFailure, type StepReport } from './report';

const PACKAGE = inProject('node_modules', 'electron');
const DIST = join(PACKAGE, 'dist');
const UNREACHABLE_STAMP = join(CACHE, 'electron-official-unreachable');
const REMEMBER_MS = 24 * 3_600_000;
const UNPACK_TIMEOUT_MS = 300_000;
const LIMITS: DownloadLimits = {
  maxBytes: 500_000_000,
  answerTimeoutMs: 15_000,
  idleTimeoutMs: 30_000,
  totalTimeoutMs: 3_600_000,
};

/** The part of @electron/get that is used; it belongs to the electron package and is found through it. */
interface ElectronGet {
  downloadArtifact(details: {
    readonly version: string;
    readonly artifactName: 'electron';
    readonly platform: string;
    readonly arch: string;
    readonly cacheRoot?: string | undefined;
    readonly checksums?: Readonly<Record<string, string>> | undefined;
    readonly downloader: { download(url: string, destination: string): Promise<void> };
  }): Promise<string>;
}

/** The folder of the official Electron, or a sentence about why the release host cannot be reached. */
export async function obtainOfficial(report: Report, env: NodeJS.ProcessEnv): Promise<Result<string, string>> {
  const version = await declaredVersion();
  if (await isInstalled(version)) return ok(DIST);
  if (!namesMirror(env) && (await failedLately())) {
    return fail(`Electron ${version} could not be downloaded: its host was out of reach within the last day.`);
  }
  return report.step(`Obtaining Electron ${version}`, async (step) => {
    const problem = await download(version, env, step);
    if (problem !== undefined) {
      const sentence = `Electron ${version} could not be downloaded: ${problem}.`;
      await mkdir(CACHE, { recursive: true });
      await writeFile(UNREACHABLE_STAMP, `${sentence}\nIt is tried again after a day, or when this file is gone.\n`);
      step.note(sentence);
      return fail(sentence);
    }
    await rm(UNREACHABLE_STAMP, { force: true });
    await unpack(version, env);
    return ok(DIST);
  });
}

async function declaredVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8')) as { version: string };
  return version;
}

async function isInstalled(version: string): Promise<boolean> {
  try {
    const installed = (await readFile(join(DIST, 'version'), 'utf8')).trim().replace(/^v/, '');
    return installed === version && (await stat(executableIn(DIST))).isFile();
  } catch {
    return false;
  }
}

async function failedLately(): Promise<boolean> {
  const stamp = await stat(UNREACHABLE_STAMP).catch(() => undefined);
  return stamp !== undefined && Date.now() - stamp.mtimeMs < REMEMBER_MS;
}

/** Electron's installer reads these from the environment and, through npm, from .npmrc. */
const namesMirror = (env: NodeJS.ProcessEnv): boolean =>
  Object.keys(env).some((name) => /^(npm_config_|npm_package_config_)?electron_(\w*mirror|custom\w*)$/i.test(name));

/** Why the host cannot be reached, as part of a sentence; undefined once the verified zip is in the installer's cache. */
async function download(version: string, env: NodeJS.ProcessEnv, step: StepReport): Promise<string | undefined> {
  const requireBeside = createRequire(join(PACKAGE, 'package.json'));
  const { downloadArtifact } = (await import(
    pathToFileURL(requireBeside.resolve('@electron/get')).href
  )) as ElectronGet;
  const remoteChecksums = env['electron_use_remote_checksums'] ?? env['npm_config_electron_use_remote_checksums'] ?? '';
  let problem: DownloadProblem | undefined;
  try {
    await downloadArtifact({
      version,
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      cacheRoot: env['electron_config_cache'],
      checksums: remoteChecksums === '' ? (requireBeside('./checksums.json') as Record<string, string>) : undefined,
      downloader: {
        async download(url, destination) {
          await mkdir(dirname(destination), { recursive: true });
          const downloaded = await downloadFile(
            {
              url,
              fetch: globalThis.fetch,
              limits: LIMITS,
              signal: new AbortController().signal,
              onBytes: step.bytes,
              // A mirror on one's own network may well speak plain http; the checksum comes with the npm package.
              protocols: ['https:', 'http:'],
            },
            destination,
          );
          if (downloaded.ok) return;
          problem = downloaded.error;
          throw new Error(`${url} ${describe(problem)}`);
        },
      },
    });
    return undefined;
  } catch (error) {
    if (problem?.kind === 'unreachable') return `${problem.host} could not be reached (${problem.detail})`;
    throw new StepFailure(
      `Electron ${version} could not be downloaded: ${reasonOf(error)}. ` +
        'Check ELECTRON_MIRROR if it is set, then run this again.',
    );
  }
}

/** Other people's messages come with and without a full stop. */
const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\.+$/, '');

function describe(problem: DownloadProblem): string {
  switch (problem.kind) {
    case 'unreachable':
    case 'refused':
      return problem.detail;
    case 'not-found':
      return 'does not exist';
    case 'cancelled':
      return 'was cancelled';
  }
}

/** Electron's installer finds the zip in its cache, checks it again and unpacks it. */
async function unpack(version: string, env: NodeJS.ProcessEnv): Promise<void> {
  const run = await execa(process.execPath, [join(PACKAGE, 'install.js')], {
    env,
    stdin: 'ignore',
    all: true,
    timeout: UNPACK_TIMEOUT_MS,
    reject: false,
  });
  if (!run.failed && (await isInstalled(version))) return;
  throw new StepFailure(
    `Electron ${version} was downloaded but could not be unpacked:\n${run.all.split('\n').slice(-5).join('\n')}\n` +
      'Check the free space, then run this again.',
  );
}
