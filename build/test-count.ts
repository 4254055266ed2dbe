/** Adds up what different test runners found. */
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { z } from 'zod';
import { PROJECT } from './project';

export interface TestCount {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Of those that passed: the ones that did so only when they were tried again. */
  readonly flaky: number;
  /** What failed or was flaky, by file and title: the output of a run is long, and its end is what people read. */
  readonly named: readonly string[];
}

export const NOTHING: TestCount = { passed: 0, failed: 0, skipped: 0, flaky: 0, named: [] };
export const ONE_PASSED: TestCount = { ...NOTHING, passed: 1 };
export const oneFailed = (name: string): TestCount => ({ ...NOTHING, failed: 1, named: [`failed: ${name}`] });

export const sum = (counts: readonly TestCount[]): TestCount =>
  counts.reduce(
    (total, { passed, failed, skipped, flaky, named }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
      flaky: total.flaky + flaky,
      named: [...total.named, ...named],
    }),
    NOTHING,
  );

/** e.g. `12 passed, 0 failed`; skipped ones are named only if there are any. */
export const inWords = ({ passed, failed, skipped }: TestCount): string =>
  `${String(passed)} passed, ${String(failed)} failed${skipped === 0 ? '' : `, ${String(skipped)} skipped`}`;

/** What the sum does not say: empty when every test passed at once. */
export const namesInWords = ({ flaky, named }: TestCount): readonly string[] => [
  ...named,
  ...(flaky === 0 ? [] : [`Flaky: ${String(flaky)} passed only when tried again. Look for the reason.`]),
];

const vitestTest = z.object({
  status: z.string(),
  fullName: z.string(),
  failureMessages: z.array(z.string()).default([]),
});

const vitestReport = z.object({
  numPassedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ name: z.string(), status: z.string(), assertionResults: z.array(vitestTest) })),
});

interface Suite {
  readonly title: string;
  readonly specs?:
    readonly { readonly title: string; readonly tests: readonly { readonly status: string }[] }[] | undefined;
  readonly suites?: readonly Suite[] | undefined;
}

const suite: z.ZodType<Suite> = z.lazy(() =>
  z.object({
    title: z.string(),
    specs: z
      .array(z.object({ title: z.string(), tests: z.array(z.object({ status: z.string() })).readonly() }))
      .readonly()
      .optional(),
    suites: z.array(suite).readonly().optional(),
  }),
);

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  suites: z.array(suite).default([]),
});

/** A file that could not even be loaded has no tests; it counts as one that failed. */
function countVitest(report: unknown): TestCount {
  const { numPassedTests, numPendingTests, numTodoTests, testResults } = vitestReport.parse(report);
  const failed = testResults.flatMap(({ name, status, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === 'failed');
    const names = tests.map(({ fullName }) => `${relative(PROJECT, name)} › ${fullName}`);
    return status === 'failed' && names.length === 0 ? [relative(PROJECT, name)] : names;
  });
  // A test that passed in a second try keeps the failure of its first one.
  const flaky = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0)
      .map(({ fullName, failureMessages }) => ({
        name: `${relative(PROJECT, name)} › ${fullName}`,
        first: failureMessages[0]?.split('\n')[0] ?? '',
      })),
  );
  return {
    passed: numPassedTests,
    failed: failed.length,
    skipped: numPendingTests + numTodoTests,
    flaky: flaky.length,
    named: [...failed.map((name) => `failed: ${name}`), ...flaky.map(({ name, first }) => `flaky: ${name} (${first})`)],
  };
}

/** Suites lie within each other: a file, then its groups. */
function namedIn({ title, specs = [], suites = [] }: Suite): readonly string[] {
  const own = specs.flatMap((spec) => {
    const statuses = spec.tests.map(({ status }) => status);
    if (statuses.includes('unexpected')) return [`failed: ${title} › ${spec.title}`];
    return statuses.includes('flaky') ? [`flaky: ${title} › ${spec.title}`] : [];
  });
  return [...own, ...suites.flatMap(namedIn)];
}

function countPlaywright(report: unknown): TestCount {
  const { stats, suites } = playwrightReport.parse(report);
  const { expected, flaky, unexpected, skipped } = stats;
  return { passed: expected + flaky, failed: unexpected, skipped, flaky, named: suites.flatMap(namedIn) };
}

/** A runner that failed without naming a test, or left no readable report, counts as one failed test. */
export async function readCount(
  kind: 'vitest' | 'playwright',
  reportFile: string,
  runnerFailed: boolean,
): Promise<TestCount> {
  const runner = `the run that reports to ${relative(PROJECT, reportFile)}`;
  try {
    const report: unknown = JSON.parse(await readFile(reportFile, 'utf8'));
    const count = kind === 'vitest' ? countVitest(report) : countPlaywright(report);
    return runnerFailed && count.failed === 0 ? sum([count, oneFailed(runner)]) : count;
  } catch {
    return oneFailed(runner);
  }
}
