import { closeSync, fstatSync, ftruncateSync, openSync } from 'node:fs';
import { setImmediate as oneTurn } from 'node:timers/promises';
import { OUTPUT_MISSING_AFTER_THIS, type BegunAnew } from '../../shared/words/output-words';
import { moveTimes } from './line-times';
import { deleteLog, partsOf, type LogLimits } from './log-files';
import { LogPart } from './log-part';

/** How often a writer that does not pause is waited for. */
const ROUNDS = 8;

/** The one who reads the file while it is emptied. */
export interface Reader {
  /** Nobody reads any more, and the file is left as it is. */
  isClosed(): boolean;
  /**
   * Reads what has come since; answers the place up to which everything was read. `meanwhile` comes when the bytes have
   * been read and before time is spent on them.
   */
  catchUp(meanwhile?: () => void): number;
  isAtLineStart(): boolean;
  /** The file was emptied since the last catching up. */
  onEmptied(how: BegunAnew): void;
}

/**
 * Keeps a file small while a process that cannot be told appends to it. What it holds is copied into a part beside it,
 * then it is emptied; the process goes on at its beginning. What it writes between the last look and the emptying is
 * lost, so this is done between two lines of a process that pauses; of one that does not, it is said.
 * A slow disk may take its time for the copy, so that it is made in the background.
 */
export class LogRotation {
  readonly #file: string;
  readonly #descriptor: number;
  readonly #limits: LogLimits;
  /** Not before the file is as long as this. */
  #dueBytes: number;

  /** The descriptor is open for reading and writing. */
  constructor(file: string, descriptor: number, limits: LogLimits) {
    this.#file = file;
    this.#descriptor = descriptor;
    this.#limits = limits;
    this.#dueBytes = limits.fileBytes / 2;
  }

  get #size(): number {
    return fstatSync(this.#descriptor).size;
  }

  isDue(bytes: number): boolean {
    return bytes >= this.#dueBytes;
  }

  /** In a bad moment it leaves the file as it is; a better one comes. Rejects when the file cannot be emptied. */
  async run(reader: Reader): Promise<void> {
    const part = new LogPart(this.#file, this.#descriptor, this.#limits.fileBytes);
    try {
      const how = await this.#copyAndEmpty(reader, part);
      if (how === null) await part.discard();
      else {
        if (!how.seamless) await part.endWith(OUTPUT_MISSING_AFTER_THIS);
        deleteOldParts(this.#file, this.#limits.partsPerRun);
      }
    } finally {
      await part.close();
    }
  }

  async #copyAndEmpty(reader: Reader, part: LogPart): Promise<BegunAnew | null> {
    if (!this.#isFlood && !(await this.#isPausing(reader))) return this.#later();
    let end = this.#size;
    await part.copy(Math.max(0, end - this.#limits.fileBytes), end);
    for (let round = 0; round < ROUNDS && !reader.isClosed(); round += 1) {
      if (part.isFull && this.#size !== end) break;
      const now = reader.catchUp();
      const mayBeEmptied = part.problem === null || this.#isFlood;
      if (mayBeEmptied && now === end && reader.isAtLineStart() && this.#size === end) return this.#empty(reader, part);
      await part.copy(end, now);
      end = now;
    }
    if (reader.isClosed()) return null;
    return this.#isFlood ? this.#empty(reader, part) : this.#later();
  }

  get #isFlood(): boolean {
    return this.#size >= this.#limits.floodBytes;
  }

  /** Looked at beforehand, so that nothing is copied in vain. */
  async #isPausing(reader: Reader): Promise<boolean> {
    const end = reader.catchUp();
    await oneTurn();
    return this.#size === end && reader.isAtLineStart();
  }

  #later(): null {
    this.#dueBytes = Math.min(this.#limits.floodBytes, 1.25 * this.#size);
    return null;
  }

  /** Without a pause from the last look to the emptying: the last words of a process may be just coming. */
  #empty(reader: Reader, part: LogPart): BegunAnew {
    let sizeBefore = this.#size;
    let sizeAfter = 0;
    this.#dueBytes = 2 * sizeBefore; // should it not work, it is not tried again at once
    const end = reader.catchUp(() => {
      part.publish();
      sizeBefore = this.#size;
      ftruncateSync(this.#descriptor, 0);
      sizeAfter = this.#size;
    });
    this.#dueBytes = this.#limits.fileBytes / 2;
    const seamless = end === sizeBefore && sizeAfter === 0 && reader.isAtLineStart();
    const how = { part: part.name, problem: part.problem, seamless, lostBytes: sizeBefore - part.copiedBytes };
    moveTimes(this.#file, part.place);
    reader.onEmptied(how);
    return how;
  }
}

function deleteOldParts(file: string, kept: number): void {
  const parts = partsOf(file);
  for (const { path } of parts.slice(0, Math.max(0, parts.length - kept))) {
    try {
      deleteLog(path);
    } catch {
      // One that cannot be deleted, because somebody looks into it on Windows, is an old one next time too.
    }
  }
}

/** For a file nobody reads and writes any more. One that cannot be made smaller stays until a next time. */
export async function leaveSmall(file: string, limits: LogLimits): Promise<void> {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(file, 'r+');
    const size = fstatSync(descriptor).size;
    if (size < limits.fileBytes) return;
    const reader = {
      isClosed: () => false,
      catchUp: (meanwhile = (): void => undefined) => {
        meanwhile();
        return size;
      },
      isAtLineStart: () => true,
      onEmptied: () => undefined,
    };
    await new LogRotation(file, descriptor, limits).run(reader);
  } catch {
    // Nobody waits for this, and the file is as complete as before.
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}
