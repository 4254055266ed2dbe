import type { PortOwner } from '../../shared/errors';
import { pidOf, type Instance } from '../../shared/instance';
import type { WarningKind } from '../../shared/warning';
import { processesInWords } from '../../shared/words/process-words';
import { foldersOf } from '../pocketbase/arguments';
import { findDataOwners } from '../process/data-owner';
import { deletedDatabaseFiles } from '../process/deleted-open-files';
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
 * Warns while another process works on the databases of a running instance, because PocketBase itself takes no lock, and
 * while files of them are deleted that it has open. One look at
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
      tell(supervisor, 'data-shared', others.length === 0 ? null : sharedInWords(others, dataOf(instance)));
    }
    for (const { supervisor, pid } of before) {
      if (pid === null) continue;
      const deleted = await deletedDatabaseFiles(pid, dataOf(supervisor.instance));
      if (pidOf(supervisor.instance.state) !== pid) continue;
      tell(supervisor, 'data-files-deleted', deleted.length === 0 ? null : deletedInWords(deleted));
    }
  };
  again();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}

function tell(supervisor: Watched, kind: WarningKind, evidence: string | null): void {
  const told = supervisor.instance.warnings.find((warning) => warning.kind === kind)?.evidence ?? null;
  if (told === evidence) return;
  // A warning keeps its first evidence, and these name processes and files.
  if (told !== null) supervisor.allClear(kind);
  if (evidence !== null) supervisor.warn(kind, evidence);
}

const hasOwnProcess = ({ state }: Instance): boolean => state.kind === 'starting' || state.kind === 'running';
const dataOf = ({ folder }: Instance): string => foldersOf(folder).data;

function sharedInWords(others: readonly PortOwner[], data: string): string {
  return `${processesInWords(others)} ${others.length === 1 ? 'works' : 'work'} on the databases in ${data} too.`;
}

const deletedInWords = (files: readonly string[]): string =>
  `${files.join(', ')} ${files.length === 1 ? 'is not the file' : 'are not the files'} that pocketbase has open.`;
