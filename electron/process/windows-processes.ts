/**
 * Processes on Windows, by a small program of ours (`relay/processes`): Windows has no file system for them, its own
 * programs are slow, translated or gone from newer editions, and only a program with a console can send Ctrl+Break.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { execa, execaSync } from 'execa';
import { sharedLook } from './shared-look';

export interface WindowsProcess {
  readonly pid: number;
  readonly name: string;
  /** In ticks since 1601; empty where the process belongs to another user. */
  readonly startedAt: string;
  readonly executable: string;
  /** Null where the process belongs to another user; then the rest is not known either. */
  readonly arguments: readonly string[] | null;
  readonly folder: string;
  readonly runId: string | null;
  readonly processorMs: number;
  readonly memoryBytes: number;
}

/** In milliseconds. Whatever hangs must not hold up main. */
const ANSWER_LIMIT_MS = 2000;
const PROGRAM = 'basekeeper-processes.exe';

/** Names the program where it does not lie in a package. */
const PROGRAM_VARIABLE = 'BASEKEEPER_PROCESSES_PROGRAM';

/** Null: it is not there, as in a checkout on a computer without Go. */
export function processesProgram(): string | null {
  const { resourcesPath = '' } = process as { readonly resourcesPath?: string };
  const named = process.env[PROGRAM_VARIABLE] ?? '';
  const path = named === '' ? join(resourcesPath, 'bin', PROGRAM) : named;
  return path !== '' && existsSync(path) ? path : null;
}

/** All processes that are there; empty where the program is not. */
export const windowsProcesses = sharedLook(async (): Promise<readonly WindowsProcess[]> => {
  const program = processesProgram();
  if (program === null) return [];
  const { stdout, failed } = await execa(program, ['list'], {
    reject: false,
    windowsHide: true,
    timeout: ANSWER_LIMIT_MS,
  });
  return failed ? [] : processesIn(stdout);
});

export async function windowsProcess(pid: number): Promise<WindowsProcess | null> {
  return (await windowsProcesses()).find((one) => one.pid === pid) ?? null;
}

/** One process, or all, before anything else happens. Null: nobody tells. */
export function windowsProcessesNow(pid?: number): readonly WindowsProcess[] | null {
  const program = processesProgram();
  if (program === null) return null;
  const { stdout, failed } = execaSync(program, ['list', ...(pid === undefined ? [] : [String(pid)])], {
    reject: false,
    windowsHide: true,
    timeout: ANSWER_LIMIT_MS,
  });
  return failed ? null : processesIn(stdout);
}

/** A line of JSON for each. */
export const processesIn = (text: string): readonly WindowsProcess[] =>
  text
    .split(/\r?\n/)
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as WindowsProcess);

/** Ctrl+Break for a process with a console of its own, and for what it has started. False: it could not be sent. */
export async function interruptConsole(pid: number): Promise<boolean> {
  const program = processesProgram();
  if (program === null) return false;
  const options = { reject: false, windowsHide: true, timeout: ANSWER_LIMIT_MS } as const;
  return !(await execa(program, ['interrupt', String(pid), String(process.pid)], options)).failed;
}
