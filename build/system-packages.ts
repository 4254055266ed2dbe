/** The Debian packages that Electron needs. Other systems bring what it takes, or Electron itself says what is missing. */
import { existsSync } from 'node:fs';
import { execa } from 'execa';
import { needsDisplay } from './display';
import { isRoot } from './project';
import { goVersion } from './relay';
import { type Report, StepFailure } from './report';

/** A package, and the name it got in later releases. */
type Package = readonly [name: string, ...laterNames: string[]];

const FOR_WINDOWS: readonly Package[] = [
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libnss3'],
  ['libasound2', 'libasound2t64'],
  ['libgbm1'],
  ['libnotify4'],
];
const FOR_VIRTUAL_DISPLAY: readonly Package[] = [['xvfb'], ['dbus-daemon'], ['fonts-dejavu-core']];
/** The last two are asked for by the package, whose installation is tested without a network. */
const FOR_TESTS: readonly Package[] = [
  ...FOR_VIRTUAL_DISPLAY,
  ['xauth'],
  ['dbus-bin'],
  ['libsecret-1-0'],
  ['xdg-utils'],
];
/** rpmbuild, 7za for tar.gz, and Go, unless another one is on the PATH. dpkg-deb is on every Debian. */
const FOR_PACKAGES: readonly Package[] = [['rpm'], ['p7zip-full', '7zip']];
const GO: Package = ['golang-go'];
/** Makes the Debian with nothing on it; reads shell scripts and the workflow. */
const FOR_LONG_TESTS: readonly Package[] = [
  ...FOR_TESTS,
  ['mmdebstrap'],
  ['shellcheck'],
  ['desktop-file-utils'],
  ['appstream'],
];

/** Windows programs, a compiler for the few that wine lacks, and Go for ours. */
const FOR_WINDOWS_TESTS: readonly Package[] = [
  ['wine'],
  ['wine64'],
  ['gcc-mingw-w64-x86-64-win32'],
  ['nsis'],
  ['p7zip-full', '7zip'],
];

type Purpose = 'windows-test' | 'start' | 'test' | 'long-test' | 'package' | 'package-test';

const NEEDED_BY: Readonly<Record<Purpose, string>> = {
  start: 'Electron',
  test: 'Electron',
  'long-test': 'Electron',
  package: 'Packing',
  'package-test': 'Electron',
  'windows-test': 'Running Windows programs',
};

/** Root gets what is missing; everybody else is told the command. */
export async function ensureSystemPackages(purpose: Purpose, report: Report): Promise<void> {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) return;
  const missing = await missingOf(await packagesFor(purpose));
  if (missing.length === 0) return;
  if (!isRoot()) {
    const names = await namesHere(missing);
    throw new StepFailure(
      `${NEEDED_BY[purpose]} needs Debian packages that are not installed. Install them and run this again:\n\n` +
        `  sudo apt-get install --no-install-recommends ${names.join(' ')}`,
    );
  }
  await report.step(`Installing Debian packages: ${missing.map(([name]) => name).join(', ')}`, async ({ note }) => {
    await aptGet(['update']);
    const names = await namesHere(missing);
    note('package lists are fresh; downloading');
    await aptGet(['install', '--yes', '--no-install-recommends', ...names]);
  });
}

async function packagesFor(purpose: Purpose): Promise<readonly Package[]> {
  const go = (purpose.startsWith('package') || purpose === 'windows-test') && (await goVersion()) === null ? [GO] : [];
  if (purpose === 'windows-test') return [...FOR_WINDOWS_TESTS, ...go];
  if (purpose === 'package') return [...FOR_PACKAGES, ...go];
  // Nobody else can play with a package.
  if (purpose === 'package-test') return [...(await packagesFor('test')), ...(isRoot() ? go : [])];
  const display = needsDisplay(process.env) ? FOR_VIRTUAL_DISPLAY : [];
  return [...FOR_WINDOWS, ...{ start: display, test: FOR_TESTS, 'long-test': FOR_LONG_TESTS }[purpose]];
}

async function missingOf(packages: readonly Package[]): Promise<readonly Package[]> {
  const query = await execa('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...packages.flat()], {
    reject: false,
  });
  const installed = new Set(
    query.stdout
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return packages.filter((names) => !names.some((name) => installed.has(name)));
}

/** Of each package the name that this release knows; the newest wins. */
async function namesHere(packages: readonly Package[]): Promise<readonly string[]> {
  return Promise.all(
    packages.map(async ([name, ...laterNames]) => {
      for (const later of laterNames) {
        const known = await execa('apt-cache', ['show', later], { reject: false, stdout: 'ignore' });
        if (!known.failed) return later;
      }
      return name;
    }),
  );
}

async function aptGet(args: readonly string[]): Promise<void> {
  const run = await execa('apt-get', args, {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
    stdin: 'ignore',
    all: true,
    reject: false,
  });
  if (!run.failed) return;
  throw new StepFailure(
    `${run.all.split('\n').slice(-8).join('\n')}\n\n` +
      `Debian packages could not be installed. Solve what apt says above, or install them yourself with\n` +
      `  apt-get ${args.join(' ')}\nand run this again.`,
  );
}
