/** What a restore would do, as rows to read. Pure. */
import type { InstancePart, RestorePreview } from '../../shared/backup';
import { isOlder } from '../../shared/version-order';
import { contentInWords, counted, isForeign, makerInWords } from '../../shared/words/backup-words';
import { bytesInWords } from '../../shared/words/bytes-in-words';

export interface Fact {
  readonly name: string;
  readonly text: string;
}

/** Beyond this no drive tells the truth: the system did not say. */
const NO_DRIVE_BYTES = 2 ** 50;

export function restoreFacts(preview: RestorePreview, when: (iso: string) => string): readonly Fact[] {
  const { collections, createdAt, freeBytes, ignored, neededBytes, now, records, version } = preview;
  const dataBytes = preview.parts.find(({ part }) => part === 'pb_data')?.bytes ?? 0;
  const known = collections !== null && records !== null;
  const content = known ? contentInWords({ collections, records }) : 'counted after unpacking';
  const ofNow = now === null ? '' : `, and up to ${bytesInWords(now.roomBytes)} for a backup of the current data`;
  const free = freeBytes < NO_DRIVE_BYTES ? `; ${bytesInWords(freeBytes)} is free` : '';
  return [
    { name: 'Created', text: createdAt === null ? 'unknown' : when(createdAt) },
    { name: 'Source', text: makerInWords(preview) },
    { name: 'Version', text: version === null ? 'unknown' : `PocketBase ${version}` },
    { name: 'Backup', text: `${content} · ${bytesInWords(dataBytes)}` },
    {
      name: 'Current data',
      text: now === null ? 'no data that can be read' : `${contentInWords(now)} · ${bytesInWords(now.bytes)}`,
    },
    ...(ignored.length === 0 ? [] : [{ name: 'Left out', text: leftOutInWords(preview) }]),
    { name: 'Space', text: `${bytesInWords(neededBytes)} is needed${ofNow}${free}` },
  ];
}

const leftOutInWords = ({ ignored, ignoredCount }: RestorePreview): string =>
  ignoredCount > ignored.length
    ? `${ignored.join(', ')} (${String(ignoredCount)} files and folders)`
    : ignored.join(', ');

/** The version to restore together with the data: the one that was wanted, or that of the backup, where it is older. */
export function olderVersion(
  { version }: Pick<RestorePreview, 'version'>,
  present: string,
  wanted: string | null,
): string | null {
  const other = wanted ?? version;
  return other !== null && isOlder(other, present) ? other : null;
}

export interface PartChoice {
  readonly part: InstancePart;
  readonly note: string;
}

/** Hooks of somebody else, which PocketBase would run. */
export const bringsPrograms = (preview: Pick<RestorePreview, 'parts' | 'source' | 'isOwn'>): boolean =>
  isForeign(preview) && preview.parts.some(({ files, part }) => part === 'pb_hooks' && files > 0);

/** What can be restored besides the data. */
export const partChoices = ({ parts }: Pick<RestorePreview, 'parts'>): readonly PartChoice[] =>
  parts
    .filter(({ part }) => part !== 'pb_data')
    .map(({ bytes, files, part }) => ({
      part,
      note:
        files === 0
          ? 'not in the backup; the current ones would be removed'
          : `${counted(files, 'file')}, ${bytesInWords(bytes)}`,
    }));
