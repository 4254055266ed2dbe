/**
 * What of main depends on the system, run as a Windows program: on Windows itself, elsewhere in wine. Gets all that it needs,
 * and writes docs/windows-tests.md. Words choose some of the suites: `npm run test:windows -- files`.
 */
import { writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { ensureBuilt } from '../app-build';
import { inProject } from '../project';
import { Report, StepFailure } from '../report';
import { ensureSystemPackages } from '../system-packages';
import { prepareWindows } from '../windows/surroundings';
import { packWindowsPrograms, SUITES } from '../windows/windows-programs';
import { runSuite, type SuiteOutcome } from '../windows/run-suite';
import { windowsReport } from '../windows/windows-report';

const REPORT = inProject('docs', 'windows-tests.md');

export async function run(args: readonly string[]): Promise<number> {
  const report = new Report(process.stdout);
  if (process.platform !== 'win32' && (process.platform !== 'linux' || process.arch !== 'x64')) {
    throw new StepFailure('Wine is set up on Linux for x86-64 only. Run this there, or on Windows.');
  }
  await ensureSystemPackages('windows-test', report);
  // On Windows itself the packages of a release are tested as they are.
  const suites = SUITES.filter((name) => args.length === 0 || args.includes(name)).filter(
    (name) => name !== 'installer' || process.platform !== 'win32',
  );
  await ensureBuilt(report);
  const windows = await prepareWindows(suites.includes('installer'), report);
  await packWindowsPrograms();
  const outcomes: SuiteOutcome[] = [];
  for (const suite of suites) {
    report.line(`\n${suite} …`);
    const outcome = await runSuite(suite, windows);
    for (const { name, outcome: how, detail } of outcome.tests) {
      report.line(`  ${how}: ${name}${detail === '' ? '' : ` (${how === 'skipped' ? detail : `\n${detail}`})`}`);
    }
    outcomes.push(outcome);
  }
  await windows.end();
  const tests = outcomes.flatMap((outcome) => outcome.tests);
  // A part of the tests says nothing of the rest.
  if (args.length === 0) await keep(windowsReport(windows.inWords, outcomes));
  const count = (how: string): number => tests.filter(({ outcome }) => outcome === how).length;
  report.line(
    `\n${String(count('passed'))} passed, ${String(count('failed'))} failed, ${String(count('skipped'))} skipped`,
  );
  return count('failed') > 0 || count('passed') === 0 ? 1 : 0;
}

async function keep(text: string): Promise<void> {
  await writeFile(REPORT, await format(text, { ...(await resolveConfig(REPORT)), filepath: REPORT }));
}
