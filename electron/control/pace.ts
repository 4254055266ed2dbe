import { setTimeout as wait } from 'node:timers/promises';

/** Lets so many through at once, and then so many each second: a flood of calls waits, and takes nothing from the window. */
export class Pace {
  readonly #burst: number;
  readonly #perSecond: number;
  #left: number;
  #countedAtMs = performance.now();

  constructor({ burst, callsPerSecond }: { readonly burst: number; readonly callsPerSecond: number }) {
    this.#burst = burst;
    this.#perSecond = callsPerSecond;
    this.#left = burst;
  }

  /** Resolves when it is one's turn; rejects when the signal is given first. */
  async turn(signal: AbortSignal): Promise<void> {
    const nowMs = performance.now();
    const earned = ((nowMs - this.#countedAtMs) / 1000) * this.#perSecond;
    this.#left = Math.min(this.#burst, this.#left + earned) - 1;
    this.#countedAtMs = nowMs;
    if (this.#left >= 0) return;
    await wait((-this.#left / this.#perSecond) * 1000, undefined, { signal });
  }
}
