const NEWLINE = 0x0a;

/** Cuts bytes into lines, and keeps no more of an unfinished one than it may have. */
export class BoundedLines {
  readonly #limitBytes: number;
  #pieces: Buffer[] = [];
  #length = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  /** The lines that are complete now; null when one is longer than allowed: then nothing more is to be read. */
  take(bytes: Buffer): readonly string[] | null {
    const lines: string[] = [];
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      if (!this.#keep(bytes.subarray(start, end))) return null;
      lines.push(Buffer.concat(this.#pieces).toString('utf8'));
      this.#pieces = [];
      this.#length = 0;
      start = end + 1;
    }
    // A copy: what the socket has read into is not held on to.
    return this.#keep(Buffer.from(bytes.subarray(start))) ? lines : null;
  }

  #keep(piece: Buffer): boolean {
    this.#length += piece.length;
    if (this.#length > this.#limitBytes) {
      this.#pieces = [];
      return false;
    }
    if (piece.length > 0) this.#pieces.push(piece);
    return true;
  }
}
