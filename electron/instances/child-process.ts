import { closeSync, existsSync, openSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { execa, execaSync } from 'execa';
import type { Exit } from '../../shared/incident';
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
  const descriptor = openSync(options.outputFile, 'a', 0o600);
  // execa hands any descriptor to the child as it is; its types name only the first few numbers.
  const output = descriptor as 3;
  try {
    const [file, ...args] = endingWithUs([options.executable, ...options.arguments]);
    const child = execa(file, args, {
      cwd: options.workingFolder,
      env: { ...options.environment },
      extendEnv: false,
      stdin: 'ignore',
      stdout: output,
      stderr: output,
      // A group of its own, so that Ctrl-C in a terminal reaches only us. On Windows it would leave our job object.
      detached: process.platform !== 'win32',
      cleanup: false,
      reject: false,
      buffer: false,
      windowsHide: true,
    });
    if (child.pid === undefined) {
      // Only the promise tells every refusal: some have no event.
      void child.then(({ cause, shortMessage }) =>
        listeners.onRefused(cause instanceof Error ? cause : new Error(shortMessage ?? 'no reason given')),
      );
      return null;
    }
    const { pid } = child;
    let gone = false;
    // The event and not the promise: it comes first.
    child.once('exit', (code, signal) => {
      gone = true;
      listeners.onExited({ code, signal });
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
  } finally {
    closeSync(descriptor);
  }
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
  return !execaSync('setpriv', [...DEATH_SIGNAL, '--', 'true'], { reject: false, stdio: 'ignore' }).failed;
}

function findOnPath(name: string): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const candidate = join(folder, name);
    if (folder !== '' && existsSync(candidate)) return candidate;
  }
  return null;
}
