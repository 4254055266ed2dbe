import { closeSync, existsSync, openSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { execa, execaSync } from 'execa';
import type { Exit } from '../../shared/incident';

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
 * @returns the pid, or null when the system refused (then `onRefused` is called)
 */
export function startChild(options: ChildOptions, listeners: ChildListeners): number | null {
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
    // The event and not the promise: it comes first.
    child.once('exit', (code, signal) => listeners.onExited({ code, signal }));
    return child.pid;
  } finally {
    closeSync(descriptor);
  }
}

/** SIGTERM, then SIGCONT so that a frozen process hears it. A process that is already gone is not an error. */
export function terminateProcess(pid: number): void {
  signalProcess(pid, 'SIGTERM');
  if (process.platform !== 'win32') signalProcess(pid, 'SIGCONT');
}

export function killProcess(pid: number): void {
  signalProcess(pid, 'SIGKILL');
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // ESRCH: it is gone already. EPERM: its exit will not come, and the kill timeout says so.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}

function endingWithUs(command: readonly [string, ...string[]]): readonly [string, ...string[]] {
  if (setpriv === undefined)
    setpriv = process.platform === 'linux' && deathSignalWorks() ? findOnPath('setpriv') : null;
  return setpriv === null ? command : [setpriv, ...DEATH_SIGNAL, '--', ...command];
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
