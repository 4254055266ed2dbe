/** Takes single files out of a zip archive that came over the network. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { fail, ok, type Result } from '../../../shared/result';
import {
  ARCHIVE_RULES,
  holdsAsLink,
  holdsTooLargeFile,
  isNoReadableZip,
} from '../../../shared/words/executable-archive-words';

/** Why an archive cannot be used, as the end of a sentence that starts with its name. */
export interface ArchiveProblem {
  readonly rule: string;
}

const FILE_TYPE_MASK = 0o170000;
const REGULAR_FILE = 0o100000;

/** The permission word Unix archivers leave in the entry; 0 where there is none. */
const unixFileType = (entry: Entry): number => (entry.externalFileAttributes >>> 16) & FILE_TYPE_MASK;

/**
 * Writes the one entry that `matches` to `destination`, a path of our own choosing, and returns its SHA-256 (hex).
 * Links and entries above `maxBytes` are refused; the count is of real bytes, not of what the archive claims.
 */
export async function unpackEntry(
  archive: string,
  matches: (name: string) => boolean,
  destination: string,
  maxBytes: number,
): Promise<Result<string, ArchiveProblem>> {
  return withEntry(archive, { matches, whereNone: ARCHIVE_RULES.lacksExecutable, maxBytes }, async (zip, entry) => {
    const hash = createHash('sha256');
    let received = 0;
    await pipeline(
      await zip.openReadStreamPromise(entry),
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          received += chunk.length;
          if (received > maxBytes) throw new Error(holdsTooLargeFile(maxBytes));
          hash.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(destination, { flags: 'wx', mode: 0o600 }),
    );
    return hash.digest('hex');
  });
}

/** The text of the one entry that `matches`. */
export async function readEntryText(
  archive: string,
  matches: (name: string) => boolean,
  maxBytes: number,
): Promise<Result<string, ArchiveProblem>> {
  return withEntry(archive, { matches, whereNone: ARCHIVE_RULES.lacksRecord, maxBytes }, async (zip, entry) => {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString('utf8');
  });
}

interface WantedEntry {
  readonly matches: (name: string) => boolean;
  /** The rule that is broken where there is none. */
  readonly whereNone: string;
  readonly maxBytes: number;
}

async function withEntry<Value>(
  archive: string,
  { matches, whereNone, maxBytes }: WantedEntry,
  use: (zip: ZipFile, entry: Entry) => Promise<Value>,
): Promise<Result<Value, ArchiveProblem>> {
  let zip: ZipFile | undefined;
  try {
    zip = await openPromise(archive, { autoClose: false, strictFileNames: true });
    for await (const entry of zip.eachEntry()) {
      if (!matches(entry.fileName)) continue;
      const type = unixFileType(entry);
      if (type !== 0 && type !== REGULAR_FILE) return fail({ rule: holdsAsLink(entry.fileName) });
      if (entry.isEncrypted()) return fail({ rule: ARCHIVE_RULES.encrypted });
      if (entry.uncompressedSize > maxBytes) return fail({ rule: holdsTooLargeFile(maxBytes) });
      return ok(await use(zip, entry));
    }
    return fail({ rule: whereNone });
  } catch (error) {
    return fail({ rule: isNoReadableZip(error instanceof Error ? error.message : String(error)) });
  } finally {
    zip?.close();
  }
}
