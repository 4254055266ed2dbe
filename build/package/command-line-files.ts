/** What makes the command line of a package: the program for each processor, its manual page, and what shells complete with. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Command } from 'commander';
import { COMPLETION_SCRIPTS, SHELLS, type Shell } from '../../electron/command-line/completion';
import { buildProgram } from '../../electron/command-line/program';
import { savedSource } from '../../electron/command-line/saved-source';
import type { Call } from '../../electron/control/conversation';
import { appPaths } from '../../electron/storage/paths';
import { CACHE } from '../project';
import { buildRelay, type RelayTarget } from '../relay';
import { INSTALLED_COMMAND } from './installed';
import { manualPage } from './manual-page';

export interface CommandLineFiles {
  /** The folder of the program, with electron-builder's word for the processor in it. */
  readonly programs: string;
  /** A link to the installed program, for the folder of programs. */
  readonly link: string;
  /** Has the manual page and the completions; nothing else. */
  readonly folder: string;
  readonly manual: string;
  readonly completions: Readonly<Record<Shell, string>>;
}

const TARGETS: Readonly<Record<'linux' | 'mac' | 'win', readonly RelayTarget[]>> = {
  linux: [{ platform: 'linux', arch: process.arch === 'arm64' ? 'arm64' : 'x64' }],
  mac: [
    { platform: 'darwin', arch: 'x64' },
    { platform: 'darwin', arch: 'arm64' },
  ],
  win: [
    { platform: 'win32', arch: 'x64' },
    { platform: 'win32', arch: 'arm64' },
  ],
};

export async function writeCommandLineFiles(
  platform: 'linux' | 'mac' | 'win',
  version: string,
): Promise<CommandLineFiles> {
  for (const target of TARGETS[platform]) await buildRelay(target);
  const folder = join(CACHE, 'package', 'command-line');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const files = {
    // Not electron-builder’s own word for the platform: it means the one that packs.
    programs: join(CACHE, 'relay', `${TARGETS[platform][0]?.platform ?? ''}-\${arch}`),
    link: join(CACHE, 'package', 'basekeeper'),
    folder,
    manual: join(folder, 'basekeeper.1.gz'),
    completions: {
      bash: join(folder, 'basekeeper.bash'),
      zsh: join(folder, '_basekeeper'),
      fish: join(folder, 'basekeeper.fish'),
    },
  };
  await rm(files.link, { force: true });
  await symlink(INSTALLED_COMMAND, files.link);
  await writeFile(files.manual, gzipSync(manualPage(await commandLine(version)), { level: 9 }));
  for (const shell of SHELLS) await writeFile(files.completions[shell], COMPLETION_SCRIPTS[shell]);
  return files;
}

/** The commands as the app knows them, without an app. */
export async function commandLine(version: string): Promise<Command> {
  const home = await mkdtemp(join(tmpdir(), 'basekeeper-'));
  try {
    const paths = appPaths({ BASEKEEPER_HOME: home });
    const source = paths.ok ? await savedSource(paths.value, version) : paths;
    if (!source.ok) throw new Error(`No list of commands: ${source.error.code}`);
    return buildProgram(NO_CALL, source.value, () => undefined);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

const never = new AbortController().signal;
const NO_CALL: Call = {
  content: {
    arguments: [],
    folder: '/',
    variables: {},
    terminal: { in: false, out: false, err: false, columns: 80 },
    program: '',
  },
  out: () => Promise.resolve(),
  err: () => Promise.resolve(),
  readLine: () => Promise.resolve(null),
  interrupted: never,
  gone: never,
  launch: () => Promise.resolve(),
};
