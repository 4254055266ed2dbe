/** Windows where there is none: wine from Debian with a home of its own, and what its edition lacks. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa, type ResultPromise } from 'execa';
import { CACHE, inProject, PROJECT } from '../project';
import { type Report, StepFailure } from '../report';

export const WINE_HOME = join(CACHE, 'windows', 'wine');

/** The whole file system of this computer is drive Z of wine. */
export const asWindowsPath = (path: string): string => `Z:${path.replaceAll('/', '\\')}`;

/** Take the place of what this edition of wine has, or has not. */
const STAND_INS = join(CACHE, 'windows', 'stand-ins');
const SOURCES = inProject('build', 'windows', 'stand-ins');
const COMPILER = 'x86_64-w64-mingw32-gcc';

/** Only what is named: what this computer has in its environment means nothing to Windows. */
const environment = (more: Readonly<Record<string, string>>): Record<string, string> => ({
  ...more,
  PATH: process.env['PATH'] ?? '/usr/bin:/bin',
  HOME: join(CACHE, 'windows'),
  LANG: 'C.UTF-8',
  WINEPREFIX: WINE_HOME,
  WINEARCH: 'win64',
  WINEDEBUG: '-all',
  // Neither .NET nor a browser engine is installed, and nobody is asked about it. Our netstat instead of wine’s own.
  WINEDLLOVERRIDES: 'mscoree,mshtml=;netstat.exe=n',
});

export async function prepareWine(report: Report): Promise<void> {
  await compileStandIns();
  if (!existsSync(join(WINE_HOME, 'ready'))) await makeHome(report);
  await putInPlace();
}

async function makeHome(report: Report): Promise<void> {
  await report.step('Making a home for wine', async () => {
    await endWine();
    await rm(WINE_HOME, { recursive: true, force: true });
    await mkdir(WINE_HOME, { recursive: true });
    for (const args of [
      ['wineboot', '--init'],
      ['winecfg', '-v', 'win10'],
    ]) {
      const made = await runInWine(args, {});
      if (made.failed) throw new StepFailure(`wine could not make its home (${args.join(' ')}): ${made.output}`);
    }
    await mkdir(join(WINE_HOME, 'ready'));
  });
}

/** Ends what still runs in this home, and nothing else. */
export async function endWine(): Promise<void> {
  await execa('wineserver', ['--kill', '--wait'], { env: environment({}), extendEnv: false, reject: false });
}

async function putInPlace(): Promise<void> {
  for (const name of ['bcryptprimitives.dll', 'netstat.exe']) {
    const place = join(WINE_HOME, 'drive_c', 'windows', 'system32', name);
    // Wine has links to its own programs there, which belong to the system.
    await rm(place, { force: true });
    await copyFile(join(STAND_INS, name), place);
  }
}

/** Of tests, with a short name: paths of instances may have 200 bytes. */
export const WINE_SCRATCH = 'C:\\t';

export async function emptyScratch(): Promise<void> {
  const folder = join(WINE_HOME, 'drive_c', 't');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}

export async function wineVersion(): Promise<string> {
  const { stdout } = await execa('wine', ['--version'], { env: environment({}), extendEnv: false });
  return stdout.trim().split(' ')[0] ?? 'wine';
}

async function compileStandIns(): Promise<void> {
  await mkdir(STAND_INS, { recursive: true });
  const compile = (...args: readonly string[]): ResultPromise => execa(COMPILER, ['-O2', '-s', ...args]);
  const out = (name: string): string => join(STAND_INS, name);
  await compile('-shared', '-o', out('bcryptprimitives.dll'), join(SOURCES, 'bcryptprimitives.c'), '-ladvapi32');
  await compile('-o', out('netstat.exe'), join(SOURCES, 'netstat.c'), '-liphlpapi', '-lws2_32');
}

export interface WineRun {
  readonly failed: boolean;
  readonly output: string;
}

const OUTPUT = join(CACHE, 'windows', 'output.txt');

/** Into a file: what wine gives a Windows program as a pipe of this system cannot be written to by Node. */
export async function runInWine(
  command: readonly string[],
  more: Readonly<Record<string, string>>,
  timeoutMs = 120_000,
): Promise<WineRun> {
  await mkdir(join(CACHE, 'windows'), { recursive: true });
  const output = await open(OUTPUT, 'w');
  try {
    // The file itself, not by way of a pipe.
    const stdio = ['ignore', output.fd, output.fd] as const;
    const wine = spawn('wine', command, {
      cwd: PROJECT,
      env: environment(more),
      stdio: [...stdio],
      timeout: timeoutMs,
    });
    const [code] = (await once(wine, 'exit')) as [number | null];
    return { failed: code !== 0, output: await readFile(OUTPUT, 'utf8') };
  } finally {
    await output.close();
  }
}
