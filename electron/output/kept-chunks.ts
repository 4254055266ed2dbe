import { open, type FileHandle } from 'node:fs/promises';
import { LINE_LIMIT_BYTES, NEWLINE } from './line-splitter';
import { listLogFiles } from './log-files';

/** So much is worked on without a pause. */
export const CHUNK_BYTES = 128 * 1024;

/** Whole lines of a file; the last one of a file may have no end. */
export interface LogChunk {
  readonly path: string;
  readonly run: number;
  /** In bytes. */
  readonly start: number;
  /** The first byte after it. */
  readonly end: number;
  /** The beginning of its first line is not known, and the line is not shown. */
  readonly insideLine: boolean;
}

export interface ReadChunk extends LogChunk {
  /** Of a line without an end, its beginning. Not to be kept: it is written over by the next. */
  readonly bytes: Buffer;
}

/** Files were begun anew or deleted while they were read: some lines were passed over or come twice. */
export class KeptOutputChanged extends Error {}

/**
 * Everything that is kept of the output of one instance, oldest first, as it was when this began. Works in small steps
 * with a pause after each. Throws `KeptOutputChanged` at the end, what the system says, or the reason of the signal.
 */
export async function* keptChunks(folder: string, signal?: AbortSignal): AsyncGenerator<ReadChunk> {
  const files = listLogFiles(folder);
  let before: { readonly run: number; readonly endsWithLine: boolean } | undefined;
  for (const { path, run, part } of files) {
    const follows = before?.run === run;
    // Parts before this one were deleted, or the one before it has no seamless continuation.
    let insideLine = follows ? before?.endsWithLine === false : Number.isFinite(part) && part > 1;
    let endsWithLine = true;
    const handle = await openOrChanged(path);
    try {
      const { size } = await handle.stat();
      for await (const piece of piecesOfLog(handle, 0, size)) {
        signal?.throwIfAborted();
        yield { path, run, insideLine, start: piece.start, end: piece.end, bytes: piece.bytes };
        insideLine = false;
        endsWithLine = piece.endsWithLine;
      }
    } finally {
      await handle.close();
    }
    // An empty file has no line that could go on.
    before = { run, endsWithLine };
  }
  const after = listLogFiles(folder);
  const isSame = files.every(({ path }, index) => after[index]?.path === path) && after.length >= files.length;
  if (!isSame) throw new KeptOutputChanged();
}

export interface LogPiece {
  readonly start: number;
  readonly end: number;
  readonly endsWithLine: boolean;
  /** Of a line that is longer than a piece, its beginning. Not to be kept: it is written over by the next. */
  readonly bytes: Buffer;
}

/** Whole lines from the beginning of one to the end of the file, which is the only place where one may have no end. */
export async function* piecesOfLog(handle: FileHandle, from: number, size: number): AsyncGenerator<LogPiece> {
  const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, Math.max(0, size - from)));
  for (let start = from; start < size;) {
    const read = await readAt(handle, buffer, start, Math.min(CHUNK_BYTES, size - start));
    if (read.length === 0) throw new KeptOutputChanged();
    const last = read.lastIndexOf(NEWLINE);
    const atEnd = start + read.length === size;
    if (last === -1 && !atEnd) {
      const bytes = Buffer.from(read.subarray(0, LINE_LIMIT_BYTES));
      const { end, endsWithLine } = await endOfLine(handle, buffer, start + read.length, size);
      yield { start, end, endsWithLine, bytes };
      start = end;
    } else {
      const length = atEnd ? read.length : last + 1;
      yield { start, end: start + length, endsWithLine: last === length - 1, bytes: read.subarray(0, length) };
      start += length;
    }
  }
}

/** The bytes of a chunk that was read before; fewer when its file has changed. Throws what the system says. */
export async function readChunk({ path, start, end }: LogChunk): Promise<Buffer> {
  const handle = await openOrChanged(path);
  try {
    const wanted = end - start;
    // A single line that is longer than a chunk counts with its beginning.
    const length = wanted > CHUNK_BYTES ? LINE_LIMIT_BYTES : wanted;
    return await readAt(handle, Buffer.allocUnsafe(length), start, length);
  } finally {
    await handle.close();
  }
}

export async function openOrChanged(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new KeptOutputChanged();
    throw error;
  }
}

export async function readAt(handle: FileHandle, buffer: Buffer, position: number, length: number): Promise<Buffer> {
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(buffer, done, length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return buffer.subarray(0, done);
}

/** The first place after the next newline, or the end. */
async function endOfLine(
  handle: FileHandle,
  buffer: Buffer,
  from: number,
  size: number,
): Promise<Pick<LogPiece, 'end' | 'endsWithLine'>> {
  for (let at = from; at < size;) {
    const read = await readAt(handle, buffer, at, Math.min(buffer.length, size - at));
    if (read.length === 0) throw new KeptOutputChanged();
    const newline = read.indexOf(NEWLINE);
    if (newline !== -1) return { end: at + newline + 1, endsWithLine: true };
    at += read.length;
  }
  return { end: size, endsWithLine: false };
}
