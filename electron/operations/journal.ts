import type { InstancePart } from '../../shared/backup';
import type { Instance, InstanceId, Intent } from '../../shared/instance';
import type { JournalKind } from '../../shared/operation';
import type { Result } from '../../shared/result';
import type { CreationNotes } from '../new-instance/creation-notes';

/** The contents of a folder that stays where it is. Names as in `byte-names.ts`. */
export interface ExchangedContents {
  /** Relative to the folder of the instance. */
  readonly path: string;
  readonly leaving: readonly string[];
  readonly arriving: readonly string[];
}

/** What has to be undone or tidied up should the app die now. */
export interface JournalEntry {
  readonly id: string;
  readonly kind: JournalKind;
  readonly instanceId: string;
  /** Folder of the instance. */
  readonly folder: string;
  /** ISO 8601, wall clock. */
  readonly startedAt: string;
  /**
   * `preparing`: nothing of the instance has been touched. `swapping`: old and new may be mixed, and are put back.
   * `starting`: the new data is in its place, and counts. `done`: only to be tidied up. Of a deletion, `swapping` is the way
   * to the trash.
   */
  readonly phase: 'preparing' | 'swapping' | 'starting' | 'done';
  /** What the instance was meant to do before; null for an operation that leaves it as it is. */
  readonly before: Intent | null;
  readonly versionBefore: string;
  readonly versionAfter: string;
  /** The backup that was made first; null until then. */
  readonly backupId: string | null;
  /**
   * What stays in a folder of its own: old data that could not be backed up, or new data that was served for a moment and
   * had to be taken out again.
   */
  readonly keeps: 'old' | 'new' | null;
  readonly parts: readonly { readonly part: InstancePart; readonly existed: boolean }[];
  /** Folders of the instance on a drive of their own, each with a work folder of its own; relative. */
  readonly apart: readonly string[];
  /** Known once everything that is to come in is ready. */
  readonly contents: readonly ExchangedContents[];
  readonly carried: readonly string[];
  /** Of a move or a deletion that leaves the rest of a project where it is: what goes. Empty: the folder as a whole. */
  readonly names: readonly string[];
  /** Files that are not finished as long as this entry exists. */
  readonly unfinished: readonly string[];
  /** Of a move: where to. Of a creation: where. Of a deletion: what is to go to the trash, if not the folder as a whole. */
  readonly target?: string | undefined;
  /** The topmost folder that was made for it. */
  readonly targetMade?: string | undefined;
}

/** For operations that exchange no data. */
export const entryOf = (
  id: string,
  kind: JournalKind,
  { folder, id: instanceId, version }: Pick<Instance, 'folder' | 'id' | 'version'>,
  more: Partial<JournalEntry> = {},
): JournalEntry => ({
  id,
  kind,
  instanceId,
  folder,
  startedAt: new Date().toISOString(),
  phase: 'preparing',
  before: null,
  versionBefore: version,
  versionAfter: version,
  backupId: null,
  keeps: null,
  parts: [],
  apart: [],
  contents: [],
  carried: [],
  names: [],
  unfinished: [],
  ...more,
});

/** One entry for each operation that is still running. Every method has written (and synced) when it returns. */
export interface Journal {
  load(): readonly JournalEntry[];
  isKnown(entryId: string): boolean;
  /** The entry that keeps an instance from being started or worked on; `except` is the operation that asks. */
  blocking(instanceId: InstanceId, except: string | null): JournalEntry | undefined;
  save(entry: JournalEntry): Result<undefined>;
  /** It holds nothing any more, also if that cannot be written now; what is left is to be tidied up. */
  close(entry: JournalEntry): Result<undefined>;
  remove(entryId: string): Result<undefined>;
}

/** A creation has no instance yet: its entry stands for itself. */
export const creationNotes = (journal: Journal): CreationNotes => ({
  save: ({ id, folder, version, firstMade, filled }) =>
    journal.save(
      entryOf(
        id,
        'create',
        { id, folder, version },
        { target: folder, unfinished: filled, ...(firstMade !== null && { targetMade: firstMade }) },
      ),
    ),
  remove: (id) => journal.remove(id),
});

/** Is it, by the journal, the folder of an instance that never came to be? */
export const isOfCreation =
  (entries: readonly Pick<JournalEntry, 'kind' | 'folder'>[]) =>
  (folder: string): boolean =>
    entries.some((entry) => entry.kind === 'create' && entry.folder === folder);
