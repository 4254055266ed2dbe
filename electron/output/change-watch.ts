import { watch, type FSWatcher } from 'node:fs';

const SETTLE_MS = 40;
/** For file systems that do not announce changes. */
const FALLBACK_INTERVAL_MS = 1000;
/** Once a change has been announced. */
const SELDOM_INTERVAL_MS = 10_000;

/**
 * Looks at a file soon after it changed. As long as a look finds something new, the next one follows by the clock and
 * the system is not asked: in a flood its announcements alone would keep this process busy.
 */
export class ChangeWatch {
  readonly #file: string;
  /** Answers whether something new was found. */
  readonly #look: () => boolean;
  #interval: NodeJS.Timeout;
  #isAnnounced = false;
  #watcher: FSWatcher | undefined;
  #settling: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(file: string, look: () => boolean) {
    this.#file = file;
    this.#look = look;
    this.#interval = this.#lookEvery(FALLBACK_INTERVAL_MS);
    this.#watch();
  }

  #lookEvery(milliseconds: number): NodeJS.Timeout {
    return setInterval(() => this.#lookNow(), milliseconds).unref();
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#interval);
    clearTimeout(this.#settling);
    this.#unwatch();
  }

  #watch(): void {
    // Looking may have found that there is nothing to watch any more.
    if (this.#closed) return;
    try {
      this.#watcher = watch(this.#file, { persistent: false }, () => this.#onAnnounced());
      this.#watcher.on('error', () => this.#unwatch());
    } catch {
      // No more watches to be had from the system, or the file has another name now: the interval looks all the same.
    }
  }

  #unwatch(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
  }

  #onAnnounced(): void {
    if (this.#closed) return;
    if (!this.#isAnnounced) {
      this.#isAnnounced = true;
      clearInterval(this.#interval);
      this.#interval = this.#lookEvery(SELDOM_INTERVAL_MS);
    }
    this.#lookSoon();
  }

  #lookSoon(): void {
    if (this.#closed) return;
    this.#unwatch();
    this.#settling ??= setTimeout(() => {
      this.#settling = undefined;
      this.#lookNow();
    }, SETTLE_MS);
  }

  #lookNow(): void {
    if (this.#closed || this.#settling !== undefined) return;
    if (this.#look()) this.#lookSoon();
    else if (this.#watcher === undefined) {
      this.#watch();
      // It may have changed just before.
      if (this.#look()) this.#lookSoon();
    }
  }
}
