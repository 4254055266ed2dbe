import { isAbsolute, resolve } from 'node:path';
import type { FileProblem } from '../../shared/words/storage-words';
import { fileProblemOf, refuseForbiddenKeys } from './file-problem';
import { instanceRecord, type SavedInstance } from './instance-record';

/** What an entry that cannot be used still says about itself. */
export interface BadEntry {
  readonly id: string | null;
  readonly name: string | null;
  readonly folder: string | null;
  readonly problem: FileProblem;
}

export interface ListEntries {
  readonly good: readonly SavedInstance[];
  readonly bad: readonly BadEntry[];
  /** Good by themselves, but several of them claim one id or one folder. In the order of the file. */
  readonly contested: readonly SavedInstance[];
}

/** One bad entry does not spoil the others. */
export function sortEntries(entries: readonly unknown[]): ListEntries {
  const bad: BadEntry[] = [];
  const records: SavedInstance[] = [];
  for (const entry of entries) {
    try {
      refuseForbiddenKeys(entry);
      records.push(instanceRecord.parse(entry));
    } catch (error) {
      bad.push(whatItSays(entry, fileProblemOf(error)));
    }
  }
  const isContested = (record: SavedInstance): boolean =>
    records.some((other) => other !== record && (other.id === record.id || isSameFolder(other, record)));
  return {
    good: records.filter((record) => !isContested(record)),
    bad,
    contested: records.filter(isContested),
  };
}

export const isSameFolder = (one: Pick<SavedInstance, 'folder'>, other: Pick<SavedInstance, 'folder'>): boolean =>
  resolve(one.folder) === resolve(other.folder);

/** Those that clash with none taken before them. */
export function firstOfEach(taken: readonly SavedInstance[], contested: readonly SavedInstance[]): SavedInstance[] {
  const added: SavedInstance[] = [];
  for (const record of contested) {
    const clash = [...taken, ...added].some(({ id, folder }) => id === record.id || isSameFolder({ folder }, record));
    if (!clash) added.push(record);
  }
  return added;
}

function whatItSays(entry: unknown, problem: FileProblem): BadEntry {
  const said = (key: string): string | null => {
    const value: unknown =
      typeof entry === 'object' && entry !== null && Object.hasOwn(entry, key) ? Reflect.get(entry, key) : null;
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const folder = said('folder');
  return { id: said('id'), name: said('name'), folder: folder !== null && isAbsolute(folder) ? folder : null, problem };
}
