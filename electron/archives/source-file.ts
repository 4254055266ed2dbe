/** Files that go into a backup: read twice, once for the manifest and once for the zip, and the same both times. */
import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type BigIntStats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { deflateRaw } from 'node:zlib';
import { promisify } from 'node:util';
import { shownName } from '../../shared/archive-name';
import { problemOf, refuse, refuseIfAborted, Refusal } from './refusal';

export interface ArchiveSource {
  /** Absolute. */
  readonly path: string;
  /** In the zip, with slashes; ends with one for an empty folder. */
  readonly name: string;
}

export interface HashedSource extends ArchiveSource {
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly modifiedAt: Date;
  /** Put in as it is: packed already, or so empty that a packed one would be taken for a bomb. */
  readonly stored: boolean;
}

const CHUNK_BYTES = 256 * 1024;
const NO_FOLLOW = (constants as { readonly O_NOFOLLOW?: number }).O_NOFOLLOW ?? 0;

/**
 * Up to here a file is read whole, and the process waits for it. It has nothing else to do, and a call that goes through
 * the pool of threads takes ten times as long as one that does not.
 */
const SMALL_BYTES = CHUNK_BYTES;

export const isSmall = ({ sizeBytes }: { readonly sizeBytes: number }): boolean => sizeBytes <= SMALL_BYTES;

/** Formats that are packed already; deflate would cost time and gain nothing. */
const PACKED =
  /\.(?:jpe?g|png|gif|webp|avif|heic|mp[34]|m4[av]|mov|webm|mkv|ogg|opus|aac|flac|zip|gz|tgz|bz2|xz|zst|br|7z|rar|docx|xlsx|pptx|epub|woff2?)$/i;

export async function hashSource(
  source: ArchiveSource,
  signal: AbortSignal | undefined,
  onBytes: (bytes: number) => void,
): Promise<HashedSource> {
  refuseIfAborted(signal);
  const whole = readSmall(source);
  if (whole !== null) {
    const { bytes, modifiedAt } = whole;
    onBytes(bytes.length);
    const stored = bytes.length === 0 || PACKED.test(source.name);
    return { ...source, sizeBytes: bytes.length, sha256: sha256Of(bytes), modifiedAt, stored };
  }
  return withSource(source, async (handle, before) => {
    const hash = createHash('sha256');
    const sample = createSample();
    let sizeBytes = 0;
    for await (const chunk of chunksOf(handle, Number(before.size))) {
      refuseIfAborted(signal);
      hash.update(chunk);
      await sample.add(chunk);
      sizeBytes += chunk.length;
      onBytes(chunk.length);
    }
    const after = await handle.stat({ bigint: true });
    if (BigInt(sizeBytes) !== after.size || after.mtimeNs !== before.mtimeNs) changed(source);
    const modifiedAt = modificationOf(after);
    const stored = sizeBytes === 0 || PACKED.test(source.name) || sample.isNearlyEmpty();
    return { ...source, sizeBytes, sha256: hash.digest('hex'), modifiedAt, stored };
  });
}

/** The content of a small one once more. Throws when it is another one than what was hashed. */
export function wholeContentOf(source: HashedSource): Buffer {
  const bytes = readSmall(source)?.bytes ?? changed(source);
  return bytes.length === source.sizeBytes && sha256Of(bytes) === source.sha256 ? bytes : changed(source);
}

/** The content of a large one once more. Throws at the end when it was another one than what was hashed. */
export async function* contentOf(source: HashedSource): AsyncGenerator<Buffer> {
  const handle = await openSource(source);
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of chunksOf(handle, source.sizeBytes)) {
      bytes += chunk.length;
      if (bytes > source.sizeBytes) changed(source);
      hash.update(chunk);
      yield chunk;
    }
    if (bytes !== source.sizeBytes || hash.digest('hex') !== source.sha256) changed(source);
  } catch (error) {
    throw unreadable(source, error);
  } finally {
    await handle.close();
  }
}

/** Of the bytes that would be read, before any is. Refuses what is neither file nor folder. */
export function sourceSizeBytes(source: ArchiveSource): number {
  try {
    const stats = lstatSync(source.path);
    const isFolder = source.name.endsWith('/');
    if (isFolder ? !stats.isDirectory() : !stats.isFile()) {
      refuse({ kind: 'not-a-file', entry: shownName(source.name), what: stats.isSymbolicLink() ? 'link' : 'other' });
    }
    return isFolder ? 0 : stats.size;
  } catch (error) {
    throw unreadable(source, error);
  }
}

const changed = ({ name }: ArchiveSource): never => refuse({ kind: 'source-changed', entry: shownName(name) });

function unreadable(source: ArchiveSource, error: unknown): Refusal {
  const entry = shownName(source.name);
  const problem = problemOf(error, ({ code, message }) => ({
    kind: 'source-unreadable',
    entry,
    detail: code ?? message,
  }));
  return new Refusal(problem);
}

async function openSource(source: ArchiveSource): Promise<FileHandle> {
  try {
    return await open(source.path, constants.O_RDONLY | NO_FOLLOW);
  } catch (error) {
    throw unreadable(source, error);
  }
}

/** Null: it is not small. */
function readSmall(source: ArchiveSource): { readonly bytes: Buffer; readonly modifiedAt: Date } | null {
  try {
    const descriptor = openSync(source.path, constants.O_RDONLY | NO_FOLLOW);
    try {
      const before = fstatSync(descriptor, { bigint: true });
      if (before.size > SMALL_BYTES) return null;
      // One byte more, so that one that has grown is noticed.
      const bytes = Buffer.allocUnsafe(Number(before.size) + 1);
      let length = 0;
      for (let read = -1; read !== 0 && length < bytes.length; length += read) {
        read = readSync(descriptor, bytes, length, bytes.length - length, null);
      }
      const after = fstatSync(descriptor, { bigint: true });
      if (BigInt(length) !== after.size || after.mtimeNs !== before.mtimeNs) changed(source);
      return { bytes: bytes.subarray(0, length), modifiedAt: modificationOf(after) };
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw unreadable(source, error);
  }
}

const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const modificationOf = ({ mtimeNs }: BigIntStats): Date => new Date(Number(mtimeNs / 1_000_000n));

async function withSource<Value>(
  source: ArchiveSource,
  use: (handle: FileHandle, before: BigIntStats) => Promise<Value>,
): Promise<Value> {
  const handle = await openSource(source);
  try {
    return await use(handle, await handle.stat({ bigint: true }));
  } catch (error) {
    throw unreadable(source, error);
  } finally {
    await handle.close();
  }
}

/** In chunks of new memory: whoever gets one may keep it for a while. Those of small files are small. */
async function* chunksOf(handle: FileHandle, expectedBytes: number): AsyncGenerator<Buffer> {
  // One byte more, so that a file of the expected size ends with the second call, and a larger one is noticed.
  const length = Math.min(CHUNK_BYTES, expectedBytes + 1);
  for (;;) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, null);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

const deflate = promisify(deflateRaw) as (bytes: Buffer, options: { level: number }) => Promise<Buffer>;
/** One chunk of so many is packed as a sample; smaller files may always be packed. */
const SAMPLED_EVERY = 16;
/** A quarter of what a reader lets pass. */
const NEARLY_EMPTY_RATIO = 50;

function createSample(): { add(chunk: Buffer): Promise<void>; isNearlyEmpty(): boolean } {
  let chunks = 0;
  let bytes = 0;
  let packed = 0;
  return {
    add: async (chunk) => {
      chunks += 1;
      if (chunks % SAMPLED_EVERY !== 0) return;
      bytes += chunk.length;
      packed += (await deflate(chunk, { level: 1 })).length;
    },
    isNearlyEmpty: () => bytes > NEARLY_EMPTY_RATIO * packed,
  };
}
