import type { Exit } from '../../shared/incident';
import { exitInWords } from '../../shared/words/incident-words';
import { OutputHistory } from './output-history';
import { OutputTail } from './output-tail';
import { openRunLogs, type RunLogs } from './run-logs';

/** What the process of one instance writes: a file for each run, the lines in memory, and the marks between runs. */
export class RunOutput {
  readonly history = new OutputHistory();
  readonly #logs: RunLogs;
  #tail: OutputTail | undefined;
  /** Sequence number of the mark with which the present run began. */
  #beganAt = 0;

  constructor(folder: string) {
    this.#logs = openRunLogs(folder);
    const earlier = this.#logs.earlierOutput();
    if (earlier.length > 0) this.history.add('mark', ['Before Basekeeper was opened']);
    this.history.add('output', earlier);
  }

  /** Number of the newest run of which there is a file; 0 when there is none. */
  get lastRun(): number {
    return this.#logs.lastRun();
  }

  begin(run: number, version: string, port: number): void {
    this.history.add('mark', [`Run ${String(run)} · ${clockTime()} · PocketBase ${version} · port ${String(port)}`]);
    this.#beganAt = this.history.lines.at(-1)?.sequence ?? 0;
  }

  /** Creates the file of a run and follows it; answers its path. Throws when it cannot be created. */
  follow(run: number): string {
    // A run whose process could not be created has no end that would have closed its file.
    this.#close();
    const file = this.#logs.prepare(run);
    this.#tail = new OutputTail(file, (lines) => this.history.add('output', lines));
    return file;
  }

  /** Follows on in the file of a run that an earlier life of the app had begun. */
  resume(run: number): void {
    this.#close();
    this.#beganAt = 0;
    this.#tail = new OutputTail(this.#logs.prepare(run), (lines) => this.history.add('output', lines));
  }

  end(exit: Exit): void {
    this.#close();
    this.history.add('mark', [`Ended ${clockTime()} · ${exitInWords(exit)}`]);
  }

  /** The lines of the present run that are still in memory. After its end the file holds everything it will ever write. */
  linesOfRun(ended: boolean): readonly string[] {
    if (ended) this.#close();
    else this.#tail?.read();
    return this.history.lines
      .filter((line) => line.kind === 'output' && line.sequence > this.#beganAt)
      .map((line) => line.text);
  }

  #close(): void {
    this.#tail?.close();
    this.#tail = undefined;
  }
}

const clockTime = (): string => new Date().toTimeString().slice(0, 8);
