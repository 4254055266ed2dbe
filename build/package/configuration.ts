/** What electron-builder is told. Everything that differs between machines comes in as a parameter. */
import { join } from 'node:path';
import type { Configuration } from 'electron-builder';
import { inProject } from '../project';
import type { CommandLineFiles } from './command-line-files';
import { DEB_DEPENDS, DEB_RECOMMENDS, RPM_DEPENDS, RPM_TAGS } from './linux-dependencies';

export interface PackageOptions {
  readonly platform: 'linux' | 'mac' | 'win';
  /** Left out: electron-builder downloads the declared one for the platform and architecture at hand. */
  readonly electron?: { readonly version: string; readonly distPath: string };
  /** Folder that packages are written to. */
  readonly output: string;
  /** Another version than that of package.json, for tests of an upgrade. */
  readonly version?: string;
  /** For tests, which wait for it: larger packages, made faster. */
  readonly fast: boolean;
  /** A sentence that is added to the description, e.g. that this is not for people. */
  readonly remark?: string;
  /** Files beside the app: licences of others, and the list of parts. */
  readonly documents: readonly string[];
  /** The command line: see command-line-files.ts. */
  readonly commandLine: CommandLineFiles;
  readonly afterPack: (appFolder: string) => Promise<void>;
  /** Where newer versions are published; left out: the app looks for none. */
  readonly feed?: UpdateFeed;
}

export interface UpdateFeed {
  /** Of the folder with `latest*.yml` and the packages. */
  readonly url: string;
  /** What is new in this version, as Markdown. */
  readonly notes: string;
}

/** `url`, if there is any. Others could put their own files into an answer that is not encrypted. */
export function feedAddress(url: string | undefined): string | null {
  if (url === undefined || url === '') return null;
  if (URL.canParse(url) && new URL(url).protocol === 'https:') return url;
  throw new Error(`UPDATE_FEED_URL has to be an address that begins with https://, not ${url}.`);
}

const APP_ID = 'io.github.basekeeper.Basekeeper';
const DESCRIPTION = 'Keeps PocketBase instances on your own machine';

export function packageConfiguration(options: PackageOptions): Configuration {
  const { electron, output, version, documents, commandLine } = options;
  return {
    appId: APP_ID,
    productName: 'Basekeeper',
    // Only the name of the owner is between the years and the end: no year to go stale.
    copyright: 'The Basekeeper authors',
    ...(electron === undefined ? {} : { electronVersion: electron.version, electronDist: electron.distPath }),
    ...(version === undefined ? {} : { extraMetadata: { version } }),
    directories: { output, buildResources: inProject('build', 'icons') },
    // The native part of the SQLite package fits every version of Node and Electron (N-API).
    npmRebuild: false,
    files: appFiles(options),
    asarUnpack: ['**/*.node'],
    extraResources: [
      ...documents.map((from) => ({ from, to: '.' })),
      { from: commandLine.programs, to: 'bin' },
      { from: commandLine.folder, to: 'command-line' },
    ],
    // The window has one language. Without these files Chromium's own few words are English too.
    electronLanguages: ['en', 'en-US'],
    electronFuses: fuses(),
    afterPack: ({ appOutDir }) => options.afterPack(appOutDir),
    protocols: [{ name: 'Basekeeper', schemes: ['basekeeper'] }],
    publish: options.feed === undefined ? null : { provider: 'generic', url: options.feed.url },
    ...(options.feed === undefined ? {} : { releaseInfo: { releaseNotes: options.feed.notes } }),
    ...linux(options),
    ...macAndWindows(),
  };
}

/** The program, without maps, and of the SQLite package only what is loaded. */
function appFiles({ platform }: PackageOptions): string[] {
  const sqlite = '**/node_modules/@photostructure/sqlite';
  // Native parts come in one file for each platform and processor; a universal app for macOS holds two.
  const native = { linux: 'linux-${arch}', mac: 'darwin-*', win: 'win32-${arch}' }[platform];
  return [
    'package.json',
    'LICENSE',
    'out/main/**',
    'out/preload/**',
    'out/renderer/**',
    '!**/*.{map,mjs,d.ts,d.cts,d.mts}',
    '!out/**/third-party.json',
    `!${sqlite}/{binding.gyp,CHANGELOG.md,README.md,dist/experimental.*}`,
    `!${sqlite}/{src,scripts,vendor}/**`,
    `!${sqlite}/prebuilds/!(${native})/**`,
    `!${sqlite}/prebuilds/**/*musl*`,
    // Only needed to compile it.
    '!**/node_modules/node-addon-api/**',
  ];
}

/** Read back from the built program by fuses.ts. */
function fuses(): NonNullable<Configuration['electronFuses']> {
  return {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  };
}

function linux({ fast, remark, commandLine }: PackageOptions): Configuration {
  const description = [DESCRIPTION, ...DETAILS, ...(remark === undefined ? [] : ['', remark])].join('\n');
  const scripts = {
    afterInstall: script('after-install.sh'),
    afterRemove: script('after-remove.sh'),
  };
  const more = [
    // electron-builder has one text for the menu and for the package.
    '--description',
    description,
    '--before-remove',
    script('before-remove.sh'),
    `${commandLine.link}=/usr/bin/basekeeper`,
    `${commandLine.manual}=/usr/share/man/man1/basekeeper.1.gz`,
    `${commandLine.completions.bash}=/usr/share/bash-completion/completions/basekeeper`,
    `${commandLine.completions.fish}=/usr/share/fish/vendor_completions.d/basekeeper.fish`,
    `${inProject('build', 'icons', 'icon.svg')}=/usr/share/icons/hicolor/scalable/apps/basekeeper-app.svg`,
    `${inProject('LICENSE')}=/usr/share/doc/basekeeper/copyright`,
    `${inProject('build', 'package', 'linux', `${APP_ID}.metainfo.xml`)}=/usr/share/metainfo/${APP_ID}.metainfo.xml`,
  ];
  // By this the app knows who updates it.
  const type = (kind: 'deb' | 'rpm'): string =>
    `${script(`package-type/${kind}`)}=/opt/Basekeeper/resources/package-type`;
  // Where Debian's zsh looks, and everybody else's.
  const zsh = (folder: string): string => `${commandLine.completions.zsh}=/usr/share/zsh/${folder}/_basekeeper`;
  return {
    linux: {
      target: ['deb', 'rpm', 'tar.gz', 'AppImage'],
      // Of the kinds without a form of their own; deb and rpm are named the way their systems want it.
      artifactName: 'Basekeeper-${version}-linux-${arch}.${ext}',
      category: 'Development',
      icon: inProject('build', 'icons'),
      // The name without “-app” is that of the command.
      executableName: 'basekeeper-app',
      syncDesktopName: true,
      description: DESCRIPTION,
      maintainer: 'The Basekeeper authors <basekeeper@users.noreply.github.com>',
      vendor: 'The Basekeeper authors',
      desktop: {
        entry: {
          Keywords: 'PocketBase;SQLite;Backend;Server;Database;Maintenance;',
          StartupNotify: 'true',
          'X-GNOME-SingleWindow': 'true',
        },
      },
    },
    deb: {
      artifactName: '${name}_${version}_${arch}.${ext}',
      packageCategory: 'devel',
      depends: [...DEB_DEPENDS],
      recommends: [...DEB_RECOMMENDS],
      ...scripts,
      fpm: [...more, type('deb'), zsh('vendor-completions'), ...(fast ? ['--deb-compression', 'none'] : [])],
    },
    rpm: {
      artifactName: '${name}-${version}-1.${arch}.${ext}',
      packageCategory: 'Development/Tools',
      depends: [...RPM_DEPENDS],
      ...scripts,
      fpm: [
        ...more,
        type('rpm'),
        zsh('site-functions'),
        ...RPM_TAGS.flatMap((tag) => ['--rpm-tag', tag]),
        ...(fast ? ['--rpm-compression', 'none'] : []),
      ],
    },
    // Both hide other processes and most folders from the app, so its supervision would be blind there; see docs/platforms.md.
    flatpak: {
      runtime: 'org.freedesktop.Platform',
      runtimeVersion: '25.08',
      sdk: 'org.freedesktop.Sdk',
      base: 'org.electronjs.Electron2.BaseApp',
      baseVersion: '25.08',
      finishArgs: FLATPAK_RIGHTS,
    },
    snapcraft: { base: 'core24', core24: { confinement: 'classic', grade: 'devel' } },
  };
}

const FLATPAK_RIGHTS = [
  '--share=ipc',
  '--share=network',
  '--socket=wayland',
  '--socket=fallback-x11',
  '--device=dri',
  '--filesystem=home',
  '--talk-name=org.freedesktop.Notifications',
  '--talk-name=org.kde.StatusNotifierWatcher',
  '--talk-name=org.freedesktop.secrets',
];

function macAndWindows(): Configuration {
  return {
    mac: {
      artifactName: 'Basekeeper-${version}-macos.${ext}',
      target: [
        { target: 'dmg', arch: ['universal'] },
        { target: 'zip', arch: ['universal'] },
      ],
      category: 'public.app-category.developer-tools',
      icon: inProject('build', 'icons', 'basekeeper.icns'),
      hardenedRuntime: true,
      gatekeeperAssess: false,
      minimumSystemVersion: '12.0',
      // Signed and notarised when the environment of the release has what that takes; see docs/releasing.md.
      notarize: process.env['APPLE_API_KEY'] !== undefined,
      // Both halves of a universal app hold the native parts for both processors.
      x64ArchFiles: '**/prebuilds/darwin-*/**',
    },
    win: {
      target: [{ target: 'nsis', arch: ['x64', 'arm64'] }],
      icon: inProject('build', 'icons', 'basekeeper.ico'),
      ...windowsSignature(process.env),
    },
    nsis: {
      artifactName: 'Basekeeper-${version}-windows.${ext}',
      oneClick: false,
      perMachine: false,
      allowElevation: false,
      // Where that is, no instance can be: the uninstaller removes the whole folder.
      allowToChangeInstallationDirectory: false,
      // As in the window.
      installerLanguages: ['en_US'],
      // Nothing here needs other rights than those of the person.
      packElevateHelper: false,
      include: inProject('build', 'package', 'windows', 'installer.nsh'),
      // Instances and backups are no part of the program.
      deleteAppDataOnUninstall: false,
      license: inProject('LICENSE'),
    },
  };
}

/** By Microsoft's signing service, when the environment of the release names an account there. */
function windowsSignature(env: NodeJS.ProcessEnv): NonNullable<Configuration['win']> {
  const endpoint = env['AZURE_SIGNING_ENDPOINT'] ?? '';
  if (endpoint === '' || env['AZURE_CLIENT_SECRET'] === undefined) return {};
  return {
    azureSignOptions: {
      endpoint,
      publisherName: 'The Basekeeper authors',
      codeSigningAccountName: env['AZURE_SIGNING_ACCOUNT'] ?? '',
      certificateProfileName: env['AZURE_SIGNING_PROFILE'] ?? '',
    },
  };
}

const DETAILS = [
  'Create and watch PocketBase instances, switch one into maintenance so that',
  'nothing is served, back up, restore and change versions. Whenever a process',
  'ends without having been asked to, the instance goes into maintenance, and',
  'you are told why.',
];

const script = (name: string): string => join(inProject('build', 'package', 'linux'), name);
