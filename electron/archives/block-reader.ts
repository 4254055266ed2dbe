import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';

const BLOCK_BYTES = 64 * 1024;
/** The list of contents and the headers in front of the files are read in turns. */
const BLOCKS_KEPT = 4;
const STREAM_BLOCK_BYTES = 256 * 1024;

/**
 * Reads an open file for yauzl, in blocks: an archive has two small headers for each file, and a call to the system for
 * each would take minutes where there are many. Closing the file is up to whoever opened it.
 */
export class BlockReader extends RandomAccessReader {
  readonly #handle: FileHandle;
  readonly #sizeBytes: number;
  #blocks: readonly { readonly position: number; readonly bytes: Buffer }[] = [];

  constructor(handle: FileHandle, sizeBytes: number) {
    super();
    this.#handle = handle;
    this.#sizeBytes = sizeBytes;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.#copy(buffer.subarray(offset, offset + length), position).then(
      () => callback(null),
      (error: unknown) => callback(error as Error),
    );
  }

  override _readStreamForRange(start: number, end: number): Readable {
    // Not a stream of the file itself: destroyed, it would close the file under us.
    return Readable.from(this.chunks(start, end), { objectMode: false });
  }

  async *chunks(start: number, end: number): AsyncGenerator<Buffer> {
    for (let position = start; position < end;) {
      const wanted = Math.min(STREAM_BLOCK_BYTES, end - position);
      const { bytesRead, buffer } = await this.#handle.read(Buffer.allocUnsafe(wanted), 0, wanted, position);
      if (bytesRead === 0) throw new Error('unexpected EOF');
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  /** Fewer at the end of the file. */
  async bytesAt(position: number, length: number): Promise<Buffer> {
    const bytes = Buffer.alloc(Math.max(0, Math.min(length, this.#sizeBytes - position)));
    await this.#copy(bytes, position);
    return bytes;
  }

  async #copy(target: Buffer, position: number): Promise<void> {
    if (!(position >= 0 && position + target.length <= this.#sizeBytes)) throw new Error('unexpected EOF');
    let done = 0;
    while (done < target.length) {
      const at = position + done;
      const start = at - (at % BLOCK_BYTES);
      const copied = (await this.#block(start)).copy(target, done, at - start);
      if (copied === 0) throw new Error('unexpected EOF');
      done += copied;
    }
  }

  async #block(position: number): Promise<Buffer> {
    const kept = this.#blocks.find((block) => block.position === position);
    if (kept !== undefined) return kept.bytes;
    const bytes = Buffer.allocUnsafe(Math.min(BLOCK_BYTES, this.#sizeBytes - position));
    const { bytesRead } = await this.#handle.read(bytes, 0, bytes.length, position);
    const block = { position, bytes: bytes.subarray(0, bytesRead) };
    this.#blocks = [block, ...this.#blocks.slice(0, BLOCKS_KEPT - 1)];
    return block.bytes;
  }
}
