import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, crc32, createDeflateRaw, deflateRawSync } from 'node:zlib';
import { bytesOfText } from '../disk/byte-names';
import {
  centralRecord,
  endOfContents,
  FILE_KIND,
  FOLDER_KIND,
  LINK_KIND,
  localHeader,
  type EntryFacts,
} from './zip-records';
import { writeAll } from './write-all';

/** Databases get four fifths of what level 6 saves, in a third of the time. */
const LEVEL = constants.Z_BEST_SPEED;
/** So much is written at once: a call to the system for each small file would cost more than its bytes. */
const WRITTEN_AT_ONCE_BYTES = 1024 * 1024;

export interface NewEntry {
  /** A folder's ends with a slash. Bytes as in `byte-names.ts`. */
  readonly name: string;
  readonly modifiedAt: Date;
  /** Permissions; left out, it is of this user only, also where another program unpacks it. */
  readonly mode?: number | undefined;
}

const modeOf = ({ name, mode }: NewEntry): number =>
  name.endsWith('/') ? FOLDER_KIND | (mode ?? 0o700) : FILE_KIND | (mode ?? 0o600);

/**
 * Writes a zip entry by entry into an open file that nobody reads yet. The libraries there are keep a list of entries
 * that they go through for each one, and build a chain of streams for each: with a hundred thousand small files that is
 * most of an hour. Memory: its record in the list of contents for each entry.
 */
export class ZipWriter {
  readonly #handle: FileHandle;
  readonly #records: Buffer[] = [];
  #position = 0;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async addFolder(entry: NewEntry): Promise<void> {
    await this.addWhole(entry, Buffer.alloc(0), true);
  }

  /** A symbolic link: its content is where it leads. */
  async addLink(entry: NewEntry, target: string): Promise<void> {
    await this.#add({ ...entry, mode: LINK_KIND | 0o777 }, bytesOfText(target), true);
  }

  /** Answers how many bytes it became. */
  async addWhole(entry: NewEntry, bytes: Buffer, stored: boolean): Promise<number> {
    return this.#add({ ...entry, mode: modeOf(entry) }, bytes, stored);
  }

  async #add(entry: NewEntry & { readonly mode: number }, bytes: Buffer, stored: boolean): Promise<number> {
    const deflated = stored ? bytes : deflateRawSync(bytes, { level: LEVEL });
    const packed = deflated.length < bytes.length ? deflated : bytes;
    const facts: EntryFacts = {
      ...entry,
      offset: this.#position + this.#waitingBytes,
      sizeBytes: bytes.length,
      packedBytes: packed.length,
      crc32: crc32(bytes),
      isDeflated: packed !== bytes,
    };
    this.#records.push(centralRecord(facts));
    await this.#write(localHeader(facts));
    await this.#write(packed);
    return packed.length;
  }

  /** For what is too large to be held: its header is written over when its size is known. */
  async addChunks(
    entry: NewEntry,
    { chunks, sizeBytes, stored }: { chunks: AsyncIterable<Buffer>; sizeBytes: number; stored: boolean },
    signal: AbortSignal | undefined,
  ): Promise<number> {
    await this.#flush();
    const offset = this.#position;
    const unknown = { packedBytes: 0, crc32: 0 };
    const facts: EntryFacts = { ...entry, ...unknown, mode: modeOf(entry), offset, sizeBytes, isDeflated: !stored };
    await this.#write(localHeader(facts));
    await this.#flush();
    const start = this.#position;
    let checksum = 0;
    const summed = async function* (): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        checksum = crc32(chunk, checksum);
        yield chunk;
      }
    };
    const take = async (packed: AsyncIterable<Buffer>): Promise<void> => {
      for await (const chunk of packed) await this.#write(chunk);
    };
    const source = Readable.from(summed(), { objectMode: false });
    const options = signal === undefined ? {} : { signal };
    if (stored) await pipeline(source, take, options);
    else await pipeline(source, createDeflateRaw({ level: LEVEL }), take, options);
    await this.#flush();
    const complete = { ...facts, packedBytes: this.#position - start, crc32: checksum };
    await writeAll(this.#handle, localHeader(complete), offset);
    this.#records.push(centralRecord(complete));
    return complete.packedBytes;
  }

  async end(): Promise<void> {
    const start = this.#position + this.#waitingBytes;
    for (const record of this.#records) await this.#write(record);
    const sizeBytes = this.#position + this.#waitingBytes - start;
    await this.#write(endOfContents({ entries: this.#records.length, start, sizeBytes }));
    await this.#flush();
  }

  async #write(bytes: Buffer): Promise<void> {
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes >= WRITTEN_AT_ONCE_BYTES) await this.#flush();
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.concat(this.#waiting);
    await writeAll(this.#handle, bytes, this.#position);
    this.#position += bytes.length;
    this.#waiting = [];
    this.#waitingBytes = 0;
  }
}
