import type { FolderInspection } from '../../shared/open-folder';

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
    ...(missingFolders.length === 0 ? [] : [`${inARow(missingFolders)} will be made.`]),
    ...(inMaintenance ? ['It was in maintenance, and stays in maintenance until you turn that off.'] : []),
  ];
}
