/** Everything that has to hold, from types to the real window. `--only=unit|integration|e2e|packages` runs a part. */
import { join } from 'node:path';
import { ensureBuilt } from '../app-build';
import { runChecks } from '../checks';
import { inWords as electronInWords, obtainElectron, type ElectronRuntime } from '../electron-runtime';
import { runEndToEndTests } from '../end-to-end-tests';
import { runIntegrationTests } from '../integration-tests';
import { canIsolate } from '../isolation';
import { runPackageTests } from '../package-tests';
import { ensureTestedVersions } from '../pocketbase-versions';
import { CACHE } from '../project';
import { Report, StepFailure } from '../report';
import { ensureSystemPackages } from '../system-packages';
import { inWords, namesInWords, oneFailed, sum, type TestCount } from '../test-count';

const PARTS = ['unit', 'integration', 'e2e', 'packages'] as const;
type Part = (typeof PARTS)[number];

const VERSIONS = join(CACHE, 'pocketbase-versions');

export async function run(args: readonly string[]): Promise<number> {
  const report = new Report(process.stdout);
  const parts = partsOf(args);
  const counts: TestCount[] = [];
  let ranOn: ElectronRuntime | undefined;
  /** What cannot even begin is one failed test, so that the other parts still run and the sum tells the truth. */
  const attempt = async (work: () => Promise<readonly TestCount[]>): Promise<void> => {
    try {
      counts.push(...(await work()));
    } catch (error) {
      const { message, stack } = error as Error;
      counts.push(oneFailed(message));
      report.line(error instanceof StepFailure ? `\n${message}\n` : String(stack));
    }
  };

  /** Asked for by two parts at the same time, obtained once. */
  let obtained: Promise<void> | undefined;
  const versionsObtained = (): Promise<void> => (obtained ??= ensureTestedVersions(VERSIONS, report));

  const checks = async (): Promise<void> => {
    if (parts.includes('unit')) await attempt(() => runChecks(report));
  };
  const integration = async (): Promise<void> => {
    if (!parts.includes('integration')) return;
    await attempt(async () => {
      await versionsObtained();
      return [await runIntegrationTests(VERSIONS, report)];
    });
  };
  const endToEnd = async (): Promise<void> => {
    if (!parts.includes('e2e')) return;
    await attempt(async () => {
      await ensureSystemPackages('test', report);
      const electron = await obtainElectron(report);
      ranOn = electron;
      await versionsObtained();
      await ensureBuilt(report);
      const forPlaywright = args.filter((argument) => !argument.startsWith('--only='));
      return [await runEndToEndTests(electron, VERSIONS, forPlaywright, report)];
    });
  };

  const packages = async (): Promise<void> => {
    if (!parts.includes('packages')) return;
    await attempt(async () => {
      await ensureSystemPackages('package-test', report);
      const electron = await obtainElectron(report);
      await versionsObtained();
      await ensureBuilt(report);
      return [await runPackageTests({ electron, versions: VERSIONS, long: false }, report)];
    });
  };

  // Most of their time the tests wait: where those of the window and of packages cannot meet the others on a port, both rows
  // go on beside each other.
  if (await canIsolate()) {
    await Promise.all([endToEnd().then(packages), checks().then(integration)]);
  } else {
    await Promise.all([checks(), integration()]);
    await endToEnd();
    await packages();
  }

  const total = sum(counts);
  if (ranOn !== undefined) report.line(`\nThe tests of the window ran on ${await electronInWords(ranOn)}.`);
  const names = namesInWords(total);
  if (names.length > 0) report.line(`\n${names.join('\n')}`);
  report.line(`\n${inWords(total)}`);
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}

function partsOf(args: readonly string[]): readonly Part[] {
  const only = args.find((argument) => argument.startsWith('--only='))?.slice('--only='.length);
  if (only === undefined) return PARTS;
  const part = PARTS.find((each) => each === only);
  if (part === undefined) throw new StepFailure(`There is no part “${only}”. The parts are ${PARTS.join(', ')}.`);
  return [part];
}
