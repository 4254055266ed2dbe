/** The integration tests with large numbers, which take half an hour; writes docs/long-tests.md. */
import { writeFile } from 'node:fs/promises';
import { release } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { LONG_TESTS, longTestsReport, type LongTestOutcome } from '../long-tests';
import { ensureTestedVersions, TESTED_VERSIONS } from '../pocketbase-versions';
import { CACHE, inProject } from '../project';
import { Report } from '../report';
import { inWords, sum } from '../test-count';
import { runLongTest } from '../test-runs';

const VERSIONS = join(CACHE, 'pocketbase-versions');

export async function run(): Promise<number> {
  const report = new Report(process.stdout);
  await ensureTestedVersions(VERSIONS, report);
  const outcomes: LongTestOutcome[] = [];
  for (const test of LONG_TESTS) outcomes.push(await runLongTest(test, VERSIONS, report));
  const versions = { Node: process.versions.node, PocketBase: TESTED_VERSIONS[0], [process.platform]: release() };
  const text = longTestsReport({ date: new Date().toISOString().slice(0, 10), versions }, outcomes);
  await writeFile(inProject('docs', 'long-tests.md'), await format(text, { parser: 'markdown' }));
  report.line('\nThe report is in docs/long-tests.md');
  const total = sum(outcomes.map(({ passed, failed }) => ({ passed, failed, skipped: 0 })));
  report.line(inWords(total));
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}
