/** Files that go into a backup: read twice, once for the manifest and once for the zip, and the same both times. */
import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type BigIntStats, type Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { shownName } from '../../shared/archive-name';
import { onDisk } from '../disk/byte-names';
import { createDenseCounter, HOLE_BYTES } from './empty-blocks';
import { problemOf, refuse, refuseIfAborted, Refusal } from './refusal';

export interface ArchiveSource {
  /** Absolute; bytes as in `byte-names.ts`. */
  readonly path: string;
  /** In the zip, with slashes; ends with one for a folder. */
  readonly name: string;
  /** Of a symbolic link: where it leads. */
  readonly target?: string;
}

export interface HashedSource extends ArchiveSource {
  readonly sizeBytes: number;
  /** Smaller where it has holes: see `empty-blocks.ts`. */
  readonly denseBytes: number;
  readonly sha256: string;
  readonly modifiedAt: Date;
  /** Permissions, of all. */
  readonly mode: number;
  /** Put in as it is, because it is packed already. */
  readonly stored: boolean;
}

/** What the file system says of a source that is no file. */
export interface SurveyedSource {
  readonly sizeBytes: number;
  readonly mode: number;
}

const CHUNK_BYTES = 256 * 1024;
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as { readonly O_NOFOLLOW?: number; readonly O_NONBLOCK?: number };
/** No link is followed, and a pipe that has taken the place of a file waits for nobody. */
const TO_READ = constants.O_RDONLY | O_NOFOLLOW | O_NONBLOCK;

/**
 * Up to here a file is read whole, and the process waits for it. It has nothing else to do, and a call that goes through
 * the pool of threads takes ten times as long as one that does not.
 */
const SMALL_BYTES = CHUNK_BYTES;

export const isSmall = ({ sizeBytes }: { readonly sizeBytes: number }): boolean => sizeBytes <= SMALL_BYTES;

/** Formats that are packed already; deflate would cost time and gain nothing. */
const PACKED =
  /\.(?:jpe?g|png|gif|webp|avif|heic|mp[34]|m4[av]|mov|webm|mkv|ogg|opus|aac|flac|zip|gz|tgz|bz2|xz|zst|br|7z|rar|docx|xlsx|pptx|epub|woff2?)$/i;

/** Reads it as far as it is at the beginning: what is written to its end meanwhile is not part of it. */
export async function hashSource(
  source: ArchiveSource,
  signal: AbortSignal | undefined,
  onBytes: (bytes: number) => void,
): Promise<HashedSource> {
  refuseIfAborted(signal);
  const isPacked = PACKED.test(source.name);
  const whole = readSmall(source, null);
  if (whole !== null) {
    const { bytes, stats } = whole;
    onBytes(bytes.length);
    const sizes = { sizeBytes: bytes.length, denseBytes: bytes.length };
    return { ...source, ...sizes, ...factsOf(stats), sha256: sha256Of(bytes), stored: bytes.length === 0 || isPacked };
  }
  return withSource(source, async (handle, before) => {
    const hash = createHash('sha256');
    const dense = hasHoles(before) ? createDenseCounter() : null;
    const sizeBytes = Number(before.size);
    let found = 0;
    for await (const chunk of chunksOf(handle, sizeBytes)) {
      refuseIfAborted(signal);
      hash.update(chunk);
      dense?.add(chunk);
      found += chunk.length;
      onBytes(chunk.length);
    }
    if (found !== sizeBytes) changed(source);
    const denseBytes = dense?.total() ?? sizeBytes;
    const stored = isPacked && denseBytes === sizeBytes;
    return { ...source, sizeBytes, denseBytes, ...factsOf(before), sha256: hash.digest('hex'), stored };
  });
}

/** The content of a small one once more. Throws when it is another one than what was hashed. */
export function wholeContentOf(source: HashedSource): Buffer {
  const bytes = readSmall(source, source.sizeBytes)?.bytes ?? changed(source);
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

/** Before anything is read. Refuses what is not what it was said to be. */
export function surveySource(source: ArchiveSource): SurveyedSource {
  try {
    const stats = lstatSync(onDisk(source.path));
    const isFolder = source.name.endsWith('/');
    const isLink = source.target !== undefined;
    if (isFolder ? !stats.isDirectory() : isLink ? !stats.isSymbolicLink() : !stats.isFile()) {
      refuse({ kind: 'not-a-file', entry: shownName(source.name), what: kindOf(stats) });
    }
    return { sizeBytes: isFolder || isLink ? 0 : stats.size, mode: stats.mode & 0o777 };
  } catch (error) {
    throw unreadable(source, error);
  }
}

const kindOf = (stats: Stats): 'link' | 'pipe' | 'socket' | 'device' | 'other' => {
  if (stats.isSymbolicLink()) return 'link';
  if (stats.isFIFO()) return 'pipe';
  if (stats.isSocket()) return 'socket';
  return stats.isBlockDevice() || stats.isCharacterDevice() ? 'device' : 'other';
};

/** Windows tells no blocks. */
const hasHoles = ({ blocks, size }: BigIntStats): boolean =>
  process.platform !== 'win32' && size > HOLE_BYTES && blocks * 512n < size;

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
    return await open(onDisk(source.path), TO_READ);
  } catch (error) {
    throw unreadable(source, error);
  }
}

/** As far as it is, or as far as it was. Null: it is not small. */
function readSmall(
  source: ArchiveSource,
  knownBytes: number | null,
): { readonly bytes: Buffer; readonly stats: BigIntStats } | null {
  try {
    const descriptor = openSync(onDisk(source.path), TO_READ);
    try {
      const stats = requireFile(source, fstatSync(descriptor, { bigint: true }));
      if (knownBytes === null && stats.size > SMALL_BYTES) return null;
      const bytes = Buffer.allocUnsafe(knownBytes ?? Number(stats.size));
      let length = 0;
      for (let read = -1; read !== 0 && length < bytes.length; length += read) {
        read = readSync(descriptor, bytes, length, bytes.length - length, null);
      }
      return length === bytes.length ? { bytes, stats } : changed(source);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw unreadable(source, error);
  }
}

/** What it was when it was looked at it may not be any more. */
function requireFile(source: ArchiveSource, stats: BigIntStats): BigIntStats {
  return stats.isFile() ? stats : changed(source);
}

const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const factsOf = ({ mode, mtimeNs }: BigIntStats): Pick<HashedSource, 'mode' | 'modifiedAt'> => ({
  mode: Number(mode) & 0o777,
  modifiedAt: modificationOf(mtimeNs),
});

/** Years beyond 9999 have no place in ISO 8601 as it is written here; file systems know some. */
const modificationOf = (mtimeNs: bigint): Date =>
  new Date(Math.max(0, Math.min(Number(mtimeNs / 1_000_000n), Date.UTC(9999, 11, 31))));

async function withSource<Value>(
  source: ArchiveSource,
  use: (handle: FileHandle, before: BigIntStats) => Promise<Value>,
): Promise<Value> {
  const handle = await openSource(source);
  try {
    return await use(handle, requireFile(source, await handle.stat({ bigint: true })));
  } catch (error) {
    throw unreadable(source, error);
  } finally {
    await handle.close();
  }
}

/** In chunks of new memory: whoever gets one may keep it for a while. At most so many bytes. */
async function* chunksOf(handle: FileHandle, sizeBytes: number): AsyncGenerator<Buffer> {
  for (let left = sizeBytes; left > 0;) {
    const length = Math.min(CHUNK_BYTES, left);
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, null);
    if (bytesRead === 0) return;
    left -= bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
