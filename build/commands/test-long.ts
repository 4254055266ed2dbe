/**
 * The tests with large numbers, which take most of an hour; writes docs/long-tests.md after each. Words choose
 * some of them: `npm run test:long -- soak model`.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { release } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { ensureBuilt } from '../app-build';
import { obtainElectron } from '../electron-runtime';
import { lintReleases } from '../lint-releases';
import { longTestsNamed, longTestsReport, withOutcome, type LongTest, type LongTestOutcome } from '../long-tests';
import { runPackageTests } from '../package-tests';
import { ensureTestedVersions, TESTED_VERSIONS } from '../pocketbase-versions';
import { CACHE, inProject } from '../project';
import { Report } from '../report';
import { ensureSystemPackages } from '../system-packages';
import { inWords, NOTHING, sum, type TestCount } from '../test-count';
import { runLongTest } from '../integration-tests';

const VERSIONS = join(CACHE, 'pocketbase-versions');
/** What ran before, also elsewhere: the report stays whole when one part is run again. */
const OUTCOMES = inProject('docs', 'long-tests.json');

export async function run(args: readonly string[]): Promise<number> {
  const report = new Report(process.stdout);
  await ensureTestedVersions(VERSIONS, report);
  let outcomes = await earlierOutcomes();
  const now: LongTestOutcome[] = [];
  for (const test of longTestsNamed(args)) {
    const outcome =
      test.runner === undefined ? await runLongTest(test, VERSIONS, report) : await runOther(test, report);
    now.push(outcome);
    outcomes = withOutcome(outcomes, outcome);
    await keep(outcomes);
  }
  report.line('\nThe report is in docs/long-tests.md');
  const total = sum(now.map(({ passed, failed }) => ({ ...NOTHING, passed, failed })));
  report.line(inWords(total));
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}

/** Those that are no integration tests. */
async function runOther(test: LongTest, report: Report): Promise<LongTestOutcome> {
  report.line(`\n${test.title} ...`);
  const startedAt = performance.now();
  const { passed, failed } = await countOf(test, report);
  const date = new Date().toISOString().slice(0, 10);
  return { test, date, passed, failed, durationMs: performance.now() - startedAt, figures: [] };
}

async function countOf(test: LongTest, report: Report): Promise<TestCount> {
  await ensureSystemPackages('long-test', report);
  if (test.runner === 'workflow') return lintReleases(report);
  const electron = await obtainElectron(report);
  await ensureBuilt(report);
  return runPackageTests({ electron, versions: VERSIONS, long: true, clean: test.runner === 'clean-package' }, report);
}

async function keep(outcomes: readonly LongTestOutcome[]): Promise<void> {
  await writeFormatted(OUTCOMES, JSON.stringify(outcomes));
  const versions = { Node: process.versions.node, PocketBase: TESTED_VERSIONS[0], [process.platform]: release() };
  await writeFormatted(inProject('docs', 'long-tests.md'), longTestsReport(versions, outcomes));
}

async function writeFormatted(path: string, text: string): Promise<void> {
  await writeFile(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
}

async function earlierOutcomes(): Promise<readonly LongTestOutcome[]> {
  const text = await readFile(OUTCOMES, 'utf8').catch(() => '[]');
  return JSON.parse(text) as readonly LongTestOutcome[];
}
