import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { INSTANCE_PARTS } from '../../shared/backup';
import { versionNumber } from '../../shared/input';
import { JOURNAL_KINDS } from '../../shared/operation-kind';
import { blocksInstance } from '../../shared/operation';
import { done, fail, type Result } from '../../shared/result';
import type { UnusableFile } from '../../shared/words/storage-words';
import { VALUE_RULES } from '../../shared/words/own-file-words';
import { whyNotWritten } from './file-problem';
import { syncFolderNow } from '../disk/sync';
import { intentOnDisk, intentRecord } from './instance-record';
import { openCheckedStore, type CheckedStore, type OpenStoreFile } from './open-store';

const SCHEMA_VERSION = 1;
const id = z.string().regex(/^[a-z0-9]{15}$/);
const folder = z.string().refine((path) => isAbsolute(path) && !path.includes('\0'), VALUE_RULES.absolutePath);

/** What has to be undone or finished should the app die now. */
const entry = z.object({
  id,
  kind: z.enum(JOURNAL_KINDS),
  instanceId: id,
  /** Folder of the instance. */
  folder,
  /** ISO 8601. */
  startedAt: z.string(),
  phase: z.enum(['preparing', 'swapping', 'starting', 'done']),
  /** What the instance was meant to do before; null for an operation that leaves it as it is. */
  before: intentRecord.nullable(),
  versionBefore: versionNumber,
  versionAfter: versionNumber,
  backupId: z.string().nullable(),
  keeps: z.enum(['old', 'new']).nullable(),
  /** What is exchanged, and whether it was there. */
  parts: z.array(z.object({ part: z.enum(INSTANCE_PARTS), existed: z.boolean() })),
  /** Folders in it on a drive of their own. An entry of before there were such knows none. */
  apart: z.array(z.string()).default([]),
  /** Folders of which the contents are exchanged. */
  contents: z
    .array(z.object({ path: z.string(), leaving: z.array(z.string()), arriving: z.array(z.string()) }))
    .default([]),
  /** What is taken along from the old to the new; paths as in `byte-names.ts`. Once, that was always the same. */
  carried: z.array(z.string()).default(['pb_data/backups']),
  /** Of a move or a deletion: what goes; empty: the folder as a whole. */
  names: z.array(z.string()).default([]),
  /** Files that are not finished as long as this entry exists. */
  unfinished: z.array(folder),
  target: folder.optional(),
  targetMade: folder.optional(),
});

const file = z.object({ schemaVersion: z.literal(SCHEMA_VERSION), entry: entry.nullable() });

export type JournalEntry = z.output<typeof entry>;

const fileOnDisk = ({ schemaVersion, entry: noted }: z.output<typeof file>): z.input<typeof file> => {
  if (noted === null) return { schemaVersion, entry: null };
  return { schemaVersion, entry: { ...noted, before: noted.before === null ? null : intentOnDisk(noted.before) } };
};

/** One file for each operation that is still running. Every method has written (and synced) when it returns. */
export interface JournalFiles {
  load(): readonly JournalEntry[];
  isKnown(entryId: string): boolean;
  unusableFiles(): readonly UnusableFile[];
  blocking(instanceId: string, except: string | null): JournalEntry | undefined;
  save(changed: JournalEntry): Result<undefined>;
  close(changed: JournalEntry): Result<undefined>;
  remove(entryId: string): Result<undefined>;
}

export function openJournalFiles(open: OpenStoreFile, journalFolder: string): JournalFiles {
  const stores = new Map<string, CheckedStore<z.output<typeof file>>>();
  const storeOf = (name: string): CheckedStore<z.output<typeof file>> => {
    const known = stores.get(name);
    if (known !== undefined) return known;
    const nothing = { schemaVersion: SCHEMA_VERSION, entry: null } as const;
    const opened = openCheckedStore(open, journalFolder, name, file, nothing, fileOnDisk);
    stores.set(name, opened);
    return opened;
  };
  /** Those that hold nothing any more, whatever could be written of that. */
  const closed = new Set<string>();
  const save = (changed: JournalEntry): Result<undefined> =>
    storeOf(changed.id).replace({ schemaVersion: SCHEMA_VERSION, entry: changed });
  return {
    load: () => {
      mkdirSync(journalFolder, { recursive: true, mode: 0o700 });
      const names = readdirSync(journalFolder);
      // Left in the middle of the very first write of an entry, which has no file of its own beside it then.
      for (const name of names.filter((one) => /^[a-z0-9]{15}\.json\.tmp-[0-9a-f]{16}$/.test(one))) {
        rmSync(join(journalFolder, name), { force: true });
      }
      return names
        .filter((name) => /^[a-z0-9]{15}\.json$/.test(name))
        .flatMap((name) => storeOf(name.slice(0, -'.json'.length)).content().entry ?? []);
    },
    unusableFiles: () => [...stores.values()].flatMap((store) => store.unusableFile() ?? []),
    isKnown: (entryId) => (stores.get(entryId)?.content().entry ?? null) !== null,
    blocking: (instanceId, except) =>
      [...stores.values()]
        .flatMap((store) => store.content().entry ?? [])
        .find(
          (one) => one.instanceId === instanceId && one.id !== except && blocksInstance(one) && !closed.has(one.id),
        ),
    save,
    close: (changed) => {
      closed.add(changed.id);
      return save({ ...changed, phase: 'done' });
    },
    remove: (entryId) => {
      const path = join(journalFolder, `${entryId}.json`);
      try {
        rmSync(path, { force: true });
        syncFolderNow(journalFolder);
        stores.delete(entryId);
        return done;
      } catch (error) {
        return fail({ code: 'state-not-saved', path, detail: whyNotWritten(error) });
      }
    },
  };
}
