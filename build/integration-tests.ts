/** The tests that need a real PocketBase, under plain Node. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { jsonReporter } from './checks';
import { canIsolate, inLanes, ISOLATED } from './isolation';
import { figuresIn, type LongTest, type LongTestOutcome } from './long-tests';
import { CACHE, PROJECT, tool } from './project';
import type { Report } from './report';
import { readCount, sum, type TestCount } from './test-count';
import packTestPrograms from './test-programs';

/** Asks package indexes; the others need no network. */
const NEEDS_NETWORK = 'electron/pocketbase/version-store.integration.test.ts';

/** Most of their time they wait. */
const LANES = 4;
const PIECES = 16;

/**
 * Real PocketBase processes under plain Node. Where each lane can have ports of its own, several run at the same time:
 * most of their time they wait.
 */
export async function runIntegrationTests(versions: string, report: Report): Promise<TestCount> {
  report.line('Integration tests (real PocketBase) ...');
  if (!(await canIsolate())) return runVitest('integration', versions, []);
  await packTestPrograms();
  const counts = await inLanes(LANES, PIECES, (piece) => {
    const which = [`--shard=${String(piece)}/${String(PIECES)}`, '--exclude', NEEDS_NETWORK];
    return runVitest(`integration-${String(piece)}`, versions, which, ISOLATED);
  });
  return sum([...counts, await runVitest('integration-network', versions, [NEEDS_NETWORK])]);
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
