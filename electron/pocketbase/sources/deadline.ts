/** One abort signal out of a caller's signal and two timers; `AbortSignal.any` is missing in Electron 25. */

/** Aborts by the caller's signal or by the timer that is running. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #total: NodeJS.Timeout;
  #step: NodeJS.Timeout | undefined;
  /** What ran out; undefined while nothing has. */
  expired: string | undefined;

  constructor(
    private readonly outer: AbortSignal,
    totalMs: number,
  ) {
    this.#total = setTimeout(() => this.#expire(`took longer than ${String(totalMs / 1000)} s`), totalMs);
    if (outer.aborted) this.#controller.abort();
    outer.addEventListener('abort', this.#abort, { once: true });
  }

  readonly #abort = (): void => this.#controller.abort();

  #expire(what: string): void {
    this.expired ??= what;
    this.#controller.abort();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Starts the time for the next thing to happen, in milliseconds. */
  allow(ms: number): void {
    clearTimeout(this.#step);
    this.#step = setTimeout(() => this.#expire(`sent nothing for ${String(ms / 1000)} s`), ms);
  }

  stop(): void {
    clearTimeout(this.#step);
    clearTimeout(this.#total);
    this.outer.removeEventListener('abort', this.#abort);
  }
}
