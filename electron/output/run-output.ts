import type { Exit } from '../../shared/incident';
import { exitInWords } from '../../shared/words/incident-words';
import {
  cannotBeReadInWords,
  EARLIER_OUTPUT,
  runBegins,
  runEnded,
  runGoesOn,
  runNotRecordedInWords,
  runNotStarted,
} from '../../shared/words/output-words';
import { piecesOf, type KnownSecrets } from '../pocketbase/redact';
import type { EarlierOutput } from './earlier-output';
import type { KeptOutput } from './kept-output';
import { withoutOwnQuestions } from './own-questions';
import { LOG_LIMITS, type LogLimits } from './log-files';
import { leaveSmall } from './log-rotation';
import { OutputHistory } from './output-history';
import type { LogPlace } from './log-reader';
import { OutputTail } from './output-tail';
import { openRunLogs, type RunLogs } from './run-logs';
import { NOTHING_KNOWN, readRunRecord, writeRunRecord, type RunRecord } from './run-records';

/** What the process of one instance writes: a file for each run, the lines in memory, and the marks between runs. */
export class RunOutput {
  readonly history = new OutputHistory();
  readonly #logs: RunLogs;
  readonly #limits: LogLimits;
  /** What was shown at the beginning. */
  readonly #earlier: EarlierOutput;
  /** The newest run of an earlier life of this app, as long as it is not known that nobody writes to its file. */
  #leftBehind: number;
  #tail: OutputTail | undefined;
  readonly #hidden = new Set<string>();
  #pieces: KnownSecrets = [];
  /** What is written down of the present run. */
  #record: RunRecord = NOTHING_KNOWN;
  #run = 0;
  /** Sequence number of the mark with which the present run began. */
  #beganAt = 0;

  constructor(folder: string, secrets: readonly string[] = [], limits: LogLimits = LOG_LIMITS) {
    this.#limits = limits;
    this.#logs = openRunLogs(folder, limits);
    this.hide(secrets);
    this.#earlier = this.#logs.earlierOutput(undefined, this.#pieces);
    this.#leftBehind = this.#earlier.run;
    this.#showEarlier(this.#earlier);
  }

  /** From now on these are removed too. Earlier ones still are: what was written with them may not have been read yet. */
  hide(secrets: readonly string[]): void {
    if (secrets.every((secret) => this.#hidden.has(secret))) return;
    for (const secret of secrets) this.#hidden.add(secret);
    this.#pieces = piecesOf([...this.#hidden]);
  }

  /** Everything of it that is on disk. */
  get kept(): KeptOutput {
    return { folder: this.#logs.folder, secrets: () => this.#pieces };
  }

  /** Number of the newest run of which there is a file; 0 when there is none. */
  get lastRun(): number {
    return this.#logs.lastRun();
  }

  begin(run: number, version: string, port: number): void {
    this.history.add('mark', [runBegins(run, clockTime(), version, port)]);
    this.#beganAt = this.#lastSequence;
    this.#record = { ...NOTHING_KNOWN, startedAtMs: Date.now(), version, port };
  }

  /** What was found out before the process is created. */
  note(texts: readonly string[]): void {
    if (texts.length > 0) this.history.add('mark', texts);
  }

  /** Creates the file of a run and follows it; answers its path. Throws when it cannot be created. */
  follow(run: number): string {
    // A run whose process could not be created has no end that would have closed its file.
    this.#close();
    const file = this.#logs.prepare(run);
    // Its file may have grown while this app was not there to keep it small.
    if (this.#leftBehind !== 0) void leaveSmall(this.#logs.fileOf(this.#leftBehind), this.#limits);
    this.#leftBehind = 0;
    this.#run = run;
    this.#writeRecord({});
    this.#follow(file);
    return file;
  }

  /**
   * Goes on with a run that an earlier life of this app began and whose process is still there: its last lines, which
   * count as lines of the present run, then what comes. A file that cannot be followed is said in the output.
   */
  resume(run: number): void {
    this.#close();
    this.#leftBehind = 0;
    this.#run = run;
    this.#record = readRunRecord(this.#logs.folder, run);
    let { place } = this.#earlier;
    if (run === this.#earlier.run) this.#beganAt = 0;
    else {
      this.#beganAt = this.#lastSequence;
      const earlier = this.#logs.earlierOutput(run, this.#pieces);
      this.#showEarlier(earlier);
      ({ place } = earlier);
    }
    this.history.add('mark', [runGoesOn(run, clockTime())]);
    try {
      this.#follow(this.#logs.fileOf(run), place).read();
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      this.history.add('mark', [cannotBeReadInWords(code ?? message)]);
    }
  }

  /** There was to be a process, and none came into being. */
  endWithoutProcess(): void {
    this.history.add('mark', [runNotStarted(clockTime())]);
  }

  end(exit: Exit): void {
    this.#close();
    this.history.add('mark', [runEnded(clockTime(), exitInWords(exit))]);
    if (this.#run !== 0) this.#writeRecord({ endedAtMs: Date.now(), end: exitInWords(exit) });
    this.#run = 0;
  }

  /**
   * The lines of the present run that are still in memory, and between them what was said about missing ones. After its
   * end the file holds everything it will ever write.
   */
  linesOfRun(ended: boolean): readonly string[] {
    if (ended) this.#close();
    else this.#tail?.read();
    return this.history.lines.filter(({ sequence }) => sequence > this.#beganAt).map(({ text }) => text);
  }

  get #lastSequence(): number {
    return this.history.lines.at(-1)?.sequence ?? 0;
  }

  #writeRecord(known: Partial<RunRecord>): void {
    this.#record = { ...this.#record, ...known };
    try {
      writeRunRecord(this.#logs.folder, this.#run, this.#record);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      this.history.add('mark', [runNotRecordedInWords(code ?? message)]);
    }
  }

  #showEarlier({ lines }: EarlierOutput): void {
    if (lines.length > 0) this.history.add('mark', [EARLIER_OUTPUT]);
    this.history.add('output', withoutOwnQuestions(lines));
  }

  #follow(file: string, from?: LogPlace): OutputTail {
    const listener = {
      onLines: (lines: readonly string[]) => this.history.add('output', withoutOwnQuestions(lines)),
      onNote: (text: string) => this.history.add('mark', [text]),
    };
    return (this.#tail = new OutputTail(file, listener, this.#limits, from, () => this.#pieces));
  }

  #close(): void {
    this.#tail?.close();
    this.#tail = undefined;
  }
}

const clockTime = (): string => new Date().toTimeString().slice(0, 8);
