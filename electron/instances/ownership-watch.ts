import type { PortOwner } from '../../shared/errors';
import { pidOf, type Instance } from '../../shared/instance';
import { processesInWords } from '../../shared/words/process-words';
import { foldersOf } from '../pocketbase/arguments';
import { findDataOwners } from './data-owner';
import type { Supervisor } from './supervisor';

const INTERVAL_MS = 30_000;

type Watched = Pick<Supervisor, 'instance' | 'warn' | 'allClear'>;

export interface OwnershipWatchParts {
  readonly supervisors: () => Iterable<Watched>;
  /** Takes exceptions, which are bugs. */
  readonly reportBug: (error: unknown) => void;
  readonly intervalMs?: number | undefined;
}

/**
 * Warns while another process has the databases of a running instance open: PocketBase itself takes no lock. One look at
 * the system for all instances, again and again; the returned function ends it.
 */
export function watchOwnership({ supervisors, reportBug, intervalMs = INTERVAL_MS }: OwnershipWatchParts): () => void {
  let timer: NodeJS.Timeout;
  let ended = false;
  const again = (): void => {
    if (ended) return;
    timer = setTimeout(() => {
      look().catch(reportBug).finally(again);
    }, intervalMs);
    timer.unref();
  };
  const look = async (): Promise<void> => {
    const alive = [...supervisors()].filter(({ instance }) => hasOwnProcess(instance));
    if (alive.length === 0) return;
    const before = alive.map((supervisor) => ({ supervisor, pid: pidOf(supervisor.instance.state) }));
    const owners = await findDataOwners(alive.map(({ instance }) => dataOf(instance)));
    for (const { supervisor, pid } of before) {
      const { instance } = supervisor;
      // What was seen belongs to a process that has ended meanwhile.
      if (pid === null || pidOf(instance.state) !== pid) continue;
      const others = (owners.get(dataOf(instance)) ?? []).filter((owner) => owner.pid !== pid);
      tell(supervisor, others.length === 0 ? null : sharedInWords(others, dataOf(instance)));
    }
  };
  again();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}

function tell(supervisor: Watched, evidence: string | null): void {
  const told = supervisor.instance.warnings.find(({ kind }) => kind === 'data-shared')?.evidence ?? null;
  if (told === evidence) return;
  // A warning keeps its first evidence, and this one names processes.
  if (told !== null) supervisor.allClear('data-shared');
  if (evidence !== null) supervisor.warn('data-shared', evidence);
}

const hasOwnProcess = ({ state }: Instance): boolean => state.kind === 'starting' || state.kind === 'running';
const dataOf = ({ folder }: Instance): string => foldersOf(folder).data;

function sharedInWords(others: readonly PortOwner[], data: string): string {
  return `${processesInWords(others)} ${others.length === 1 ? 'has' : 'have'} the databases in ${data} open.`;
}
