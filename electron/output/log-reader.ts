import { fstatSync, readSync } from 'node:fs';
import { LINE_LIMIT_BYTES, NEWLINE, type LineSplitter } from './line-splitter';

/** Read at most this much at once; what lies before is left out. */
const READ_LIMIT_BYTES = 512 * 1024;
/** One for all, because it is never used across two turns of the event loop. */
const buffer = Buffer.allocUnsafe(READ_LIMIT_BYTES);

/** Where in a file the first line to be shown begins. */
export interface LogPlace {
  readonly position: number;
  /** The line at this place is not shown, because its beginning is not known. */
  readonly insideLine: boolean;
}

/** Hands to a splitter what is appended to a file, in bounded time. Its methods throw when the file cannot be read. */
export class LogReader {
  readonly #descriptor: number;
  readonly #splitter: LineSplitter;
  /** There are lines, and after them something is left out. */
  readonly #onLinesBeforeGap: () => void;
  #position: number;

  constructor(descriptor: number, splitter: LineSplitter, onLinesBeforeGap: () => void, from: LogPlace) {
    this.#descriptor = descriptor;
    this.#splitter = splitter;
    this.#onLinesBeforeGap = onLinesBeforeGap;
    this.#position = from.position;
    if (from.insideLine) splitter.startInsideLine();
  }

  /** Everything before has been read or left out. */
  get position(): number {
    return this.#position;
  }

  /**
   * Answers whether there was something new. A file that shrank is read from its beginning. `meanwhile` comes when the
   * bytes have been read and before time is spent on them.
   */
  catchUp(meanwhile?: () => void): boolean {
    const { size } = fstatSync(this.#descriptor);
    if (size < this.#position) this.beginAnew(false);
    const began = this.#position;
    if (size - this.#position > READ_LIMIT_BYTES) this.#leap(size - READ_LIMIT_BYTES);
    const bytes = this.#bytesAt(size - this.#position);
    this.#position += bytes.length;
    try {
      meanwhile?.();
    } finally {
      this.#splitter.feed(bytes);
    }
    return this.#position > began;
  }

  /** The file was emptied. */
  beginAnew(insideLine: boolean): void {
    this.#position = 0;
    if (insideLine) this.#splitter.startInsideLine();
    else this.#splitter.startAnew();
  }

  /** Is all that is left out one endless line, then its beginning is shown. */
  #leap(position: number): void {
    const bytes = this.#bytesAt(LINE_LIMIT_BYTES);
    if (!bytes.includes(NEWLINE)) {
      this.#position += bytes.length;
      this.#splitter.feed(bytes);
      if (this.#splitter.hasLines) this.#onLinesBeforeGap();
    }
    this.#splitter.leaveOut(position - this.#position);
    this.#position = position;
  }

  /** Not to be kept. */
  #bytesAt(count: number): Buffer {
    return buffer.subarray(0, readSync(this.#descriptor, buffer, 0, count, this.#position));
  }
}
