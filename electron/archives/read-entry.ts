import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { shownName } from '../../shared/archive-name';
import { crc32 } from './crc32';
import { DEFLATED } from './entry-headers';
import { libraryProblem } from './open-archive';
import { problemOf, refuse, refuseIfAborted, Refusal } from './refusal';

/** In bytes: what is inflated at once, and so the most that is looked at after a limit. */
const CHUNK_BYTES = 64 * 1024;

/**
 * Gives the content to `take`, chunk by chunk. Refuses at the first byte beyond the stated size, before it is handed
 * on, and a content that is shorter or has another CRC-32, which yauzl does not look at.
 */
export async function readEntry(
  zip: ZipFile,
  entry: Entry,
  name: string,
  take: (chunk: Buffer) => Promise<void> | void,
  signal?: AbortSignal,
): Promise<void> {
  const statedBytes = entry.uncompressedSize;
  let foundBytes = 0;
  let checksum = 0;
  const consume = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of chunks) {
      foundBytes += chunk.length;
      if (foundBytes > statedBytes) refuse({ kind: 'wrong-size', entry: shownName(name), statedBytes, foundBytes });
      checksum = crc32(chunk, checksum);
      await take(chunk);
    }
  };
  if (entry.compressedSize > 0) await stream(zip, entry, name, consume, signal);
  if (foundBytes < statedBytes) refuse({ kind: 'wrong-size', entry: shownName(name), statedBytes, foundBytes });
  if (checksum !== entry.crc32) refuse({ kind: 'wrong-checksum', entry: shownName(name) });
}

async function stream(
  zip: ZipFile,
  entry: Entry,
  name: string,
  consume: (chunks: AsyncIterable<Buffer>) => Promise<void>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const raw = await zip.openReadStreamPromise(entry, { decodeFileData: false });
  const options = signal === undefined ? {} : { signal };
  // Pipelines tell of the streams that were ended by an error before they tell of the error.
  let cause: unknown = null;
  const take = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    try {
      await consume(chunks);
    } catch (error) {
      cause = error;
      throw error;
    }
  };
  try {
    await (entry.compressionMethod === DEFLATED
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
