import { closeSync, openSync } from 'node:fs';
import { OUTPUT_LINES_KEPT } from '../../shared/output';
import {
  begunAnewInWords,
  cannotBeEmptiedInWords,
  cannotBeReadInWords,
  notShownInWords,
  type BegunAnew,
} from '../../shared/words/output-words';
import { presentable, presentableBeginning, type KnownSecrets } from '../pocketbase/redact';
import { ChangeWatch } from './change-watch';
import { LineSplitter } from './line-splitter';
import { TimesWriter } from './line-times';
import { LOG_LIMITS, type LogLimits } from './log-files';
import { LogReader, type LogPlace } from './log-reader';
import { leaveSmall, LogRotation } from './log-rotation';

export interface TailListener {
  /** Plain text without secrets, oldest first. */
  onLines(lines: readonly string[]): void;
  /** What Basekeeper itself has to say at this place. */
  onNote(text: string): void;
}

const BEGINNING: LogPlace = { position: 0, insideLine: false };

/** Follows a file that a child process appends to, and keeps it small. */
export class OutputTail {
  readonly #file: string;
  readonly #limits: LogLimits;
  readonly #descriptor: number;
  readonly #listener: TailListener;
  readonly #secrets: () => KnownSecrets;
  readonly #splitter = new LineSplitter(OUTPUT_LINES_KEPT);
  readonly #reader: LogReader;
  readonly #rotation: LogRotation;
  readonly #watch: ChangeWatch;
  readonly #times: TimesWriter;
  #rotating: Promise<void> | null = null;
  /** How the file was begun anew since the last line that was shown. */
  #begunAnew: BegunAnew | null = null;
  #closed = false;

  /** Throws when the file cannot be opened. */
  constructor(
    file: string,
    listener: TailListener,
    limits: LogLimits = LOG_LIMITS,
    from: LogPlace = BEGINNING,
    secrets: () => KnownSecrets = () => [],
  ) {
    this.#secrets = secrets;
    this.#file = file;
    this.#limits = limits;
    this.#descriptor = openSync(file, 'r+');
    this.#listener = listener;
    this.#reader = new LogReader(this.#descriptor, this.#splitter, () => this.#emit(), from);
    this.#rotation = new LogRotation(file, this.#descriptor, limits);
    this.#times = new TimesWriter(file, from.position);
    this.#watch = new ChangeWatch(file, () => this.read());
  }

  /** Reads what is there now; answers whether more may come soon. */
  read(): boolean {
    if (this.#closed) return false;
    const found = this.#readNew();
    this.#rotateIfDue();
    return found;
  }

  /** Reads the rest, the last unfinished line included, and lets go of the file. */
  close(): void {
    if (this.#closed) return;
    this.#readNew();
    this.#emit();
    const rest = this.#splitter.takeUnfinished();
    if (rest !== '') this.#listener.onLines([presentableBeginning(rest, this.#secrets())]);
    this.#closeFile();
  }

  /** A file that can no longer be read is let go of. */
  #readNew(): boolean {
    try {
      const found = this.#catchUp();
      // In the middle of an endless line nothing is said.
      if (this.#splitter.hasLines || !found) this.#emit();
      return found;
    } catch (error) {
      this.#emit();
      this.#listener.onNote(cannotBeReadInWords(reasonOf(error)));
      this.#closeFile();
      return false;
    }
  }

  #catchUp(meanwhile?: () => void): boolean {
    const found = this.#reader.catchUp(meanwhile);
    this.#times.seen(this.#reader.position, Date.now());
    return found;
  }

  #rotateIfDue(): void {
    if (this.#closed || this.#rotating !== null || !this.#rotation.isDue(this.#reader.position)) return;
    this.#rotating = this.#rotate();
  }

  async #rotate(): Promise<void> {
    try {
      await this.#rotation.run({
        isClosed: () => this.#closed,
        catchUp: (meanwhile) => {
          this.#catchUp(meanwhile);
          return this.#reader.position;
        },
        isAtLineStart: () => this.#splitter.isAtLineStart,
        onEmptied: (how) => this.#onEmptied(how),
      });
    } catch (error) {
      if (!this.#closed) this.#listener.onNote(cannotBeEmptiedInWords(reasonOf(error)));
    } finally {
      this.#rotating = null;
    }
  }

  #onEmptied(how: BegunAnew): void {
    if (this.#closed) return;
    if (this.#splitter.hasLines) this.#emit();
    this.#begunAnew = together(this.#begunAnew, how);
    this.#reader.beginAnew(!how.seamless);
    this.#times.beginAnew();
  }

  /** Says first what is missing before the lines, then the lines. */
  #emit(): void {
    const { lines, skippedLines, skippedBytes } = this.#splitter.take();
    if (this.#begunAnew !== null) this.#listener.onNote(begunAnewInWords(this.#begunAnew));
    this.#begunAnew = null;
    if (skippedBytes > 0) this.#listener.onNote(notShownInWords(skippedBytes, skippedLines));
    if (lines.length > 0) {
      const secrets = this.#secrets();
      this.#listener.onLines(lines.map((line) => presentable(line, secrets)));
    }
  }

  #closeFile(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#watch.close();
    void this.#leaveSmall();
  }

  async #leaveSmall(): Promise<void> {
    // Until then the descriptor is in use.
    await this.#rotating;
    this.#times.close();
    closeSync(this.#descriptor);
    await leaveSmall(this.#file, this.#limits);
  }
}

const together = (earlier: BegunAnew | null, later: BegunAnew): BegunAnew => ({
  ...later,
  seamless: later.seamless && (earlier?.seamless ?? true),
  lostBytes: later.lostBytes + (earlier?.lostBytes ?? 0),
});

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
}
