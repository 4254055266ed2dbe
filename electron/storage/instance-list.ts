import { z } from 'zod';
import type { InstanceId } from '../../shared/ids';
import { inOrder } from '../../shared/list/list-order';
import { done, type Result } from '../../shared/result';
import { notWritableWords, rebuiltListWords, setAsideLaterWords } from '../../shared/words/storage-words';
import { openFolderIndex } from './folder-index';
import { recordOf, recordOnDisk, type SavedInstance } from './instance-record';
import { createManifestKeeper } from './manifest-keeper';
import { openCheckedStore, type OpenStoreFile } from './open-store';
import { recallInstances } from './recall-instances';
import { startNotices, type NoticeBoard } from './start-notices';

const SCHEMA_VERSION = 1;
/** The entries are looked at one by one, so that a bad one does not spoil the others. */
const file = z.object({ schemaVersion: z.literal(SCHEMA_VERSION), instances: z.array(z.unknown()) });

export interface InstanceListFile {
  load(): readonly SavedInstance[];
  save(instance: SavedInstance, keepUnsaved?: boolean): Result<undefined>;
  writeUnsaved(): Result<undefined>;
  checkWritable(): Result<undefined>;
  remove(id: InstanceId): Result<undefined>;
  order(ids: readonly InstanceId[]): Result<undefined>;
  /** Resolves when no copy is being written, or when that takes too long. */
  copiesSettled(): Promise<void>;
}

export interface ListPlaces {
  readonly settings: string;
  /** Where instances are unless the user chose another folder. */
  readonly instances: string;
}

/** How long the end of the app waits for copies on drives that may have gone. */
const COPIES_LIMIT_MS = 1000;
/** Not the notice for one change that could not be saved: that must not take the place of this, which says more. */
const NOT_WRITABLE = 'list-not-writable';

/**
 * `instances.json`: what the user wants of each instance. A second copy of each record is in the instance's own folder,
 * and `folders.json` says where these are, so that a list that is damaged or gone is rebuilt and not begun anew.
 * `isUnfinished`: what is in the folder never became an instance, and is not missed.
 */
export function openInstanceList(
  open: OpenStoreFile,
  places: ListPlaces,
  notices: NoticeBoard,
  isUnfinished: (folder: string) => boolean = () => false,
): InstanceListFile {
  const store = openCheckedStore(open, places.settings, 'instances', file, {
    schemaVersion: SCHEMA_VERSION,
    instances: [],
  });
  const index = openFolderIndex(open, places.settings, notices);
  const copies = createManifestKeeper(notices);
  const recalled = recallInstances(store, index.folders(), { instancesFolder: places.instances, isUnfinished });
  let records = recalled.records;
  let toldUnusable = store.unusableFile();
  /** The last check failed: it is repeated, although there may be nothing to write. */
  let doubtful = false;

  /** Those in which nothing was found are kept in mind too: they may only be away. */
  const missed = (recalled.rebuilt?.unusable ?? []).filter(({ folder }) => folder !== places.instances);
  const noteFolders = (): void => index.note([...records, ...missed].map(({ folder }) => folder));
  const write = (next: readonly SavedInstance[], keepUnsaved: boolean): Result<undefined> => {
    const written = store.replace({ schemaVersion: SCHEMA_VERSION, instances: next.map(recordOnDisk) }, keepUnsaved);
    if (written.ok || keepUnsaved) records = next;
    if (written.ok) noteFolders();
    tellUnusable();
    return written;
  };
  /** A file may come to light only when the folder can be used again. */
  const tellUnusable = (): void => {
    const unusable = store.unusableFile();
    if (unusable === null || unusable === toldUnusable) return;
    toldUnusable = unusable;
    notices.show({ id: `set-aside-${unusable.path}`, ...setAsideLaterWords(unusable) });
  };
  const checkWritable = (): Result<undefined> => {
    // A list in which nothing was found is not written: the next start looks again.
    const isWorthWriting = records.length > 0 || store.began === 'with-file';
    const written = isWorthWriting ? write(records, true) : store.tryWriting();
    doubtful = !written.ok;
    return written;
  };

  const list: InstanceListFile = {
    load: () => records,
    checkWritable,
    save: (instance, keepUnsaved = false) => {
      const saved = recordOf(instance);
      const before = records.find(({ id }) => id === saved.id);
      const next = before === undefined ? [...records, saved] : records.map((one) => (one === before ? saved : one));
      const written = write(next, keepUnsaved);
      if (!written.ok && !keepUnsaved) return written;
      if (before !== undefined && before.folder !== saved.folder) index.forget(before.folder);
      copies.keep(saved);
      return written;
    },
    writeUnsaved: () => {
      const written = doubtful ? checkWritable() : store.writeUnsaved();
      if (written.ok) {
        notices.hide(NOT_WRITABLE);
        noteFolders();
      }
      tellUnusable();
      index.writeUnsaved();
      copies.retry();
      return written;
    },
    remove: (id) => {
      const gone = records.find((one) => one.id === id);
      if (gone === undefined) return done;
      // First the index: an instance that is off the list but in the index would be taken for one found again.
      index.forget(gone.folder);
      const written = write(
        records.filter((one) => one !== gone),
        false,
      );
      if (written.ok) copies.remove(gone);
      else noteFolders();
      return written;
    },
    order: (ids) => write(inOrder(records, ids), false),
    copiesSettled: async () => {
      let timer: NodeJS.Timeout | undefined;
      const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, COPIES_LIMIT_MS)));
      await Promise.race([copies.settled(), limit]);
      clearTimeout(timer);
    },
  };

  for (const notice of startNotices([index.unusableFile])) notices.show(notice);
  const writable = checkWritable();
  if (recalled.rebuilt !== null) notices.show({ id: 'list-rebuilt', ...rebuiltListWords(recalled.rebuilt) });
  if (!writable.ok && writable.error.code === 'state-not-saved') {
    notices.show({ id: NOT_WRITABLE, ...notWritableWords(store.path, writable.error.detail) });
  }
  for (const record of records) copies.keep(record);
  return list;
}
