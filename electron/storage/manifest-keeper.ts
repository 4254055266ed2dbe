import {
  copyProblemWords,
  fileProblemInWords,
  type CopyProblem,
  type FileProblem,
} from '../../shared/words/storage-words';
import { whyNotWritten } from './file-problem';
import { setAsideNow, sortOf, sweepTemporaries, writeFileAtomically } from '../disk/atomic-file';
import { manifestPath, manifestText, readManifest } from './instance-manifest';
import type { SavedInstance } from './instance-record';
import type { NoticeBoard } from './start-notices';

/**
 * Keeps the second copies up to date in the background, one write at a time for each instance and only the newest
 * record. In the background, because a folder on a drive that has gone can hold a write up for ever, and nothing may
 * hold up a stop. What fails is told once and tried again.
 */
export interface ManifestKeeper {
  keep(record: SavedInstance): void;
  /** The instance leaves the list: its copy says so, and does not bring it back. */
  remove(record: SavedInstance): void;
  retry(): void;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
}

interface Job {
  readonly record: SavedInstance;
  readonly wanted: 'kept' | 'removed';
}

interface Work {
  next: Job | null;
  underWay: Promise<void> | null;
  failed: Job | null;
  /** The kind of failure that was told last; told again only once it was over. */
  told: CopyProblem['kind'] | null;
}

export function createManifestKeeper(notices: NoticeBoard): ManifestKeeper {
  const works = new Map<string, Work>();
  const swept = new Set<string>();

  const carryOut = async ({ record, wanted }: Job): Promise<CopyProblem | null> => {
    const path = manifestPath(record.folder);
    try {
      if (!swept.has(path)) await sweepTemporaries(path);
      swept.add(path);
      return wanted === 'kept' ? await bringUpToDate(record) : await markOffList(record);
    } catch (error) {
      return { kind: wanted === 'kept' ? 'not-written' : 'not-removed', path, detail: whyNotWritten(error) };
    }
  };
  const tell = (work: Work, job: Job, problem: CopyProblem | null): void => {
    const { id, name } = job.record;
    const noticeId = `copy-${id}`;
    if (problem?.kind === 'replaced') notices.show({ id: `copy-replaced-${id}`, ...copyProblemWords(name, problem) });
    const failure = problem?.kind === 'replaced' ? null : problem;
    if (failure === null && work.told !== null) notices.hide(noticeId);
    if (failure !== null && failure.kind !== work.told)
      notices.show({ id: noticeId, ...copyProblemWords(name, failure) });
    work.told = failure?.kind ?? null;
    work.failed = failure === null ? null : job;
  };
  const workOff = async (work: Work): Promise<void> => {
    for (let job = work.next; job !== null; job = work.next) {
      work.next = null;
      tell(work, job, await carryOut(job));
    }
    work.underWay = null;
  };
  const begin = (job: Job): void => {
    const work = works.get(job.record.id) ?? { next: null, underWay: null, failed: null, told: null };
    works.set(job.record.id, work);
    work.next = job;
    work.underWay ??= workOff(work);
  };

  return {
    keep: (record) => begin({ record, wanted: 'kept' }),
    remove: (record) => begin({ record, wanted: 'removed' }),
    retry: () => {
      for (const { failed, underWay } of works.values()) if (failed !== null && underWay === null) begin(failed);
    },
    settled: async () => {
      await Promise.all([...works.values()].map(({ underWay }) => underWay ?? Promise.resolve()));
    },
  };
}

async function bringUpToDate(record: SavedInstance): Promise<CopyProblem | null> {
  const path = manifestPath(record.folder);
  const found = await readManifest(record.folder);
  if (found.kind === 'record') {
    const { id, name } = found.record;
    if (id !== record.id) return { kind: 'of-another', path, otherName: name };
    if (found.offList || manifestText(found.record) !== manifestText(record))
      await writeFileAtomically(path, manifestText(record));
    return null;
  }
  const { problem, owner } = found;
  if (owner !== null && owner !== record.id) return { kind: 'of-another', path, otherName: owner };
  if (problem.kind === 'missing') {
    await writeFileAtomically(path, manifestText(record));
    return null;
  }
  if (!isReadButDamaged(problem)) return { kind: 'not-written', path, detail: fileProblemInWords(problem) };
  const keptAs = setAsideNow(path, sortOf(problem));
  await writeFileAtomically(path, manifestText(record));
  return { kind: 'replaced', file: { path, keptAs, problem } };
}

/** What could not even be looked into may be anybody's, and stays where it is. */
const isReadButDamaged = ({ kind }: FileProblem): boolean =>
  kind !== 'not-a-file' && kind !== 'no-permission' && kind !== 'unreadable';

/** Kept, so that the folder becomes the same instance again, with its backups, when a person opens it. */
async function markOffList(record: SavedInstance): Promise<CopyProblem | null> {
  const found = await readManifest(record.folder);
  const owner = found.kind === 'record' ? found.record.id : found.owner;
  if (owner === record.id) await writeFileAtomically(manifestPath(record.folder), manifestText(record, true));
  return null;
}
