/** Adds up what different test runners found. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

export interface TestCount {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Of those that passed: the ones that did so only when they were tried again. */
  readonly flaky: number;
}

export const NOTHING: TestCount = { passed: 0, failed: 0, skipped: 0, flaky: 0 };
export const ONE_PASSED: TestCount = { ...NOTHING, passed: 1 };
export const ONE_FAILED: TestCount = { ...NOTHING, failed: 1 };

export const sum = (counts: readonly TestCount[]): TestCount =>
  counts.reduce(
    (total, { passed, failed, skipped, flaky }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
      flaky: total.flaky + flaky,
    }),
    NOTHING,
  );

/** e.g. `12 passed, 0 failed`; skipped ones are named only if there are any. */
export const inWords = ({ passed, failed, skipped }: TestCount): string =>
  `${String(passed)} passed, ${String(failed)} failed${skipped === 0 ? '' : `, ${String(skipped)} skipped`}`;

/** What the sum does not say: null when every test that passed did so at once. */
export const flakyInWords = ({ flaky }: TestCount): string | null =>
  flaky === 0 ? null : `Flaky: ${String(flaky)} passed only when tried again. Look for the reason.`;

const vitestReport = z.object({
  numPassedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), failureMessages: z.array(z.string()).default([]) })),
    }),
  ),
});

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

/** A file that could not even be loaded has no tests; it counts as one that failed. */
function countVitest(report: unknown): TestCount {
  const { numPassedTests, numPendingTests, numTodoTests, testResults } = vitestReport.parse(report);
  const failed = testResults.map(({ status, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === 'failed').length;
    return status === 'failed' && tests === 0 ? 1 : tests;
  });
  return {
    passed: numPassedTests,
    failed: failed.reduce((total, each) => total + each, 0),
    skipped: numPendingTests + numTodoTests,
    // A test that passed in a second try keeps the failure of its first one.
    flaky: testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0).length,
  };
}

function countPlaywright(report: unknown): TestCount {
  const { expected, flaky, unexpected, skipped } = playwrightReport.parse(report).stats;
  return { passed: expected + flaky, failed: unexpected, skipped, flaky };
}

/** A runner that failed without naming a test, or left no readable report, counts as one failed test. */
export async function readCount(
  kind: 'vitest' | 'playwright',
  reportFile: string,
  runnerFailed: boolean,
): Promise<TestCount> {
  try {
    const report: unknown = JSON.parse(await readFile(reportFile, 'utf8'));
    const count = kind === 'vitest' ? countVitest(report) : countPlaywright(report);
    return runnerFailed && count.failed === 0 ? { ...count, failed: 1 } : count;
  } catch {
    return ONE_FAILED;
  }
}
