import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import { shownName } from '../../shared/archive-name';
import { libraryProblem, type OpenArchive } from './open-archive';
import { problemOf, refuse, refuseIfAborted, Refusal } from './refusal';
import type { ScannedEntry } from './scan-archive';

/** In bytes: what is inflated at once, and so the most that is looked at after a limit. */
const CHUNK_BYTES = 64 * 1024;
/** Up to here a content is taken whole; a chain of streams for each of many would take most of the time. */
const SMALL_BYTES = 256 * 1024;

/**
 * Gives the content to `take`, chunk by chunk. Refuses at the first byte beyond the stated size, before it is handed
 * on, and a content that is shorter or has another CRC-32, which no library looks at.
 */
export async function readEntry(
  archive: OpenArchive,
  entry: ScannedEntry,
  take: (chunk: Buffer) => Promise<void> | void,
  signal?: AbortSignal,
): Promise<void> {
  const { name, packedBytes, unpackedBytes: statedBytes } = entry;
  let foundBytes = 0;
  let checksum = 0;
  const consume = async (chunk: Buffer): Promise<void> => {
    foundBytes += chunk.length;
    if (foundBytes > statedBytes) refuse({ kind: 'wrong-size', entry: shownName(name), statedBytes, foundBytes });
    checksum = crc32(chunk, checksum);
    await take(chunk);
  };
  if (packedBytes > 0) {
    refuseIfAborted(signal);
    const whole = await wholeContent(archive, entry);
    if (whole === null) await stream(archive, entry, consume, signal);
    else if (whole.length > 0) await consume(whole);
  }
  if (foundBytes < statedBytes) refuse({ kind: 'wrong-size', entry: shownName(name), statedBytes, foundBytes });
  if (checksum !== entry.crc32) refuse({ kind: 'wrong-checksum', entry: shownName(name) });
}

/** Null: it is not small, or something is wrong with it, which reading it in a stream tells. */
async function wholeContent(
  archive: OpenArchive,
  { dataStart, isDeflated, packedBytes, unpackedBytes }: ScannedEntry,
): Promise<Buffer | null> {
  if (packedBytes > SMALL_BYTES || unpackedBytes > SMALL_BYTES) return null;
  const packed = await archive.bytesAt(dataStart, packedBytes);
  if (packed.length < packedBytes) return null;
  if (!isDeflated) return packed;
  try {
    const maxOutputLength = unpackedBytes + 1;
    return inflateRawSync(packed, { maxOutputLength, chunkSize: Math.max(maxOutputLength, 64) });
  } catch {
    return null;
  }
}

async function stream(
  archive: OpenArchive,
  { name, dataStart, isDeflated, packedBytes }: ScannedEntry,
  consume: (chunk: Buffer) => Promise<void>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const options = signal === undefined ? {} : { signal };
  // Pipelines tell of the streams that were ended by an error before they tell of the error.
  let cause: unknown = null;
  const take = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    try {
      for await (const chunk of chunks) await consume(chunk);
    } catch (error) {
      cause = error;
      throw error;
    }
  };
  const raw = Readable.from(archive.chunks(dataStart, dataStart + packedBytes), { objectMode: false });
  try {
    await (isDeflated
      ? pipeline(raw, createInflateRaw({ chunkSize: CHUNK_BYTES }), take, options)
      : pipeline(raw, take, options));
  } catch (error) {
    refuseIfAborted(signal);
    const problem = problemOf([cause, error].find(isCause) ?? error, libraryProblem);
    throw new Refusal(problem.kind === 'damaged' ? { ...problem, entry: shownName(name) } : problem);
  } finally {
    raw.destroy();
  }
}

const isCause = (error: unknown): boolean =>
  error instanceof Error && error.name !== 'AbortError' && !error.message.startsWith('Premature close');
