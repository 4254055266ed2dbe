import { closeSync, fstatSync, ftruncate, ftruncateSync, openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { OUTPUT_MISSING_AFTER_THIS, type BegunAnew } from '../../shared/words/output-words';
import { partsOf, type LogLimits } from './log-files';
import { LogPart } from './log-part';

/** How often a writer that does not pause is waited for. */
const ROUNDS = 8;
const empty = promisify(ftruncate);

/** The one who reads the file while it is emptied. */
export interface Reader {
  /** Nobody reads any more, and the file is left as it is. */
  isClosed(): boolean;
  /** Reads what has come since; answers the place up to which everything was read. */
  catchUp(): number;
  isAtLineStart(): boolean;
  /** The file begins anew, from this very moment on. */
  onEmptied(how: BegunAnew): void;
}

/**
 * Keeps a file small while a process that cannot be told appends to it. What it holds is copied into a part beside it,
 * then it is emptied; the process goes on at its beginning. What it writes between the last look and the emptying is
 * lost, so this is done between two lines of a process that pauses; of one that does not, it is said.
 * A slow disk may take its time for the copy, so that this is not waited for.
 */
export class LogRotation {
  readonly #file: string;
  readonly #descriptor: number;
  readonly #limits: LogLimits;
  /** Not before the file is as long as this. */
  #dueBytes: number;
  #emptying: BegunAnew | null = null;

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

  /** Just now the file may be the old one or begun anew, which cannot be told from outside. */
  get emptying(): BegunAnew | null {
    return this.#emptying;
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
        await deleteOldParts(this.#file, this.#limits.partsPerRun);
      }
    } finally {
      await part.close();
    }
  }

  async #copyAndEmpty(reader: Reader, part: LogPart): Promise<BegunAnew | null> {
    let end = this.#size;
    await part.copy(Math.max(0, end - this.#limits.fileBytes), end);
    for (let round = 0; round < ROUNDS; round += 1) {
      if (reader.isClosed()) return null;
      const now = reader.catchUp();
      const whole = part.problem === null || now >= this.#limits.fileBytes;
      if (whole && now === end && reader.isAtLineStart() && this.#size === end)
        return this.#emptyNow(end, reader, part);
      await part.copy(end, now);
      end = now;
      if (part.isFull) break;
    }
    if (end >= this.#limits.fileBytes) return this.#emptyInFlood(end, reader, part);
    this.#dueBytes = Math.min(this.#limits.fileBytes, end + this.#limits.fileBytes / 8);
    return null;
  }

  #emptyNow(end: number, reader: Reader, part: LogPart): BegunAnew {
    this.#dueBytes = 2 * end; // should it not work, it is not tried again at once
    ftruncateSync(this.#descriptor, 0);
    this.#dueBytes = this.#limits.fileBytes / 2;
    const how = { ...namesOf(part), seamless: this.#size === 0, lostBytes: end - part.copiedBytes };
    reader.onEmptied(how);
    return how;
  }

  /** What the system drops are many pages, and perhaps the disk is just writing them: not to be waited for. */
  async #emptyInFlood(end: number, reader: Reader, part: LogPart): Promise<BegunAnew> {
    this.#dueBytes = 2 * end;
    const how = { ...namesOf(part), seamless: false, lostBytes: this.#size - part.copiedBytes };
    this.#emptying = how;
    try {
      await empty(this.#descriptor, 0);
    } finally {
      this.#emptying = null;
    }
    this.#dueBytes = this.#limits.fileBytes / 2;
    reader.onEmptied(how);
    return how;
  }
}

const namesOf = ({ name, problem }: LogPart): Pick<BegunAnew, 'part' | 'problem'> => ({ part: name, problem });

async function deleteOldParts(file: string, kept: number): Promise<void> {
  const parts = partsOf(file);
  const old = parts.slice(0, Math.max(0, parts.length - kept));
  // One that cannot be deleted, because somebody looks into it on Windows, is an old one next time too.
  await Promise.allSettled(old.map(({ path }) => rm(path, { force: true })));
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
      catchUp: () => size,
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
