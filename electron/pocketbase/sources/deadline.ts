/** Aborts by the caller's signal or by the timer that is running. */
import { sentNothingFor, tookLongerThan } from '../../../shared/words/download-words';

export class Deadline {
  readonly #controller = new AbortController();
  /** Given when the caller gives up or a time has run out. */
  readonly signal: AbortSignal;
  readonly #total: NodeJS.Timeout;
  #step: NodeJS.Timeout | undefined;
  /** What ran out; undefined while nothing has. */
  expired: string | undefined;

  constructor(outer: AbortSignal, totalMs: number) {
    this.signal = AbortSignal.any([outer, this.#controller.signal]);
    this.#total = setTimeout(() => this.#expire(tookLongerThan(totalMs)), totalMs);
  }

  #expire(what: string): void {
    this.expired ??= what;
    this.#controller.abort();
  }

  /** Starts the time for the next thing to happen, in milliseconds. */
  allow(ms: number): void {
    clearTimeout(this.#step);
    this.#step = setTimeout(() => this.#expire(sentNothingFor(ms)), ms);
  }

  stop(): void {
    clearTimeout(this.#step);
    clearTimeout(this.#total);
  }
}
