/** A line longer than this is cut. Also with characters of four bytes it is longer than what is ever shown of a line. */
export const LINE_LIMIT_BYTES = 64 * 1024;
export const NEWLINE = 0x0a;
const NOTHING = Buffer.alloc(0);

export interface SplitLines {
  /** The newest lines, oldest first, as the process wrote them. */
  readonly lines: readonly string[];
  /** Older ones that were left out, or bytes whose line is not known. */
  readonly skippedLines: number;
  readonly skippedBytes: number;
}

/**
 * Cuts bytes into lines, in bounded memory: of many lines it keeps the newest and counts the others, of an endless line
 * it keeps the beginning. Works on bytes, because no character contains the byte of a newline.
 */
export class LineSplitter {
  readonly #linesKept: number;
  #lines: string[] = [];
  /** Beginning of a line whose end has not come yet. */
  #held: Buffer = NOTHING;
  /** Up to the next newline nothing is taken: the beginning of this line is not known, or was enough. */
  #passing: 'no' | 'unknown-line' | 'cut-line' = 'no';
  #skippedLines = 0;
  #skippedBytes = 0;

  constructor(linesKept: number) {
    this.#linesKept = linesKept;
  }

  get isAtLineStart(): boolean {
    return this.#held.length === 0 && this.#passing === 'no';
  }

  /** The bytes are not used after this returns. */
  feed(bytes: Buffer): void {
    let start = 0;
    if (this.#passing !== 'no') {
      const end = bytes.indexOf(NEWLINE);
      start = end === -1 ? bytes.length : end + 1;
      if (this.#passing === 'unknown-line') this.#skippedBytes += start;
      if (end === -1) return;
      this.#passing = 'no';
    }
    const last = bytes.lastIndexOf(NEWLINE);
    if (last >= start) {
      this.#take(bytes, start, last);
      start = last + 1;
    }
    if (start < bytes.length) this.#hold(bytes.subarray(start));
  }

  /** Bytes are left out at this place: what follows may begin with half a line, and half a line may be half a secret. */
  leaveOut(bytes: number): void {
    this.#skippedBytes += bytes + this.#held.length;
    this.#held = NOTHING;
    this.#passing = 'unknown-line';
  }

  /** The same where something else than a count is said about what is missing. */
  startInsideLine(): void {
    this.#held = NOTHING;
    this.#passing = 'cut-line';
  }

  /** What follows is the beginning of something else. */
  startAnew(): void {
    this.#held = NOTHING;
    this.#passing = 'no';
  }

  /** The lines since the last time. */
  take(): SplitLines {
    const taken = { lines: this.#lines, skippedLines: this.#skippedLines, skippedBytes: this.#skippedBytes };
    this.#lines = [];
    this.#skippedLines = 0;
    this.#skippedBytes = 0;
    return taken;
  }

  get hasLines(): boolean {
    return this.#lines.length > 0;
  }

  /** The line that has no end, and never will. */
  takeUnfinished(): string {
    const unfinished = this.#held.toString();
    this.#held = NOTHING;
    return unfinished;
  }

  /** Takes the whole lines between `start` and the newline at `last`; only those that are kept become text. */
  #take(bytes: Buffer, start: number, last: number): void {
    const ends = [last];
    let from = start;
    for (let end = last; ;) {
      const before = end > start ? bytes.lastIndexOf(NEWLINE, end - 1) : -1;
      if (before < start) break;
      if (ends.length === this.#linesKept) {
        from = before + 1;
        break;
      }
      ends.push(before);
      end = before;
    }
    if (from > start) {
      this.#skippedLines += countNewlines(bytes, start, from);
      this.#skippedBytes += from - start + this.#held.length;
      this.#held = NOTHING;
    }
    for (const end of ends.reverse()) {
      this.#lines.push(this.#lineOf(bytes.subarray(from, Math.min(end, from + LINE_LIMIT_BYTES))));
      from = end + 1;
    }
    for (const line of this.#lines.splice(0, Math.max(0, this.#lines.length - this.#linesKept))) {
      this.#skippedLines += 1;
      this.#skippedBytes += Buffer.byteLength(line) + 1;
    }
  }

  #lineOf(bytes: Buffer): string {
    if (this.#held.length === 0) return bytes.toString();
    const line = Buffer.concat([this.#held, bytes]).toString();
    this.#held = NOTHING;
    return line;
  }

  #hold(bytes: Buffer): void {
    this.#held = Buffer.concat([this.#held, bytes.subarray(0, LINE_LIMIT_BYTES - this.#held.length)]);
    if (this.#held.length < LINE_LIMIT_BYTES) return;
    this.#lines.push(this.takeUnfinished());
    this.#passing = 'cut-line';
  }
}

function countNewlines(bytes: Buffer, start: number, end: number): number {
  let count = 0;
  for (let index = start; index < end; index += 1) if (bytes[index] === NEWLINE) count += 1;
  return count;
}
