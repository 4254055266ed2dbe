/** Editors and terminals of this computer. What is run is named here; the window names only which one. */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import {
  EDITOR_IDS,
  EDITORS,
  TERMINAL_IDS,
  TERMINALS,
  type EditorId,
  type OutsidePrograms,
  type TerminalId,
} from '../../shared/outside-programs';
import { done, fail, type Result } from '../../shared/result';

type ProgramId = EditorId | TerminalId;

interface Launch {
  /** Names of the executable; the first that is there is taken. */
  readonly names: readonly string[];
  /** The folder is absolute, so that it is never taken for an option. */
  readonly args: (folder: string) => readonly string[];
}

const withFolder = (folder: string): readonly string[] => [folder];
/** It begins in the working directory. */
const inDirectory = (): readonly string[] => [];

const LAUNCHES: Readonly<Record<ProgramId, Launch>> = {
  vscode: { names: ['code'], args: withFolder },
  vscodium: { names: ['codium'], args: withFolder },
  cursor: { names: ['cursor'], args: withFolder },
  zed: { names: ['zed', 'zeditor'], args: withFolder },
  sublime: { names: ['subl'], args: withFolder },
  kate: { names: ['kate'], args: withFolder },
  system: { names: ['x-terminal-emulator'], args: inDirectory },
  gnome: { names: ['gnome-terminal'], args: (folder) => [`--working-directory=${folder}`] },
  konsole: { names: ['konsole'], args: (folder) => ['--workdir', folder] },
  xfce: { names: ['xfce4-terminal'], args: (folder) => [`--working-directory=${folder}`] },
  kitty: { names: ['kitty'], args: inDirectory },
  alacritty: { names: ['alacritty'], args: inDirectory },
  wezterm: { names: ['wezterm'], args: (folder) => ['start', '--cwd', folder] },
  foot: { names: ['foot'], args: inDirectory },
  xterm: { names: ['xterm'], args: inDirectory },
};

/** Programs are looked for anew each time: they come and go. Only Linux has them on the search path. */
function executableOf(id: ProgramId, searchPath: string): string | null {
  if (process.platform !== 'linux') return null;
  const folders = searchPath.split(delimiter).filter((folder) => folder.startsWith('/'));
  const places = LAUNCHES[id].names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return places.find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function findOutsidePrograms(searchPath = process.env['PATH'] ?? ''): OutsidePrograms {
  const found = <Id extends ProgramId>(ids: readonly Id[]): readonly Id[] =>
    ids.filter((id) => executableOf(id, searchPath) !== null);
  return { editors: found(EDITOR_IDS), terminals: found(TERMINAL_IDS) };
}

const NAMES: Readonly<Record<ProgramId, string>> = { ...EDITORS, ...TERMINALS };

/** Opens the folder with the chosen program; with the first that is installed where none was chosen. */
export async function openWith(
  kind: 'editor' | 'terminal',
  chosen: ProgramId | null,
  folder: string,
  searchPath = process.env['PATH'] ?? '',
): Promise<Result<undefined>> {
  const { editors, terminals } = findOutsidePrograms(searchPath);
  const id = chosen ?? (kind === 'editor' ? editors : terminals)[0];
  const executable = id === undefined ? null : executableOf(id, searchPath);
  if (id === undefined || executable === null) {
    const name = id === undefined ? null : NAMES[id];
    return fail({ code: 'no-outside-program', kind, name, folder });
  }
  return start(executable, LAUNCHES[id].args(folder), folder);
}

/** Files that the person makes there are theirs: our own umask, which keeps others out, is not handed on. */
const AS_THE_PERSON = 'umask 022; exec "$0" "$@"';

/** Resolves when it runs. It goes on when Basekeeper ends. */
function start(executable: string, args: readonly string[], folder: string): Promise<Result<undefined>> {
  return new Promise((resolve) => {
    const program = spawn('/bin/sh', ['-c', AS_THE_PERSON, executable, ...args], {
      cwd: folder,
      detached: true,
      stdio: 'ignore',
    });
    program.once('error', ({ message }) => {
      resolve(fail({ code: 'could-not-open', target: folder, detail: message }));
    });
    program.once('spawn', () => {
      program.unref();
      resolve(done);
    });
  });
}
