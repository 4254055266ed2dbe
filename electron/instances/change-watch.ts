import { watch, type FSWatcher } from 'node:fs';

const SETTLE_MS = 40;
/** For file systems that do not announce changes. */
const FALLBACK_INTERVAL_MS = 1000;

/**
 * Looks at a file soon after it changed. As long as a look finds something new, the next one follows by the clock and
 * the system is not asked: in a flood its announcements alone would keep this process busy.
 */
export class ChangeWatch {
  readonly #file: string;
  /** Answers whether something new was found. */
  readonly #look: () => boolean;
  readonly #interval: NodeJS.Timeout;
  #watcher: FSWatcher | undefined;
  #settling: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(file: string, look: () => boolean) {
    this.#file = file;
    this.#look = look;
    this.#interval = setInterval(() => this.#lookNow(), FALLBACK_INTERVAL_MS);
    this.#interval.unref();
    this.#watch();
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
      this.#watcher = watch(this.#file, { persistent: false }, () => this.#lookSoon());
      this.#watcher.on('error', () => this.#unwatch());
    } catch {
      // No more watches to be had from the system, or the file has another name now: the interval looks all the same.
    }
  }

  #unwatch(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
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
