import { closeSync, fstatSync, openSync, readSync, watch, type FSWatcher } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { presentable } from '../pocketbase/redact';

const CHUNK_BYTES = 64 * 1024;
/** Read at most this much at once; what lies before is skipped, with a line that says so. */
const BACKLOG_LIMIT_BYTES = 1024 * 1024;
/** A line longer than this is cut into pieces, so that one endless line cannot fill the memory. */
const LINE_LIMIT_CHARACTERS = 64 * 1024;
const SETTLE_MS = 40;
/** For file systems that do not announce changes. */
const FALLBACK_INTERVAL_MS = 1000;

/** Follows a file that a child process appends to. Lines come out presentable: plain text without secrets. */
export class OutputTail {
  readonly #descriptor: number;
  readonly #onLines: (lines: readonly string[]) => void;
  #decoder = new StringDecoder('utf8');
  readonly #interval: NodeJS.Timeout;
  #watcher: FSWatcher | undefined;
  #settling: NodeJS.Timeout | undefined;
  #position = 0;
  #partial = '';
  /** What comes first is the rest of a line whose beginning was skipped. */
  #insideSkippedLine = false;
  #closed = false;

  /** Throws when the file cannot be opened. */
  constructor(file: string, onLines: (lines: readonly string[]) => void) {
    this.#descriptor = openSync(file, 'r');
    this.#onLines = onLines;
    this.#interval = setInterval(() => this.read(), FALLBACK_INTERVAL_MS);
    this.#interval.unref();
    try {
      this.#watcher = watch(file, { persistent: false }, () => this.#readSoon());
      this.#watcher.on('error', () => this.#watcher?.close());
    } catch {
      // No more watches to be had from the system: the interval reads all the same.
    }
  }

  /** Reads what is there now. A file that can no longer be read is said in a line, and let go of. */
  read(): void {
    if (this.#closed) return;
    try {
      this.#readNew();
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      this.#emit([`… the output can no longer be read (${code ?? message}) …`]);
      this.#letGo();
    }
  }

  #readNew(): void {
    const { size } = fstatSync(this.#descriptor);
    if (size < this.#position) this.#moveTo(0);
    const backlog = size - this.#position;
    const lines: string[] = [];
    if (backlog > BACKLOG_LIMIT_BYTES) {
      const skipped = backlog - BACKLOG_LIMIT_BYTES;
      this.#moveTo(this.#position + skipped);
      // Half a line may begin with half a secret, which nothing could recognise.
      this.#insideSkippedLine = true;
      lines.push(`… ${String(Math.round(skipped / 1024))} KiB of output are only in the log file …`);
    }
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    for (;;) {
      const count = readSync(this.#descriptor, buffer, 0, Math.min(CHUNK_BYTES, size - this.#position), this.#position);
      if (count <= 0) break;
      this.#position += count;
      this.#split(this.#decoder.write(buffer.subarray(0, count)), lines);
    }
    this.#emit(lines);
  }

  /** Reads the rest, the last unfinished line included, and lets go of the file. */
  close(): void {
    if (this.#closed) return;
    this.read();
    this.#letGo();
    const rest = this.#partial + this.#decoder.end();
    if (rest !== '') this.#emit([rest]);
  }

  #letGo(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#interval);
    clearTimeout(this.#settling);
    this.#watcher?.close();
    closeSync(this.#descriptor);
  }

  #readSoon(): void {
    if (this.#closed) return;
    this.#settling ??= setTimeout(() => {
      this.#settling = undefined;
      this.read();
    }, SETTLE_MS);
  }

  #moveTo(position: number): void {
    this.#position = position;
    this.#partial = '';
    this.#insideSkippedLine = false;
    this.#decoder = new StringDecoder('utf8');
  }

  #split(text: string, into: string[]): void {
    if (this.#insideSkippedLine) {
      const end = text.indexOf('\n');
      if (end === -1) return;
      this.#insideSkippedLine = false;
      text = text.slice(end + 1);
    }
    const pieces = (this.#partial + text).split('\n');
    this.#partial = pieces.pop() ?? '';
    into.push(...pieces);
    if (this.#partial.length > LINE_LIMIT_CHARACTERS) {
      into.push(this.#partial);
      this.#partial = '';
    }
  }

  #emit(lines: readonly string[]): void {
    if (lines.length > 0) this.#onLines(lines.map(presentable));
  }
}
