import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import { delimiter, join } from 'node:path';
import { execaSync } from 'execa';
import type { Exit } from '../../shared/incident';
import { inheritedDescriptors } from './own-descriptors';
import type { RunProcess } from './run-process';
import { signalProcess } from './signals';

export interface ChildOptions {
  readonly executable: string;
  readonly arguments: readonly string[];
  readonly workingFolder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The child appends its output here itself: it cannot block on us, and loses no line when we die. */
  readonly outputFile: string;
}

export interface ChildListeners {
  /** The system refused to create the process; no other event follows. */
  onRefused(error: NodeJS.ErrnoException): void;
  /** The process is gone. */
  onExited(exit: Exit): void;
}

/**
 * Starts a process in a group of its own, without a shell. Where the system can do it (Linux, `setpriv`), the process is
 * told to end when this one dies; its pid stays the same.
 * @returns null when the system refused (then `onRefused` is called)
 */
export function startChild(options: ChildOptions, listeners: ChildListeners): RunProcess | null {
  const output = openSync(options.outputFile, 'a', 0o600);
  const nothing = openSync(devNull, 'r');
  try {
    const [file, ...args] = endingWithUs([options.executable, ...options.arguments]);
    const child = spawn(file, args, {
      cwd: options.workingFolder,
      env: { ...options.environment },
      stdio: ['ignore', output, output, ...insteadOfOurs(nothing)],
      // A group of its own, so that Ctrl-C in a terminal reaches only us. On Windows it would leave our job object.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    const { pid } = child;
    if (pid === undefined) {
      child.once('error', listeners.onRefused);
      return null;
    }
    return own(child, pid, listeners.onExited);
  } catch (error) {
    // Some refusals come as an exception, e.g. a command line that is too long.
    queueMicrotask(() => listeners.onRefused(error as NodeJS.ErrnoException));
    return null;
  } finally {
    closeSync(output);
    closeSync(nothing);
  }
}

/**
 * Chromium leaves dozens of its descriptors open to children, which would keep parts of a dead app alive: in the place of
 * each the child gets `nothing`. Numbers in between stay as they are, Node may need one of them to tell a refusal. This is
 * why it is Node's own `spawn`: it does this at no cost.
 */
function insteadOfOurs(nothing: number): readonly (number | 'ignore')[] {
  const inherited = new Set(inheritedDescriptors());
  return Array.from({ length: Math.max(2, ...inherited) - 2 }, (_, index) =>
    inherited.has(index + 3) ? nothing : 'ignore',
  );
}

function own(child: ChildProcess, pid: number, onExited: (exit: Exit) => void): RunProcess {
  let gone = false;
  child.once('exit', (code, signal) => {
    gone = true;
    onExited({ code, signal });
  });
  // Once its exit is known, the pid may be somebody else's.
  const signal = (...names: readonly NodeJS.Signals[]): void => {
    for (const name of names) if (!gone) signalProcess(pid, name);
  };
  return {
    pid,
    terminate: () => (process.platform === 'win32' ? signal('SIGTERM') : signal('SIGTERM', 'SIGCONT')),
    kill: () => signal('SIGKILL'),
  };
}

/** Does the system end our children when we die without a word? Windows does it by its job object (not run). */
export const endsWithUs = (): boolean => process.platform === 'win32' || deathSignalTool() !== null;

function endingWithUs(command: readonly [string, ...string[]]): readonly [string, ...string[]] {
  const tool = deathSignalTool();
  return tool === null ? command : [tool, ...DEATH_SIGNAL, '--', ...command];
}

function deathSignalTool(): string | null {
  if (setpriv === undefined)
    setpriv = process.platform === 'linux' && deathSignalWorks() ? findOnPath('setpriv') : null;
  return setpriv;
}

const DEATH_SIGNAL = ['--pdeathsig', 'TERM'] as const;
/** Looked for once: undefined until then, null where it is of no use. */
let setpriv: string | null | undefined;

/** Old and small editions of setpriv do not know the option. */
function deathSignalWorks(): boolean {
  return !execaSync('setpriv', [...DEATH_SIGNAL, '--', 'true'], { reject: false, stdio: 'ignore', timeout: 2000 })
    .failed;
}

function findOnPath(name: string): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const candidate = join(folder, name);
    if (folder !== '' && existsSync(candidate)) return candidate;
  }
  return null;
}
