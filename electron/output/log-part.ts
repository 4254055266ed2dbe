import { read } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { renamePatientlyNow } from '../disk/rename';
import { partPath, partsOf } from './log-files';

const COPY_BYTES = 256 * 1024;
const readSome = promisify(read);

/**
 * A copy of a stretch of a log file, in a file beside it, which has its name only once the log itself no longer holds the
 * same. When it cannot be written, there is none and the reason is kept.
 */
export class LogPart {
  copiedBytes = 0;
  problem: string | null = null;
  readonly #file: string;
  readonly #source: number;
  readonly #limitBytes: number;
  #path: string | null = null;
  #isPublished = false;
  #from = 0;
  #handle: FileHandle | null = null;

  constructor(file: string, source: number, limitBytes: number) {
    this.#file = file;
    this.#source = source;
    this.#limitBytes = limitBytes;
  }

  get name(): string | null {
    return this.#path === null ? null : basename(this.#path);
  }

  /** The file, and the place of the log at which it begins; null while there is none. */
  get place(): { readonly path: string; readonly from: number } | null {
    return this.#path === null ? null : { path: this.#path, from: this.#from };
  }

  get isFull(): boolean {
    return this.copiedBytes >= this.#limitBytes;
  }

  /** Copies no more than the part may hold. */
  copy(from: number, to: number): Promise<void> {
    return this.#try(async () => {
      const isFirst = this.#handle === null;
      const handle = await this.#open();
      if (isFirst) this.#from = from;
      const end = Math.min(to, from + this.#limitBytes - this.copiedBytes);
      const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(COPY_BYTES, end - from)));
      for (let at = from; at < end;) {
        const { bytesRead } = await readSome(this.#source, buffer, 0, Math.min(buffer.length, end - at), at);
        if (bytesRead === 0) return;
        await writeAll(handle, buffer.subarray(0, bytesRead));
        this.copiedBytes += bytesRead;
        at += bytesRead;
      }
    });
  }

  /** Behind what was copied, also when that ends within a line. */
  endWith(text: string): Promise<void> {
    return this.#try(async () => {
      if (this.#handle !== null) await writeAll(this.#handle, Buffer.from(text));
    });
  }

  /** Gives it its name. Throws what the system says. */
  publish(): void {
    if (this.#path === null || this.#isPublished) return;
    renamePatientlyNow(unpublished(this.#path), this.#path);
    this.#isPublished = true;
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    await handle?.close();
  }

  async discard(): Promise<void> {
    const path = this.#path;
    this.#path = null;
    this.copiedBytes = 0;
    await this.close();
    if (path !== null) await rm(this.#isPublished ? path : unpublished(path), { force: true });
  }

  async #open(): Promise<FileHandle> {
    if (this.#handle !== null) return this.#handle;
    const path = partPath(this.#file, (partsOf(this.#file).at(-1)?.part ?? 0) + 1);
    // One that is there was never finished.
    this.#handle = await open(unpublished(path), 'w', 0o600);
    this.#path = path;
    return this.#handle;
  }

  async #try(write: () => Promise<void>): Promise<void> {
    if (this.problem !== null) return;
    try {
      await write();
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      this.problem = code ?? message;
      await this.discard();
    }
  }
}

const unpublished = (path: string): string => path.replace(/\.log$/, '.part');

async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let written = 0; written < bytes.length;)
    written += (await handle.write(bytes, written, bytes.length - written)).bytesWritten;
}
