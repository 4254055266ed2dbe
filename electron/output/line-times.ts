/**
 * When lines were written is known to nobody but those who saw them come: beside each log file lies one with what was
 * seen when. An entry has 16 bytes: up to which place of the log, and when in milliseconds since 1970, both as doubles.
 */
import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { renamePatientlyNow } from '../disk/rename';
import { timesOf } from './beside-logs';

const ENTRY_BYTES = 16;
/** Instead of a time: what comes before was not seen. */
const NOT_SEEN = Number.NaN;
/** Instead of a time: the log begins at this place of the one that the entries are about. */
const BEGINS_HERE = -1;

/** Writes down when the bytes of a log were seen. Without times a log is as good; what cannot be written is left out. */
export class TimesWriter {
  readonly #path: string;
  #descriptor: number | null;
  #place: number;

  /** `from`: what lies before was seen by somebody else, or by nobody. */
  constructor(logPath: string, from: number) {
    this.#path = timesOf(logPath);
    this.#place = 0;
    this.#descriptor = this.#open();
    if (from > 0) this.#append(from, NOT_SEEN);
  }

  /** All up to this place was there at this time. */
  seen(place: number, atMs: number): void {
    // The log was emptied.
    if (place < this.#place) this.#place = 0;
    if (place > this.#place) this.#append(place, atMs);
  }

  /** The file of the times has gone with the log's content, and another one begins. */
  beginAnew(): void {
    this.close();
    this.#place = 0;
    this.#descriptor = this.#open();
  }

  close(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
  }

  #open(): number | null {
    try {
      return openSync(this.#path, 'a', 0o600);
    } catch {
      return null;
    }
  }

  #append(place: number, atMs: number): void {
    this.#place = place;
    if (this.#descriptor === null) return;
    try {
      writeSync(this.#descriptor, entry(place, atMs));
    } catch {
      // A full disk is told of elsewhere. From here on no times are known: an entry that is missing would give wrong ones.
      this.close();
    }
  }
}

function entry(place: number, atMs: number): Buffer {
  const bytes = Buffer.alloc(ENTRY_BYTES);
  bytes.writeDoubleLE(place, 0);
  bytes.writeDoubleLE(atMs, 8);
  return bytes;
}

/** A log was emptied: its times go with the part that holds what it held, from a place on; null: they are gone with it. */
export function moveTimes(logPath: string, part: { readonly path: string; readonly from: number } | null): void {
  const path = timesOf(logPath);
  try {
    if (part === null) {
      rmSync(path, { force: true });
      return;
    }
    const descriptor = openSync(path, 'a', 0o600);
    try {
      if (part.from > 0) writeSync(descriptor, entry(part.from, BEGINS_HERE));
    } finally {
      closeSync(descriptor);
    }
    renamePatientlyNow(path, timesOf(part.path));
  } catch {
    // Entries that stay here although their bytes are gone are told by the smaller places of those that follow.
  }
}

/** When the bytes of a log were seen. */
export class LineTimes {
  readonly #places: readonly number[];
  readonly #times: readonly number[];

  constructor(bytes: Buffer) {
    let entries: (readonly [number, number])[] = [];
    for (let at = 0; at + ENTRY_BYTES <= bytes.length; at += ENTRY_BYTES) {
      const [place, atMs] = [bytes.readDoubleLE(at), bytes.readDoubleLE(at + 8)];
      if (atMs === BEGINS_HERE) entries = entries.map(([other, time]) => [other - place, time]);
      else {
        if (place < (entries.at(-1)?.[0] ?? 0)) entries = [];
        entries.push([place, atMs]);
      }
    }
    this.#places = entries.map(([place]) => place);
    this.#times = entries.map(([, atMs]) => atMs);
  }

  /** Of a line that ends before this place, in milliseconds since 1970; null where nobody saw it come. */
  at(place: number): number | null {
    let [low, high] = [0, this.#places.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#places[middle] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    const time = this.#times[low];
    return time === undefined || Number.isNaN(time) ? null : time;
  }
}

/** So many files are remembered; the others are read again when they are asked for. */
const REMEMBERED = 8;

/** Reads the times of a log; none where there are no such. A file that has not changed is not read again. */
export function timesReader(): (logPath: string) => LineTimes {
  const known = new Map<string, { readonly version: string; readonly times: LineTimes }>();
  return (logPath) => {
    const path = timesOf(logPath);
    const stats = statSync(path, { throwIfNoEntry: false });
    const version = `${String(stats?.ino)} ${String(stats?.size)} ${String(stats?.mtimeMs)}`;
    const last = known.get(path);
    if (last?.version === version) return last.times;
    const times = new LineTimes(stats === undefined ? Buffer.alloc(0) : contentOf(path));
    known.delete(path);
    known.set(path, { version, times });
    if (known.size > REMEMBERED) known.delete(known.keys().next().value ?? '');
    return times;
  };
}

function contentOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    // Deleted since, or not readable: the lines are shown without times.
    return Buffer.alloc(0);
  }
}
