import { changedInstance } from '../../shared/app-state';
import type { InstanceId } from '../../shared/ids';
import { pidOf, type Instance } from '../../shared/instance';
import { foldersOf } from '../pocketbase/arguments';
import type { AppStore } from '../store/app-store';
import { findDataOwners } from '../process/data-owner';
import { listensSomewhere } from '../process/listening-socket';
import { processEntry } from '../process/process-table';
import type { Supervisor } from './supervisor';
import { wasServedFirstBy } from '../../shared/words/evidence-words';

/**
 * When it is looked again after the creation of a process, in milliseconds. Whoever began a moment earlier may take as long
 * as this to open the databases.
 */
const LOOKS_AFTER_MS = [100, 400, 1000, 3000, 10_000];

type Watched = Pick<Supervisor, 'instance' | 'send'>;

export interface SameFolderWatchParts {
  readonly store: AppStore;
  readonly supervisor: (id: InstanceId) => Watched | undefined;
  /** Takes exceptions, which are bugs. */
  readonly reportBug: (error: unknown) => void;
}

/**
 * Two that start one folder at the same moment both find it free before. So it is looked again afterwards, and of two that
 * serve the same data the later one gives way: both see the same order. The returned function ends it. Linux; elsewhere the
 * system does not tell who began first.
 */
export function watchSameFolder({ store, supervisor, reportBug }: SameFolderWatchParts): () => void {
  const watched = new Map<InstanceId, number>();
  const timers = new Set<NodeJS.Timeout>();
  const look = async (id: InstanceId, pid: number): Promise<void> => {
    const before = supervisor(id)?.instance;
    if (before === undefined || pidOf(before.state) !== pid) return;
    const earlier = await earlierOwners(before, pid);
    const found = supervisor(id);
    // What was seen belongs to a process that has ended meanwhile.
    if (earlier.length === 0 || found === undefined) return;
    const { state, folder } = found.instance;
    if ((state.kind !== 'starting' && state.kind !== 'running') || state.pid !== pid) return;
    const evidence = wasServedFirstBy(earlier, foldersOf(folder).data);
    found.send({ type: 'data-lost', runNumber: state.runNumber, finding: { cause: 'data-in-use', evidence } });
  };
  const stop = store.subscribe((change) => {
    const instance = changedInstance(change);
    if (process.platform !== 'linux' || instance === null) return;
    const { id, state } = instance;
    if (state.kind !== 'starting' || state.pid === null || watched.get(id) === state.pid) return;
    const { pid } = state;
    watched.set(id, pid);
    for (const afterMs of LOOKS_AFTER_MS) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        look(id, pid).catch(reportBug);
      }, afterMs);
      timer.unref();
      timers.add(timer);
    }
  });
  return () => {
    stop();
    for (const timer of timers) clearTimeout(timer);
  };
}

/** A program that only looks into both databases serves nothing: it has nothing that listens. */
async function earlierOwners({ folder }: Instance, pid: number): ReturnType<typeof ownersOf> {
  const owners = (await ownersOf(folder)).filter((owner) => owner.pid !== pid);
  return owners.filter((owner) => beganBefore(owner.pid, pid) && listensSomewhere(owner.pid));
}

async function ownersOf(folder: string): Promise<readonly { readonly pid: number; readonly name: string }[]> {
  const { data } = foldersOf(folder);
  return (await findDataOwners([data])).get(data) ?? [];
}

/** Of two in one tick of the clock the one with the lower pid counts as the earlier, whoever asks. */
function beganBefore(one: number, other: number): boolean {
  const [first, second] = [processEntry(one), processEntry(other)];
  if (first === null || second === null) return false;
  const difference = Number(first.startedAt) - Number(second.startedAt);
  return difference < 0 || (difference === 0 && one < other);
}
