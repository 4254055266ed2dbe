/** Types, lint, rooms, format and unit tests. */
import { runChecks } from '../checks';
import { Report } from '../report';
import { inWords, sum } from '../test-count';

export async function run(): Promise<number> {
  const report = new Report(process.stdout);
  const total = sum(await runChecks(report));
  report.line(inWords(total));
  return total.failed > 0 ? 1 : 0;
}
