/** What a task says when it is done. */
import { counted } from './backup-words';
import { bytesInWords } from './bytes-in-words';

/** `kept` and `notStarted`: sentences of their own, or null. */
interface Exchanged {
  readonly records: number;
  readonly kept: string | null;
  readonly notStarted: string | null;
}

const sentences = (...all: readonly (string | null)[]): string => all.filter((one) => one !== null).join(' ');

export const versionChanged = (
  version: string,
  recordsBefore: number,
  { records, kept, notStarted }: Exchanged,
): string => {
  const before = records === recordsBefore ? 'as before' : `(${String(recordsBefore)} before)`;
  return sentences(`Now on PocketBase ${version}, with ${counted(records, 'record')} ${before}.`, kept, notStarted);
};

export const wentBack = (version: string, { records, kept, notStarted }: Exchanged): string =>
  sentences(
    `Back on PocketBase ${version}, with the ${counted(records, 'record')} from before the change.`,
    kept,
    notStarted,
  );

export interface Restored extends Exchanged {
  /** Null: it stays as it was. */
  readonly version: string | null;
  readonly isInMaintenance: boolean;
  /** Why the data from before is in no backup, and where it is; null: it is in one. */
  readonly notBackedUp: 'damaged' | 'missing' | null;
  readonly keptIn: string | null;
}

export function restored({
  records,
  version,
  isInMaintenance,
  notBackedUp,
  keptIn,
  kept,
  notStarted,
}: Restored): string {
  const what = records === 0 ? 'the data' : counted(records, 'record');
  const withVersion = version === null ? '' : `, with PocketBase ${version}`;
  // What it was in maintenance for, e.g. the damage, may be over; only a person ends it.
  const staysInMaintenance = isInMaintenance && notStarted === null;
  return sentences(
    `Restored ${what}${withVersion}.`,
    notBackedUp === null ? null : dataNotBackedUp(notBackedUp, keptIn),
    kept,
    notStarted,
    staysInMaintenance ? 'It is in maintenance, as before. Turn that off to serve it.' : null,
  );
}

function dataNotBackedUp(why: 'damaged' | 'missing', keptIn: string | null): string {
  if (keptIn === null) return 'There was no data to back up.';
  return why === 'damaged'
    ? `The previous data is damaged and could not be backed up. It was kept in ${keptIn}.`
    : `There was no data.db, so nothing could be backed up. The other files were kept in ${keptIn}.`;
}

export const backupIsWhole = (fileName: string, files: number, bytes: number): string =>
  `${fileName} is intact: ${String(files)} files, ${bytesInWords(bytes)}, all checksums match.`;

export const backupExported = (target: string, bytes: number): string =>
  `${target}: ${bytesInWords(bytes)}, the data only.`;

export const spaceFreed = (beforeBytes: number, afterBytes: number): string =>
  `${bytesInWords(Math.max(0, beforeBytes - afterBytes))} freed (${bytesInWords(beforeBytes)} before, ${bytesInWords(afterBytes)} now).`;

export const databasesInOrder = (files: readonly string[]): string =>
  `${files.join(' and ')} ${files.length === 1 ? 'is' : 'are'} intact.`;

export const passwordSaved = (email: string): string => `${email} can sign in with the new password.`;

export const cloned = (name: string, original: string, withData: boolean, port: number): string => {
  const what = withData ? `a copy of “${original}”` : `like “${original}”, without its data`;
  return `“${name}” is ${what}, on port ${String(port)}. It is not running yet.`;
};

/** `rest`: of the folder it came from. */
export function movedTo(target: string, source: string, rest: 'none' | 'of-others' | 'left-behind'): string {
  const moved = `Moved to ${target}.`;
  if (rest === 'none') return moved;
  return rest === 'of-others'
    ? `${moved} Everything else is still in ${source}.`
    : `${moved} Something was left behind in ${source}.`;
}

export const goneAlready = (folder: string): string => `${folder} had already been removed.`;

/** `bundle`: the name in the trash where only a part of the folder went; `lastBackup`: its path. */
export function deletedInWords(
  folder: string,
  bundle: string | null,
  lastBackup: string | null,
  backups: string,
): string {
  const gone =
    bundle === null
      ? `${folder} is in the trash.`
      : `The instance’s files are in the trash, as ${bundle}; everything else is still in ${folder}.`;
  const backup =
    lastBackup === null
      ? `No last backup was made; earlier backups, if any, are in ${backups}.`
      : `The last backup is ${lastBackup}.`;
  return `${gone} ${backup}`;
}

export const IN_TRASH_ALREADY = 'Its folder is in the trash already, so it was taken off the list.';

/** Why a folder is not in the trash, where the system did not say. */
export const TRASH_GAVE_NO_REASON = 'The system said nothing about why';

export const withLeftovers = (text: string, left: readonly string[]): string =>
  left.length === 0 ? text : `${text} This could not be removed: ${left.join(', ')}.`;

/** Of an operation, at the next launch. */
export const CUT_SHORT = 'Basekeeper ended before this was finished.';

export const finishedLater = (notStarted: string | null): string =>
  sentences('Basekeeper had ended before this was finished. It has been finished now.', notStarted);
