/** The tests that need more than Node: a real PocketBase, and a real window. */
import { chown, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { jsonReporter } from './checks';
import { startDisplay } from './display';
import type { ElectronRuntime } from './electron-runtime';
import { figuresIn, type LongTest, type LongTestOutcome } from './long-tests';
import { environmentOf, ordinaryUser, type OrdinaryUser } from './ordinary-user';
import { CACHE, inProject, isRoot, PROJECT, tool } from './project';
import type { Report } from './report';
import { readCount, sum, type TestCount } from './test-count';
import packTestPrograms from './test-programs';

/** Asks package indexes; the others need no network. */
const NEEDS_NETWORK = 'electron/pocketbase/version-store.integration.test.ts';

/** Pieces of the integration tests, and how many of them run at the same time: whichever lane is free takes the next. */
const PIECES = 6;
const LANES = 2;

/**
 * Real PocketBase processes under plain Node. Where each lane can have ports of its own, several run at the same time:
 * most of their time they wait.
 */
export async function runIntegrationTests(versions: string, report: Report): Promise<TestCount> {
  report.line('Integration tests (real PocketBase) ...');
  if (!(await canIsolate())) return runVitest('integration', versions, []);
  await packTestPrograms();
  const counts: TestCount[] = [];
  const waiting = Array.from({ length: PIECES }, (_, index) => index + 1);
  const lane = async (): Promise<void> => {
    for (let piece = waiting.shift(); piece !== undefined; piece = waiting.shift()) {
      const which = [`--shard=${String(piece)}/${String(PIECES)}`, '--exclude', NEEDS_NETWORK];
      counts.push(await runVitest(`integration-${String(piece)}`, versions, which, ISOLATED));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return sum([...counts, await runVitest('integration-network', versions, [NEEDS_NETWORK])]);
}

/** A network of its own, with nothing in it but the loopback interface. */
const ISOLATED = ['unshare', '--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'] as const;

/** Can tests have a network of their own here, so that they meet no port of others? */
export async function canIsolate(): Promise<boolean> {
  if (process.platform !== 'linux' || !isRoot()) return false;
  const [command, ...args] = ISOLATED;
  return !(await execa(command, [...args, 'true'], { reject: false })).failed;
}

async function runVitest(
  name: string,
  versions: string,
  more: readonly string[],
  inside: readonly string[] = [],
): Promise<TestCount> {
  const reportFile = join(CACHE, 'test-reports', `${name}.json`);
  await rm(reportFile, { force: true });
  const [node, vitest] = tool('vitest/vitest.mjs');
  const args = ['run', '--project', 'integration', '--reporter', 'default', ...jsonReporter(reportFile), ...more];
  const [command = node, ...rest] = [...inside, node, vitest, ...args];
  const run = await execa(command, rest, {
    cwd: PROJECT,
    env: { BASEKEEPER_TEST_VERSIONS: versions },
    stdio: ['ignore', 'inherit', 'inherit'],
    reject: false,
  });
  return readCount('vitest', reportFile, run.failed);
}

const LONG_REPORT = join(CACHE, 'test-reports', 'long.json');

/** One file of the integration tests, with larger numbers. */
export async function runLongTest(test: LongTest, versions: string, report: Report): Promise<LongTestOutcome> {
  report.line(`\n${test.title} ...`);
  await rm(LONG_REPORT, { force: true });
  const [node, vitest] = tool('vitest/vitest.mjs');
  const args = ['run', '--project', 'integration', '--reporter', 'default', ...jsonReporter(LONG_REPORT)];
  const startedAt = performance.now();
  const { failed: runnerFailed, stdout } = await execa(node, [vitest, ...args, `electron/${test.file}`], {
    cwd: PROJECT,
    env: { BASEKEEPER_TEST_VERSIONS: versions, ...test.environment },
    stdin: 'ignore',
    stdout: ['inherit', 'pipe'],
    stderr: 'inherit',
    reject: false,
  });
  const durationMs = performance.now() - startedAt;
  const { passed, failed } = await readCount('vitest', LONG_REPORT, runnerFailed);
  return { test, date: new Date().toISOString().slice(0, 10), passed, failed, durationMs, figures: figuresIn(stdout) };
}

/** The real app in a real window, on a display and a session bus of their own; as an ordinary user wherever possible. */
export async function runEndToEndTests(
  electron: ElectronRuntime,
  versions: string,
  playwrightArguments: readonly string[],
  report: Report,
): Promise<TestCount> {
  report.line('End-to-end tests (real window, real PocketBase) ...');
  const user = isRoot() ? await ordinaryUser([electron.executable, versions, inProject('out', 'main')]) : undefined;
  if (typeof user === 'string') report.line(`  as root and without Chromium’s sandbox, because ${user}`);
  if (typeof user === 'object') report.line(`  as the user ${user.name}, with Chromium’s sandbox`);
  const runAs = typeof user === 'object' ? user : undefined;

  const results = await mkdtemp(join(tmpdir(), 'basekeeper-e2e-'));
  if (runAs !== undefined) await chown(results, runAs.uid, runAs.gid);
  const display =
    process.platform === 'linux' ? await startDisplay(runAs && { uid: runAs.uid, gid: runAs.gid }) : undefined;
  try {
    if (display !== undefined) report.line(`  on ${display.description}`);
    return await runPlaywright(runAs, playwrightArguments, results, {
      ...display?.env,
      BASEKEEPER_ELECTRON: electron.executable,
      BASEKEEPER_TEST_VERSIONS: versions,
      // For what tests want to keep, e.g. pictures of screens; it is copied to test-results/.
      BASEKEEPER_TEST_OUTPUT: results,
    });
  } finally {
    display?.stop();
    await keep(results, report);
  }
}

async function runPlaywright(
  user: OrdinaryUser | undefined,
  playwrightArguments: readonly string[],
  results: string,
  extra: Readonly<Record<string, string>>,
): Promise<TestCount> {
  const reportFile = join(results, 'results.json');
  const [node, playwright] = tool('@playwright/test/cli.js');
  const where = ['--config', 'e2e/playwright.config.ts', '--output', join(results, 'output')];
  const pictures = playwrightArguments.some((argument) => argument.includes('pictures'));
  const own = {
    ...extra,
    PLAYWRIGHT_JSON_OUTPUT_NAME: reportFile,
    ...(pictures && { BASEKEEPER_PICTURES: '1' }),
  };
  // A display or bus that the developer has must not show up in the tests: tray and notification hosts are the tests' own.
  const hidden = { WAYLAND_DISPLAY: undefined, BASEKEEPER_HOME: undefined };
  const env = user === undefined ? { ...process.env, ...hidden, ...own } : environmentOf(user, own);
  const args = [playwright, 'test', ...where, '--reporter', 'list,json', ...playwrightArguments];
  const run = await execa(user?.node ?? node, args, {
    cwd: PROJECT,
    env,
    extendEnv: false,
    stdio: ['ignore', 'inherit', 'inherit'],
    reject: false,
    ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
  });
  return readCount('playwright', reportFile, run.failed);
}

async function keep(results: string, report: Report): Promise<void> {
  const destination = inProject('test-results');
  await rm(destination, { recursive: true, force: true });
  await mkdir(destination, { recursive: true });
  await cp(results, destination, { recursive: true });
  await rm(results, { recursive: true, force: true });
  report.line('  traces and pictures are in test-results/');
}
