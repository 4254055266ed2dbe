/** What a folder's own record, `basekeeper.json`, adds when the folder is opened as an instance. */
import { instanceId } from '../../shared/input';
import type { InstanceId } from '../../shared/ids';
import type { Instance, InstanceConfiguration, Intent } from '../../shared/instance';
import { recordIsCopyOf, recordNotUsable, recordPutsBackups, recordSets } from '../../shared/words/opened-folder-words';
import type { FileProblem } from '../../shared/words/storage-words';

type SavedRecord = InstanceConfiguration & { readonly intent: Intent };

export type FoundRecord =
  | { readonly kind: 'record'; readonly record: SavedRecord }
  /** `owner` is the id it names, as far as that can be read. */
  | { readonly kind: 'unusable'; readonly problem: FileProblem; readonly owner: string | null };

/** Reads and moves the records; the storage room satisfies it. */
export interface RecordFiles {
  read(folder: string): Promise<FoundRecord>;
  /** Renames it; answers the way back. */
  setAside(folder: string): () => Promise<void>;
}

export const recordOrNull = (found: FoundRecord): SavedRecord | null => (found.kind === 'record' ? found.record : null);

const idNamedBy = (found: FoundRecord): string | null => (found.kind === 'record' ? found.record.id : found.owner);

/** The id it names, if that is one and free. A copy of a folder names the id of the instance it was copied from. */
export function freeIdOf(found: FoundRecord, instances: readonly Instance[]): InstanceId | null {
  const named = instanceId.safeParse(idNamedBy(found));
  return named.success && instances.every(({ id }) => id !== named.data) ? named.data : null;
}

/** It names an instance that this folder cannot become. */
export const isOfAnother = (found: FoundRecord, instances: readonly Instance[]): boolean =>
  idNamedBy(found) !== null && freeIdOf(found, instances) === null;

export function recordWarnings(found: FoundRecord, instances: readonly Instance[]): readonly string[] {
  if (found.kind === 'unusable' && found.problem.kind !== 'missing') return [recordNotUsable(found.problem)];
  const record = recordOrNull(found);
  const other = instances.find(({ id }) => id === idNamedBy(found));
  return [
    ...(other === undefined ? [] : [recordIsCopyOf(other.name)]),
    ...(record === null ? [] : consequences(record)),
  ];
}

/** S26: what the record makes the instance do, in the words of whoever wrote it. */
function consequences({ launchOptions, backups }: SavedRecord): readonly string[] {
  const sets = recordSets({
    variables: launchOptions.environment.map(({ name }) => name),
    arguments: launchOptions.arguments,
    pathFolders: launchOptions.pathFolders,
    hasEncryptionKey: launchOptions.encryptionKey !== null,
  });
  return [...(sets === null ? [] : [sets]), ...(backups.folder === null ? [] : [recordPutsBackups(backups.folder)])];
}
