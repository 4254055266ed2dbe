/** What belongs to a run besides its first process: all that hooks and migrations have started. */
import { execa } from 'execa';
import type { PortOwner } from '../../shared/errors';
import { identify, isStillThere, RUN_ID_VARIABLE, type ProcessIdentity } from './process-identity';
import { allProcesses, processEntry, variableOf, type ProcessEntry } from './process-table';
import { processName } from './processes';
import { signalProcess } from './signals';
import { systemTool } from './system-tools';
import { windowsProcesses, type WindowsProcess } from './windows-processes';

/** A run, to find its processes by. */
export interface RunMarks {
  /** Its first process, alive or not. Its group and its session have the same number. */
  readonly leader: ProcessIdentity;
  /** Inherited by whatever it starts. Empty: not known. */
  readonly runId: string;
  /**
   * Is the number of the group certainly still that of ours? It is while its first process lives, and as long after it as
   * the group has never been empty.
   */
  readonly isGroupOurs: boolean;
}

/**
 * The living processes of a run. Linux: its group, its session, and what has left both but carries its id in the
 * environment. Windows: what carries its id. macOS: its group, by `ps` (not run).
 */
export async function membersOfRun(marks: RunMarks): Promise<readonly ProcessIdentity[]> {
  switch (process.platform) {
    case 'linux':
      return membersByProcfs(marks);
    case 'win32':
      return membersAmong(await windowsProcesses(), marks);
    default:
      return membersByPs(marks);
  }
}

async function membersByProcfs(marks: RunMarks): Promise<readonly ProcessIdentity[]> {
  const { bootId } = marks.leader;
  return (await allProcesses())
    .filter((entry) => belongs(entry, marks))
    .map(({ pid, startedAt }) => ({ pid, startedAt, bootId }));
}

function belongs(entry: ProcessEntry, { leader, runId, isGroupOurs }: RunMarks): boolean {
  if (entry.pid === process.pid) return false;
  if (entry.pid === leader.pid) return entry.startedAt === leader.startedAt;
  // It came before what is said to have started it. Spares the question for most processes.
  if (Number(entry.startedAt) < Number(leader.startedAt)) return false;
  if (isGroupOurs && (entry.group === leader.pid || entry.session === leader.pid)) return true;
  return runId !== '' && variableOf(entry.pid, RUN_ID_VARIABLE) === runId;
}

/** Those of Windows. Its job object ends the first process with us, and nothing that this one had started. */
export const membersAmong = (
  shown: readonly WindowsProcess[],
  { leader, runId }: RunMarks,
): readonly ProcessIdentity[] =>
  shown
    .filter(({ pid, startedAt, runId: itsRun }) =>
      pid === leader.pid ? startedAt === leader.startedAt : runId !== '' && itsRun === runId && pid !== process.pid,
    )
    .map(({ pid, startedAt }) => ({ pid, startedAt, bootId: leader.bootId }));

async function membersByPs({ leader, isGroupOurs }: RunMarks): Promise<readonly ProcessIdentity[]> {
  const ps = systemTool('ps');
  if (ps === null || !isGroupOurs) return [];
  const { stdout } = await execa(ps, ['-axo', 'pid=,pgid='], { timeout: 5000 });
  return [...stdout.matchAll(/^\s*(\d+)\s+(\d+)\s*$/gm)]
    .filter(([, , group]) => Number(group) === leader.pid)
    .flatMap(([, pid]) => identify(Number(pid)) ?? []);
}

/** Does anything live in the group with this number? */
export function isGroupThere(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch (error) {
    // EPERM: there is something, and none of it is ours to signal.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Never a signal to whoever has the pid by now. */
export function signalMember(member: ProcessIdentity, ...names: readonly NodeJS.Signals[]): void {
  for (const name of names) if (isStillThere(member)) signalProcess(member.pid, name);
}

export const namesOf = (members: readonly ProcessIdentity[]): Promise<readonly PortOwner[]> =>
  Promise.all(members.map(async ({ pid }) => ({ pid, name: await processName(String(pid)) })));

/** A process of this number lives, and it is not the first of ours: the group with this number may be a stranger's. */
export const isNumberTaken = ({ pid, startedAt }: ProcessIdentity): boolean => {
  const entry = processEntry(pid);
  return entry !== null && entry.startedAt !== startedAt;
};
