import type { FileProblem, RebuiltList } from '../../shared/words/storage-words';
import { ENTRY_WITHOUT_NAME, VALUE_RULES } from '../../shared/words/own-file-words';
import { findAgain, type SearchedPlaces } from './find-again';
import type { SavedInstance } from './instance-record';
import { firstOfEach, isSameFolder, sortEntries, type BadEntry, type ListEntries } from './list-entries';
import type { CheckedStore } from './open-store';

interface ListStore extends Pick<CheckedStore<unknown>, 'path' | 'began' | 'keepCopy' | 'unusableFile'> {
  readonly content: () => { readonly instances: readonly unknown[] };
}

export interface Recalled {
  readonly records: readonly SavedInstance[];
  /** Null when the list was simply read. */
  readonly rebuilt: RebuiltList | null;
}

/** The instances of the list; whatever the list does not tell comes from the copies in the instances' folders. */
export function recallInstances(
  store: ListStore,
  indexedFolders: readonly string[],
  places: Pick<SearchedPlaces, 'isUnfinished'> & { readonly instancesFolder: string },
): Recalled {
  const entries = sortEntries(store.content().instances);
  const cause = causeOf(store, entries);
  return cause === 'later'
    ? recallMissed(store, entries.good, indexedFolders)
    : rebuild(store, entries, cause, { ...places, knownFolders: indexedFolders });
}

function causeOf(store: ListStore, { bad, contested }: ListEntries): RebuiltList['cause'] {
  if (store.began === 'with-unusable-file') return 'unusable';
  if (store.began === 'without-file') return 'missing';
  return bad.length + contested.length > 0 ? 'partly-unusable' : 'later';
}

/** The list is fine. Folders that were away when it was rebuilt may be back; those of the list are not even looked at. */
function recallMissed(store: ListStore, good: readonly SavedInstance[], indexedFolders: readonly string[]): Recalled {
  const missed = indexedFolders.filter((folder) => !good.some((record) => isSameFolder(record, { folder })));
  if (missed.length === 0) return { records: good, rebuilt: null };
  const again = findAgain(good, { knownFolders: missed, instancesFolder: null, isUnfinished: () => false });
  if (again.records.length === 0) return { records: good, rebuilt: null };
  const found = again.records.map(({ name }) => name);
  return {
    records: [...good, ...again.records],
    rebuilt: { ...again, cause: 'later', path: store.path, file: null, found, unusable: [], lost: [] },
  };
}

function rebuild(
  store: ListStore,
  { good, bad, contested }: ListEntries,
  cause: RebuiltList['cause'],
  places: SearchedPlaces,
): Recalled {
  const named = [...contested, ...bad].flatMap(({ folder }) => folder ?? []);
  const again = findAgain(good, { ...places, knownFolders: [...named, ...places.knownFolders] });
  const taken = [...good, ...again.records];
  const spare = firstOfEach(taken, contested);
  const records = [...taken, ...spare];
  const unusable = again.unusable.filter((missed) => !spare.some((record) => isSameFolder(record, missed)));
  if (cause === 'missing' && records.length === 0 && unusable.length === 0) return { records, rebuilt: null };
  if (cause === 'partly-unusable') store.keepCopy(bad[0]?.problem ?? CLAIMED_TWICE);
  return {
    records,
    rebuilt: {
      ...again,
      unusable,
      cause,
      path: store.path,
      file: store.unusableFile(),
      found: again.records.map(({ name }) => name),
      lost: lostOf(bad, records, again.records.length),
    },
  };
}

const CLAIMED_TWICE: FileProblem = { kind: 'does-not-fit', where: 'instances', rule: VALUE_RULES.namedOnce };

function lostOf(bad: readonly BadEntry[], records: readonly SavedInstance[], foundCount: number): readonly string[] {
  const isFound = ({ id, folder }: BadEntry): boolean =>
    records.some((record) => record.id === id || record.folder === folder);
  const isNameless = ({ id, name, folder }: BadEntry): boolean => id === null && name === null && folder === null;
  const named = bad.filter((entry) => !isNameless(entry) && !isFound(entry));
  // What says nothing of itself may well be one of those found.
  const nameless = bad.some(isNameless) && foundCount < bad.length ? [ENTRY_WITHOUT_NAME] : [];
  return [...named.map(({ id, name, folder }) => name ?? id ?? folder ?? ''), ...nameless];
}
