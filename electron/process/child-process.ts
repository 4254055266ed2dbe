import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import type { PortOwner } from '../../shared/errors';
import type { Exit } from '../../shared/incident';
import { endingWithUs, watchdog, watched } from './ends-with-us';
import { insteadOfOurs } from './own-descriptors';
import { bootId, identify, RUN_ID_VARIABLE, type ProcessIdentity } from './process-identity';
import { RunGroup } from './run-group';
import { isGroupThere } from './run-members';
import type { RunProcess } from './run-process';

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
  /** Called before `onExited` with what it had started and what could not be ended. */
  onLeftOver?(processes: readonly PortOwner[]): void;
  /** The process is gone, and what it had started with it. */
  onExited(exit: Exit): void;
}

/**
 * Starts a process in a group of its own, without a shell. When this one dies without a word, that group ends too. What it
 * starts is found by the run id in its environment.
 * @returns null when the system refused (then `onRefused` is called)
 */
export function startChild(options: ChildOptions, listeners: ChildListeners): RunProcess | null {
  const opened: number[] = [];
  const open = (path: string, how: string): number => {
    const descriptor = openSync(path, how, 0o600);
    opened.push(descriptor);
    return descriptor;
  };
  const runId = options.environment[RUN_ID_VARIABLE] ?? '';
  try {
    const output = open(options.outputFile, 'a');
    const nothing = open(devNull, 'r');
    if (watched(runId)) watchdog.expect(runId);
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
      watchdog.forget(runId);
      child.once('error', listeners.onRefused);
      return null;
    }
    // Without a start time: it has ended already.
    const leader = identify(pid) ?? { pid, startedAt: '', bootId: bootId() };
    if (watched(runId)) watchdog.watch(runId, leader);
    return own(child, leader, runId, listeners);
  } catch (error) {
    watchdog.forget(runId);
    // Some refusals come as an exception, e.g. a command line that is too long.
    queueMicrotask(() => listeners.onRefused(error as NodeJS.ErrnoException));
    return null;
  } finally {
    for (const descriptor of opened) closeSync(descriptor);
  }
}

function own(
  child: ChildProcess,
  leader: ProcessIdentity,
  runId: string,
  { onExited, onLeftOver }: ChildListeners,
): RunProcess {
  const group = new RunGroup(leader, runId);
  let gone = false;
  child.once('exit', (code, signal) => {
    gone = true;
    // It was reaped in this very moment: nobody else can have its number yet.
    void group.endRest(isGroupThere(leader.pid)).then((left) => {
      watchdog.forget(runId);
      if (left.length > 0) onLeftOver?.(left);
      onExited({ code, signal });
    });
  });
  return {
    pid: leader.pid,
    terminate: () => (gone ? undefined : group.terminate()),
    kill: () => group.kill(!gone),
  };
}
