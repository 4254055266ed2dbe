/** What is said of processes that are not as they should be. */
import type { AppNotice } from '../app-state';
import type { PortOwner } from '../errors';
import type { Instance } from '../instance';

/** `pocketbase (pid 12) and sh (pid 13)`. */
export const processesInWords = (processes: readonly PortOwner[]): string => {
  const names = processes.map(({ name, pid }) => `${name} (pid ${String(pid)})`);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
};

/** What hooks had started, and what is still there although pocketbase has ended. */
export const leftOverProcesses = (
  { id, name }: Pick<Instance, 'id' | 'name'>,
  processes: readonly PortOwner[],
): AppNotice => ({
  id: `left-over-${id}`,
  title: `Something that ${name} started still runs`,
  text: `PocketBase of “${name}” has ended, but ${processesInWords(processes)} ${processes.length === 1 ? 'was' : 'were'} started by it and could not be ended, for example because another user owns ${processes.length === 1 ? 'it' : 'them'}. End ${processes.length === 1 ? 'it' : 'them'} yourself.`,
});

/** The limit of a program, as the system counts: files, sockets and pipes. */
interface OpenFiles {
  readonly limit: number;
  readonly open: number;
}

const limitOfBasekeeper = ({ limit, open }: OpenFiles): string =>
  `Basekeeper itself may have ${String(limit)} files open at the same time (“ulimit -n”), and ${String(open)} are open.`;

/** Evidence of a start that was not even tried. */
export const tooFewFiles = (files: OpenFiles): string => `${limitOfBasekeeper(files)} That leaves too few for a start.`;

/** Of something that a person wanted. */
export const tooFewFilesToBegin = (files: OpenFiles): { readonly title: string; readonly text: string } => ({
  title: 'Basekeeper has reached its limit of open files',
  text: `${limitOfBasekeeper(files)} The rest is kept for its window, so nothing more is begun; what runs goes on. Raise the limit and open Basekeeper again, or stop instances that you do not need.`,
});

const NEEDS_FILES = 'Basekeeper needs about 150, and 5 more for each instance.';
const RAISE =
  'Raise the limit of the login or of the service that opens Basekeeper (“ulimit -n 4096”, “LimitNOFILE=4096”), then open Basekeeper again.';

/** At launch: it works, but not for long. */
export const lowFileLimit = (limit: number): AppNotice => ({
  id: 'low-file-limit',
  title: 'Basekeeper has a low limit of open files',
  text: `The system lets it have only ${String(limit)} files open at the same time. ${NEEDS_FILES} When too few are left, it starts and backs up nothing more. ${RAISE}`,
});

/** At launch: the window would close by itself. */
export const fileLimitTooLow = (limit: number): { readonly title: string; readonly text: string } => ({
  title: 'Basekeeper cannot start',
  text: `The system lets it have only ${String(limit)} files open at the same time. ${NEEDS_FILES} ${RAISE}`,
});

const LIMITS: Readonly<Record<string, string>> = {
  ENFILE: 'All programs together have as many files open as the system allows.',
  EAGAIN: 'The system allows your user no more processes (“ulimit -u”).',
  ENOMEM: 'The system has no memory left for another process.',
};

/** Evidence of a refusal by the system; `code` is its error. */
export const limitInWords = (code: string): string =>
  LIMITS[code] ?? 'Basekeeper itself may have no more files open at the same time (“ulimit -n”).';

/** Of a process of ours that did one job; `code`: its exit code. */
export const jobEnded = (job: string, code: number | null): string =>
  `The process for “${job}” ended unexpectedly (${String(code)})`;

/** Found at launch: a process of an earlier launch, perhaps. */
export const uncertainProcess = ({ id, name }: Pick<Instance, 'id' | 'name'>, pid: number): AppNotice => ({
  id: `uncertain-${id}`,
  title: `A process may belong to ${name}`,
  text: `Process ${String(pid)} might be PocketBase of “${name}” from before, but the system shows too little of it to be sure. Basekeeper left it alone. If it is, end it yourself; until then the instance is not started.`,
});
