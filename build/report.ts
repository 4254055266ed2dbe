/** What the scripts print: one line for each step, its progress while it is long, and how long it took. */

/** A failure that was foreseen. Its message is a sentence that says what to do; no stack is shown. */
export class StepFailure extends Error {
  override name = 'StepFailure';
}

const NOTICEABLE_MS = 1_000;
const PROGRESS_INTERVAL_MS = 2_000;
const WORTH_TELLING_BYTES = 100_000;
const ALIVE_INTERVAL_MS = 10_000;

export interface StepReport {
  /** A line of its own below the step. */
  note(text: string): void;
  /** A line at most every two seconds. */
  bytes(received: number, total: number | null): void;
}

export class Report {
  constructor(private readonly out: NodeJS.WritableStream) {}

  line(text: string): void {
    this.out.write(`${text}\n`);
  }

  /** Prints `title ...`, lets `work` add to it, and says how long it took if one had to wait. */
  async step<Value>(title: string, work: (step: StepReport) => Promise<Value>): Promise<Value> {
    const startedAt = performance.now();
    let lastWordAt = startedAt;
    this.line(`${title} ...`);
    const note = (text: string): void => {
      lastWordAt = performance.now();
      this.line(`  ${text}`);
    };
    const alive = setInterval(() => {
      if (performance.now() - lastWordAt < ALIVE_INTERVAL_MS) return;
      note(`still at it, ${seconds(performance.now() - startedAt)}`);
    }, PROGRESS_INTERVAL_MS);
    const bytes = (received: number, total: number | null): void => {
      if (performance.now() - lastWordAt < PROGRESS_INTERVAL_MS || received < WORTH_TELLING_BYTES) return;
      note(total === null ? megabytes(received) : `${megabytes(received)} of ${megabytes(total)}`);
    };
    try {
      const value = await work({ note, bytes });
      const durationMs = performance.now() - startedAt;
      if (durationMs > NOTICEABLE_MS) note(`done in ${seconds(durationMs)}`);
      return value;
    } finally {
      clearInterval(alive);
    }
  }
}

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
