import { readFileSync, readlinkSync } from 'node:fs';
import { execaSync } from 'execa';
import { allPids, processEntry, variableOf } from './process-table';
import { systemTool } from './system-tools';
import { windowsProcessesNow, type WindowsProcess } from './windows-processes';

/** What tells a process from every other that ever had its pid on this machine. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it was created, in the system's own words; only compared, never read. */
  readonly startedAt: string;
  /** Changes with every start of the computer. */
  readonly bootId: string;
}

/** What a process was started as, to be compared with the process that has its pid now. */
export interface ProcessMarks extends ProcessIdentity {
  readonly executable: string;
  /** The argument that names its data folder. */
  readonly dataArgument: string;
  /** The value of BASEKEEPER_RUN in its environment. */
  readonly runId: string;
}

/** In the environment of every process we start: the one mark that no other process has. */
export const RUN_ID_VARIABLE = 'BASEKEEPER_RUN';

/** `gone`: it has ended, whoever has its pid now. `uncertain`: the system shows too little to be sure. */
export type Recognition = 'same' | 'gone' | 'uncertain';

/** The identity of a living process; null when there is none. A zombie has ended, it only waits to be reaped. */
export function identify(pid: number): ProcessIdentity | null {
  const startedAt = startTimeOf(pid);
  return startedAt === null ? null : { pid, startedAt, bootId: bootId() };
}

/** Is this very process still there? */
export const isStillThere = ({ pid, startedAt, bootId: boot }: ProcessIdentity): boolean =>
  boot === bootId() && isSameStart(startTimeOf(pid), startedAt);

/** On Windows the system may have told no more than that the pid was in use. */
const isSameStart = (now: string | null, then: string): boolean =>
  now === then || (now !== null && [now, then].includes(IN_USE));

/**
 * Is the process we once started still there? A start time alone is not enough: within one tick of the clock a pid can be
 * given away again. Linux and Windows show everything; on macOS only the command line is compared (not run).
 */
export function recognise(marks: ProcessMarks): Recognition {
  if (!isStillThere(marks)) return 'gone';
  if (process.platform === 'win32') return recogniseAmong(windowsProcessesNow(marks.pid), marks);
  if (process.platform !== 'linux') return commandLineOf(marks.pid).includes(marks.dataArgument) ? 'same' : 'gone';
  const runId = runIdOf(marks.pid);
  if (runId === undefined) return isStillThere(marks) ? 'uncertain' : 'gone';
  if (runId !== marks.runId) return 'gone';
  const fits =
    commandLineOf(marks.pid).includes(marks.dataArgument) && sameFile(executableOf(marks.pid), marks.executable);
  return fits ? 'same' : 'uncertain';
}

/** Null: nobody tells. */
export function recogniseAmong(shown: readonly WindowsProcess[] | null, marks: ProcessMarks): Recognition {
  if (shown === null) return 'uncertain';
  const found = shown.find(({ pid }) => pid === marks.pid);
  if (found === undefined) return 'gone';
  if (found.arguments === null) return 'uncertain';
  // Of a process that shows everything else, the environment alone may not be read.
  if (found.runId === null && found.startedAt === marks.startedAt) return 'uncertain';
  if (found.runId !== marks.runId) return 'gone';
  const isOurProgram = found.executable.toLowerCase() === marks.executable.toLowerCase();
  return found.arguments.includes(marks.dataArgument) && isOurProgram ? 'same' : 'uncertain';
}

/**
 * The first process of a run, for a record that was written just before its pid was known. What it started has the same run
 * id, and another data argument or none. Null on macOS.
 */
export function findByRunId(runId: string, dataArgument: string): ProcessIdentity | null {
  if (process.platform === 'win32') return findAmong(windowsProcessesNow() ?? [], runId, dataArgument);
  if (process.platform !== 'linux') return null;
  const pid = allPids().find((one) => runIdOf(one) === runId && commandLineOf(one).includes(dataArgument));
  return pid === undefined ? null : identify(pid);
}

function findAmong(shown: readonly WindowsProcess[], runId: string, dataArgument: string): ProcessIdentity | null {
  const found = shown.find((one) => one.runId === runId && one.arguments?.includes(dataArgument) === true);
  return found === undefined ? null : { pid: found.pid, startedAt: found.startedAt, bootId: bootId() };
}

let knownBootId: string | undefined;

export function bootId(): string {
  knownBootId ??= readBootId();
  return knownBootId;
}

function readBootId(): string {
  switch (process.platform) {
    case 'linux':
      return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    case 'win32':
      // Counted up with every start. Asked once; PowerShell would hold everything up for a second.
      return /BootId\s+REG_DWORD\s+(\S+)/.exec(answerOf('reg', ['query', WINDOWS_BOOT_KEY, '/v', 'BootId']))?.[1] ?? '';
    default:
      return answerOf('sysctl', ['-n', 'kern.bootsessionuuid']);
  }
}

const WINDOWS_BOOT_KEY =
  'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Memory Management\\PrefetchParameters';

/** In milliseconds. Whatever hangs must not hold up main. */
const ANSWER_LIMIT_MS = 2000;

/** What a tool of the system says; empty when there is none or it fails. */
function answerOf(tool: string, args: readonly string[]): string {
  const program = systemTool(tool);
  if (program === null) return '';
  const { stdout = '' } = execaSync(program, args, {
    reject: false,
    windowsHide: true,
    timeout: ANSWER_LIMIT_MS,
  }) as { readonly stdout?: string };
  return stdout.trim();
}

function startTimeOf(pid: number): string | null {
  switch (process.platform) {
    case 'linux':
      return processEntry(pid)?.startedAt ?? null;
    case 'win32':
      return isInUse(pid) ? startTimeAmong(windowsProcessesNow(pid), pid) : null;
    default:
      return answerOf('ps', ['-o', 'lstart=', '-p', String(pid)]) || null;
  }
}

/** No start time, but a process is there: it belongs to another user, or nobody tells. */
const IN_USE = 'in use';

function startTimeAmong(shown: readonly WindowsProcess[] | null, pid: number): string | null {
  if (shown === null) return IN_USE;
  const found = shown.find((one) => one.pid === pid);
  return found === undefined ? null : found.startedAt || IN_USE;
}

function isInUse(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function commandLineOf(pid: number): readonly string[] {
  if (process.platform !== 'linux') {
    return answerOf('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).split(/\s+(?=--)/);
  }
  try {
    return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

/** Undefined when the system does not show the environment of the process. */
const runIdOf = (pid: number): string | null | undefined => variableOf(pid, RUN_ID_VARIABLE);

function executableOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${String(pid)}/exe`);
  } catch {
    return '';
  }
}

/** An executable that was replaced or removed while it runs is still the one it was started from. */
const sameFile = (found: string, expected: string): boolean => found.replace(/ \(deleted\)$/, '') === expected;
