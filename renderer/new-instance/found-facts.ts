import { upgradeInWords } from '../../shared/data-generation';
import { opensByUpgrading, type FolderInspection } from '../../shared/open-folder';
import { isVersion } from '../../shared/version-order';

/** “a”, “a and b”, “a, b and c”. */
const inARow = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;

/** The folder itself, or the `pb_data` in it. */
const isWhatWasTyped = ({ folder }: FolderInspection, typed: string): boolean =>
  [folder, `${folder}/pb_data`, `${folder}\\pb_data`].includes(typed.replace(/[\\/]+$/, ''));

/** What was found in a folder, in sentences. */
export function foundFacts(found: FolderInspection, typed: string): readonly string[] {
  const { folder, versionNote, missingFolders, inMaintenance } = found;
  return [
    ...(isWhatWasTyped(found, typed) ? [] : [`The folder is ${folder}.`]),
    versionNote,
    ...(missingFolders.length === 0 ? [] : [`${inARow(missingFolders)} will be created.`]),
    ...(inMaintenance ? ['It was in maintenance, and stays in maintenance until you turn that off.'] : []),
  ];
}

/** What happens before the folder is opened with the version; nothing when the data stays as it is. */
export function upgradeOnOpening(found: FolderInspection, typed: string): string | undefined {
  const version = typed.trim();
  return isVersion(version) && opensByUpgrading(version, found) ? upgradeInWords(version) : undefined;
}
