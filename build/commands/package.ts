/**
 * Makes packages that people install: `npm run package -- --linux`, `--mac` or `--win`, each on its own system. `--targets=deb,rpm`
 * makes only these; `--release` refuses whatever is not for people; `--sizes` says how large the deb is, and why; `--fast` saves time where only a test waits for it.
 */
import { join } from 'node:path';
import { ensureBuilt } from '../app-build';
import { obtainElectron, refuseFallbackForPackaging } from '../electron-runtime';
import { configurationFor, makePackages, type PackagesWanted } from '../package/make-packages';
import { sizeReport } from '../package/size-report';
import { inProject } from '../project';
import { Report, StepFailure } from '../report';
import { ensureSystemPackages } from '../system-packages';

const OWN: Readonly<Partial<Record<NodeJS.Platform, PackagesWanted['platform']>>> = {
  linux: 'linux',
  darwin: 'mac',
  win32: 'win',
};
/** What can be built from registries of packages alone; an AppImage needs a download from GitHub. */
const WITHOUT_GITHUB = ['deb', 'rpm', 'tar.gz'];

export async function run(args: readonly string[]): Promise<number> {
  const report = new Report(process.stdout);
  const platform = platformOf(args);
  await ensureSystemPackages('package', report);
  const electron = await obtainElectron(report);
  if (args.includes('--release')) refuseFallbackForPackaging(electron);
  const standIn = electron.source !== 'official';
  await ensureBuilt(report);
  const named =
    args
      .find((each) => each.startsWith('--targets='))
      ?.slice('--targets='.length)
      .split(',') ?? [];
  const targets = named.length === 0 && standIn && platform === 'linux' ? WITHOUT_GITHUB : named;
  const wanted: PackagesWanted = {
    platform,
    targets,
    electron,
    // Never beside those for people.
    output: standIn ? inProject('packages', 'stand-in') : inProject('packages'),
    fast: args.includes('--fast'),
  };
  const packages = await makePackages(wanted, report);
  for (const path of packages) report.line(path);
  const deb = packages.find((path) => path.endsWith('.deb'));
  if (args.includes('--sizes') && deb !== undefined) {
    report.line(`\n${await sizeReport(deb, join(wanted.output, 'linux-unpacked'), await configurationFor(wanted))}`);
  }
  if (standIn) {
    report.line(
      `\nNOT FOR PEOPLE: these packages contain Electron ${electron.version}, a stand-in for tests, because the declared one ` +
        'cannot be downloaded here. `--release` refuses to build with it.',
    );
  }
  return 0;
}

function platformOf(args: readonly string[]): PackagesWanted['platform'] {
  const own = OWN[process.platform];
  const asked = (['linux', 'mac', 'win'] as const).filter((each) => args.includes(`--${each}`));
  const [platform = own] = asked;
  if (asked.length > 1 || platform === undefined) throw new StepFailure('Name one system: --linux, --mac or --win.');
  if (platform === own) return platform;
  throw new StepFailure(
    `Packages for ${platform} are built on ${platform} only. .github/workflows/release.yml does so.`,
  );
}
