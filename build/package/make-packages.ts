/** Makes packages from the built app: parts, licences, electron-builder, fuses read back. */
import { chmod, copyFile, mkdir, readFile, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Arch, build as buildPackages, Platform, type Configuration } from 'electron-builder';
import type { ElectronRuntime } from '../electron-runtime';
import { inProject } from '../project';
import type { Report } from '../report';
import { writeCommandLineFiles } from './command-line-files';
import { notesOf } from '../release-notes';
import { feedAddress, packageConfiguration, type PackageOptions } from './configuration';
import { checkFuses } from './fuses';
import { THIRD_PARTY_FILES, writeThirdPartyFiles } from './third-party';

export interface PackagesWanted {
  readonly platform: 'linux' | 'mac' | 'win';
  /** Kinds in electron-builder's words, e.g. `deb`; none: all of the platform. */
  readonly targets: readonly string[];
  readonly electron: ElectronRuntime;
  readonly output: string;
  readonly version?: string;
  readonly fast: boolean;
}

const STAND_IN_REMARK =
  'Built with a stand-in for the Electron that people get. For tests only; do not give it to anybody.';

/** Returns the paths of the packages. */
export async function makePackages(wanted: PackagesWanted, report: Report): Promise<readonly string[]> {
  const { electron, output, platform } = wanted;
  const config = await configurationFor(wanted);
  const { list } = await writeThirdPartyFiles({ version: await versionOf(wanted), electronVersion: electron.version });
  await mkdir(output, { recursive: true });
  // Beside the packages too, for those who want to know before they install anything.
  await copyFile(list, join(output, `basekeeper-${await versionOf(wanted)}-${platform}.cdx.json`));
  prepareTools();
  const kinds = wanted.targets.length === 0 ? 'all packages' : wanted.targets.join(', ');
  return report.step(`Making ${kinds} for ${platform} with Electron ${electron.version}`, async ({ note }) => {
    const artifacts = await buildPackages({
      targets: targetsOf(wanted),
      publish: 'never',
      projectDir: inProject(),
      config,
    });
    for (const program of builtPrograms(output, platform)) {
      await checkFuses(program);
      note(`fuses read back from ${program.slice(output.length + 1)}: as they have to be`);
    }
    return artifacts;
  });
}

export async function configurationFor(wanted: PackagesWanted): Promise<Configuration> {
  const { electron, platform, output, fast } = wanted;
  return packageConfiguration({
    // For people, electron-builder downloads and checks the one for each processor itself.
    ...(electron.source === 'official' && !fast ? {} : { electron }),
    ...(electron.source === 'official' ? {} : { remark: STAND_IN_REMARK }),
    platform,
    commandLine: await writeCommandLineFiles(platform, await versionOf(wanted)),
    output,
    version: await versionOf(wanted),
    fast,
    ...(await feedOf(wanted)),
    documents: Object.values(THIRD_PARTY_FILES),
    afterPack: tidy,
  });
}

/** The notes are those of the changelog; a version that has none there yet is not released. */
async function feedOf(wanted: PackagesWanted): Promise<Pick<PackageOptions, 'feed'>> {
  const url = feedAddress(process.env['UPDATE_FEED_URL']);
  if (url === null) return {};
  const version = await versionOf(wanted);
  const changelog = await readFile(inProject('CHANGELOG.md'), 'utf8');
  return { feed: { url, notes: notesOf(version, changelog) ?? '' } };
}

function targetsOf({ platform, targets }: PackagesWanted): Map<Platform, Map<Arch, string[]>> {
  const known = { linux: Platform.LINUX, mac: Platform.MAC, win: Platform.WINDOWS };
  const arch = process.arch === 'arm64' ? Arch.arm64 : Arch.x64;
  // Without targets electron-builder takes those of the configuration, with their architectures.
  return targets.length === 0 ? known[platform].createTarget() : known[platform].createTarget([...targets], arch);
}

/** electron-builder's own tools are downloads from GitHub; on Linux the system has what is needed. */
function prepareTools(): void {
  // Of tar.gz: on the highest level 7za takes minutes longer, for a hundredth of the size.
  process.env['ELECTRON_BUILDER_COMPRESSION_LEVEL'] ??= '5';
  if (process.platform !== 'linux') return;
  process.env['CUSTOM_FPM_PATH'] = inProject('build', 'package', 'fpm.mjs');
  for (const program of ['/usr/bin/7za', '/usr/bin/7zz']) {
    if (existsSync(program)) process.env['ELECTRON_BUILDER_7ZIP_PATH'] ??= program;
  }
}

/** Out of what a folder of Electron brings along: its own default app, and what the stand-in is recognised by. */
async function tidy(appFolder: string): Promise<void> {
  for (const name of ['resources/default_app.asar', 'default-app-sha256', 'version']) {
    await rm(join(appFolder, name), { force: true });
  }
  const helper = join(appFolder, 'chrome-sandbox');
  // Rights it only gets where it needs them, when the package is installed.
  if (existsSync(helper)) await chmod(helper, 0o755);
}

function builtPrograms(output: string, platform: PackagesWanted['platform']): readonly string[] {
  const candidates = {
    linux: ['linux-unpacked/basekeeper-app', 'linux-arm64-unpacked/basekeeper-app'],
    mac: ['mac-universal/Basekeeper.app', 'mac/Basekeeper.app', 'mac-arm64/Basekeeper.app'],
    win: ['win-unpacked/Basekeeper.exe', 'win-arm64-unpacked/Basekeeper.exe'],
  };
  return candidates[platform].map((path) => join(output, path)).filter((path) => existsSync(path));
}

async function versionOf({ version }: PackagesWanted): Promise<string> {
  return version ?? (JSON.parse(await readFile(inProject('package.json'), 'utf8')) as { version: string }).version;
}
