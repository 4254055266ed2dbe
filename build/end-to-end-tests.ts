/** The tests in the window: the real app with a real PocketBase, on a display and a session bus of their own. */
import { chown, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { startDisplay } from './display';
import type { ElectronRuntime } from './electron-runtime';
import { canIsolate, inLanes, ISOLATED } from './isolation';
import { environmentOf, ordinaryUser, type OrdinaryUser } from './ordinary-user';
import { inProject, isRoot, PROJECT, tool } from './project';
import type { Report } from './report';
import { smallDrive } from './small-drive';
import { readCount, sum, type TestCount } from './test-count';

/** Tests that ask package indexes carry this tag; the others need no network. */
const NEEDS_NETWORK = '@network';
const LANES = 2;
const PIECES = 8;

interface Surroundings {
  readonly electron: ElectronRuntime;
  /** Folder with versions of PocketBase. */
  readonly versions: string;
  /** Left out: the one who started this. */
  readonly user: OrdinaryUser | undefined;
  /** What tests want to keep, e.g. pictures of screens, lands here and is copied to test-results/. */
  readonly results: string;
  /** Folder of a drive with little room; null where none can be had. */
  readonly smallDrive: string | null;
}

/** As an ordinary user wherever possible. Arguments are those of Playwright; with any, everything runs in one piece. */
export async function runEndToEndTests(
  electron: ElectronRuntime,
  versions: string,
  playwrightArguments: readonly string[],
  report: Report,
): Promise<TestCount> {
  report.line('End-to-end tests (real window, real PocketBase) ...');
  const found = isRoot() ? await ordinaryUser([electron.executable, versions, inProject('out', 'main')]) : undefined;
  if (typeof found === 'string') report.line(`  as root and without Chromium’s sandbox, because ${found}`);
  if (typeof found === 'object') report.line(`  as the user ${found.name}, with Chromium’s sandbox`);
  const user = typeof found === 'object' ? found : undefined;
  const results = await mkdtemp(join(tmpdir(), 'basekeeper-e2e-'));
  if (user !== undefined) await chown(results, user.uid, user.gid);
  const drive = await smallDrive(user);
  const surroundings = { electron, versions, user, results, smallDrive: drive?.path ?? null };
  try {
    const whole = playwrightArguments.length > 0 || !(await canIsolate());
    if (whole) return await runPiece('all', playwrightArguments, [], surroundings);
    const apart = runPiece('network', ['--grep', NEEDS_NETWORK], [], surroundings);
    const counts = await inLanes(LANES, PIECES, (piece) => {
      const which = [`--shard=${String(piece)}/${String(PIECES)}`, '--grep-invert', NEEDS_NETWORK];
      return runPiece(String(piece), which, ISOLATED, surroundings);
    });
    return sum([...counts, await apart]);
  } finally {
    await drive?.remove();
    await keep(results, report);
  }
}

/** With a display and a session bus of its own: a bus has room for one tray host and one notification daemon. */
async function runPiece(
  name: string,
  playwrightArguments: readonly string[],
  inside: readonly string[],
  { electron, versions, user, results, smallDrive: drive }: Surroundings,
): Promise<TestCount> {
  const display =
    process.platform === 'linux' ? await startDisplay(user && { uid: user.uid, gid: user.gid }) : undefined;
  try {
    const reportFile = join(results, `results-${name}.json`);
    const [node, playwright] = tool('@playwright/test/cli.js');
    const where = ['--config', 'e2e/playwright.config.ts', '--output', join(results, `output-${name}`)];
    const own = {
      ...display?.env,
      BASEKEEPER_ELECTRON: electron.executable,
      BASEKEEPER_TEST_VERSIONS: versions,
      BASEKEEPER_TEST_OUTPUT: results,
      ...(drive === null ? {} : { BASEKEEPER_TEST_SMALL_DRIVE: drive }),
      PLAYWRIGHT_JSON_OUTPUT_NAME: reportFile,
      ...(playwrightArguments.some((argument) => argument.includes('pictures')) && { BASEKEEPER_PICTURES: '1' }),
      ...(playwrightArguments.some((argument) => argument.includes('longer-texts')) && {
        BASEKEEPER_LONGER_TEXTS: '1',
      }),
    };
    // A display or bus that the developer has must not show up in the tests: tray and notification hosts are the tests' own.
    const hidden = { WAYLAND_DISPLAY: undefined, BASEKEEPER_HOME: undefined };
    const env = user === undefined ? { ...process.env, ...hidden, ...own } : environmentOf(user, own);
    const args = [playwright, 'test', ...where, '--reporter', 'list,json', ...playwrightArguments];
    const [command = node, ...rest] = [...inside, ...asUser(user), user?.node ?? node, ...args];
    const run = await execa(command, rest, {
      cwd: PROJECT,
      env,
      extendEnv: false,
      stdio: ['ignore', 'inherit', 'inherit'],
      reject: false,
    });
    return await readCount('playwright', reportFile, run.failed);
  } finally {
    display?.stop();
  }
}

/** Only root can have a network of its own, so the user is changed inside of it. */
const asUser = (user: OrdinaryUser | undefined): readonly string[] =>
  user === undefined
    ? []
    : ['setpriv', `--reuid=${String(user.uid)}`, `--regid=${String(user.gid)}`, '--clear-groups', '--'];

async function keep(results: string, report: Report): Promise<void> {
  const destination = inProject('test-results');
  await rm(destination, { recursive: true, force: true });
  await mkdir(destination, { recursive: true });
  await cp(results, destination, { recursive: true });
  await rm(results, { recursive: true, force: true });
  report.line('  traces and pictures are in test-results/');
}
