/** An installer as electron-builder makes it, where its own NSIS cannot be downloaded: by Debian’s, for 64 bits, in wine. */
import { chmod, copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Arch, build, Platform } from 'electron-builder';
import { execa } from 'execa';
import { configurationFor } from '../package/make-packages';
import { writeThirdPartyFiles } from '../package/third-party';
import { CACHE, inProject } from '../project';
import { obtainWindowsNode } from './windows-node';
import type { Report } from '../report';
import { WINE_HOME } from './wine';

const NSIS = join(CACHE, 'windows', 'nsis');
const PLUGINS = { UAC: 'UAC', NSIS7Z: 'nsis7z', STDUTILS: 'StdUtils', WINSHELL: 'WinShell' };
/** Wine has no programs for 32 bits where only its 64-bit half is installed. */
const MAKENSIS = `#!/bin/sh
sed -e 's/x86-unicode/amd64-unicode/g' | NSISDIR=/usr/share/nsis exec /usr/bin/makensis '-XTarget amd64-unicode' "$@"
`;
/** Stands for what Electron brings: electron-builder looks into it. */
const VERSION_OF_STAND_IN = '45.4.1';

/** Answers the path of the installer. Its program is Node: there is no Electron for Windows here. */
export async function makeInstaller(version: string, report: Report): Promise<string> {
  await prepareNsis();
  const dist = await standInForElectron(report);
  await writeThirdPartyFiles({ version, electronVersion: VERSION_OF_STAND_IN });
  const electron = {
    version: VERSION_OF_STAND_IN,
    distPath: dist,
    executable: join(dist, 'electron.exe'),
    source: 'override',
  } as const;
  const output = join(CACHE, 'windows', 'installer', version);
  const wanted = { platform: 'win', targets: ['nsis'], electron, output, version, fast: true } as const;
  const { electronFuses: _, ...config } = await configurationFor(wanted);
  const [installer = ''] = await build({
    targets: Platform.WINDOWS.createTarget(['nsis'], Arch.x64),
    publish: 'never',
    projectDir: inProject(),
    config: {
      ...config,
      win: { ...config.win, signAndEditExecutable: false },
      // Debian's NSIS is older than electron-builder's, and warns of one of its labels.
      nsis: { ...config.nsis, differentialPackage: false, warningsAsErrors: false },
    },
  });
  return installer;
}

async function prepareNsis(): Promise<void> {
  const plugins = join(NSIS, 'plugins', 'amd64-unicode');
  await mkdir(plugins, { recursive: true });
  await mkdir(join(NSIS, 'linux'), { recursive: true });
  await writeFile(join(NSIS, 'linux', 'makensis'), MAKENSIS);
  await chmod(join(NSIS, 'linux', 'makensis'), 0o755);
  const source = inProject('build', 'windows', 'stand-ins', 'nsis-plugins.c');
  for (const [define, name] of Object.entries(PLUGINS)) {
    const library = join(plugins, `${name}.dll`);
    await execa('x86_64-w64-mingw32-gcc', ['-O2', '-s', '-shared', `-D${define}`, '-o', library, source]);
  }
  Object.assign(process.env, {
    ELECTRON_BUILDER_NSIS_DIR: NSIS,
    ELECTRON_BUILDER_NSIS_RESOURCES_DIR: NSIS,
    ELECTRON_BUILDER_7ZIP_PATH: '/usr/bin/7za',
    ELECTRON_BUILDER_COMPRESSION_LEVEL: '0',
    WINEPREFIX: WINE_HOME,
    WINEDEBUG: '-all',
  });
}

async function standInForElectron(report: Report): Promise<string> {
  const dist = join(CACHE, 'windows', 'electron-stand-in');
  await rm(dist, { recursive: true, force: true });
  await mkdir(join(dist, 'resources'), { recursive: true });
  await mkdir(join(dist, 'locales'));
  await writeFile(join(dist, 'locales', 'en-US.pak'), '');
  await writeFile(join(dist, 'version'), VERSION_OF_STAND_IN);
  await copyFile(inProject('LICENSE'), join(dist, 'LICENSE'));
  await writeFile(join(dist, 'electron.exe'), unsigned(await readFile(await obtainWindowsNode(report))));
  return dist;
}

/** Into a program that is signed nothing can be written. The signature lies at its end, and its place is in the header. */
function unsigned(program: Buffer): Buffer {
  const SECURITY_IN_OPTIONAL_HEADER = 144;
  const place = program.readUInt32LE(0x3c) + 24 + SECURITY_IN_OPTIONAL_HEADER;
  const begin = program.readUInt32LE(place);
  program.fill(0, place, place + 8);
  return begin === 0 ? program : program.subarray(0, begin);
}
