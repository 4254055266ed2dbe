import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PortOwner } from '../../shared/errors';
import { pidOf, type Instance } from '../../shared/instance';
import type { WarningKind } from '../../shared/warning';
import { processesInWords } from '../../shared/words/process-words';
import { foldersOf } from '../pocketbase/arguments';
import { findDataOwners } from '../process/data-owner';
import { deletedDatabaseFiles } from '../process/deleted-open-files';
import type { Supervisor } from './supervisor';

const INTERVAL_MS = 30_000;
/** For each instance a look at its write-ahead logs; open files are looked at only when one of these is another. */
const LOGS_INTERVAL_MS = 5000;
const LOGS = ['data.db-wal', 'auxiliary.db-wal', 'logs.db-wal'];

type Watched = Pick<Supervisor, 'instance' | 'warn' | 'allClear'>;

export interface OwnershipWatchParts {
  readonly supervisors: () => Iterable<Watched>;
  /** Takes exceptions, which are bugs. */
  readonly reportBug: (error: unknown) => void;
  readonly intervalMs?: number | undefined;
  readonly logsIntervalMs?: number;
}

/**
 * Warns while another process works on the databases of a running instance, because PocketBase itself takes no lock, and
 * while files of them are deleted that it has open. One look at the system for all instances, again and again; the returned
 * function ends it.
 */
export function watchOwnership({
  supervisors,
  reportBug,
  intervalMs = INTERVAL_MS,
  logsIntervalMs = LOGS_INTERVAL_MS,
}: OwnershipWatchParts): () => void {
  const alive = (): readonly Watched[] => [...supervisors()].filter(({ instance }) => hasOwnProcess(instance));
  const logsSeen = new WeakMap<Watched, string>();
  const ends = [
    again(intervalMs, reportBug, () => look(alive())),
    again(logsIntervalMs, reportBug, () => lookAtLogs(alive(), logsSeen)),
  ];
  return () => {
    for (const end of ends) end();
  };
}

/** One after the other, with a pause in between. */
function again(pauseMs: number, reportBug: (error: unknown) => void, work: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout;
  let ended = false;
  const wait = (): void => {
    if (ended) return;
    timer = setTimeout(() => {
      work().catch(reportBug).finally(wait);
    }, pauseMs);
    timer.unref();
  };
  wait();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}

async function look(alive: readonly Watched[]): Promise<void> {
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
  for (const { supervisor, pid } of before) if (pid !== null) await lookForDeleted(supervisor, pid);
}

/** A log that was deleted is in danger with every further write, so it is not left to the slow look. */
async function lookAtLogs(alive: readonly Watched[], seen: WeakMap<Watched, string>): Promise<void> {
  for (const supervisor of alive) {
    const pid = pidOf(supervisor.instance.state);
    if (pid === null) continue;
    const mark = `${String(pid)} ${await markOfLogs(dataOf(supervisor.instance))}`;
    if (seen.get(supervisor) === mark) continue;
    seen.set(supervisor, mark);
    await lookForDeleted(supervisor, pid);
  }
}

async function markOfLogs(dataFolder: string): Promise<string> {
  const found = await Promise.all(LOGS.map((name) => stat(join(dataFolder, name)).catch(() => null)));
  return found.map((one) => String(one?.ino ?? 'none')).join(' ');
}

async function lookForDeleted(supervisor: Watched, pid: number): Promise<void> {
  const deleted = await deletedDatabaseFiles(pid, dataOf(supervisor.instance));
  if (pidOf(supervisor.instance.state) !== pid) return;
  tell(supervisor, 'data-files-deleted', deleted.length === 0 ? null : deletedInWords(deleted));
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
  `${files.join(', ')} ${files.length === 1 ? 'is not the file' : 'are not the files'} that PocketBase has open.`;
