import type { FileHandle } from 'node:fs/promises';
import type { KeptAmount } from '../../shared/output';
import { LINE_KINDS, type LineKind } from '../pocketbase/line-kind';
import { profileOf, type ChunkProfile } from './chunk-lines';
import { CHUNK_BYTES, KeptOutputChanged, openOrChanged, piecesOfLog, readAt, type LogChunk } from './kept-chunks';
import { listLogFiles, type LogFile } from './log-files';

export interface IndexedChunk extends LogChunk, ChunkProfile {
  /** The kind of the line before it. */
  readonly before: LineKind;
}

/** Compared to tell whether a file that grew is the one that was read. */
const SEAM_BYTES = 64;
/** While a process writes so fast that its file is emptied again and again, at some time it is enough. */
const TRIES = 3;

/** One log file as far as it was read. An object stands for one content: a file that was emptied gets another one. */
export class IndexedFile {
  readonly path: string;
  readonly run: number;
  readonly isCurrent: boolean;
  readonly #insideLine: boolean;
  readonly chunks: IndexedChunk[] = [];
  size = 0;
  endsWithLine = true;
  isDeleted = false;
  #seam: Buffer = Buffer.alloc(0);

  constructor({ path, run, part }: LogFile, insideLine: boolean) {
    this.path = path;
    this.run = run;
    this.isCurrent = !Number.isFinite(part);
    this.#insideLine = insideLine;
  }

  get lines(): number {
    return this.chunks.reduce((sum, { lines }) => sum + lines, 0);
  }

  /** Reads what has been appended; false: it is another content. Throws `KeptOutputChanged`, or what the system says. */
  async extend(handle: FileHandle): Promise<boolean> {
    const { size } = await handle.stat();
    if (size < this.size || !(await this.#isSame(handle))) return false;
    if (size === this.size) return true;
    // Its last line may have had no end yet, and many small chunks would be as slow as one that is too large.
    const last = this.chunks.at(-1);
    const again = last !== undefined && (!this.endsWithLine || last.end - last.start < CHUNK_BYTES) ? last : undefined;
    const from = again === undefined ? this.size : again.start;
    let before = again?.before ?? last?.after ?? 'plain';
    let insideLine = again?.insideLine ?? (last === undefined && this.#insideLine);
    let isFirst = again !== undefined;
    for await (const { start, end, endsWithLine, bytes } of piecesOfLog(handle, from, size)) {
      const profile = profileOf(bytes.toString(), insideLine, before);
      const chunk = { path: this.path, run: this.run, start, end, insideLine, before, ...profile };
      if (isFirst) this.chunks.pop();
      isFirst = false;
      this.chunks.push(chunk);
      this.endsWithLine = endsWithLine;
      this.size = end;
      before = profile.after;
      insideLine = false;
    }
    this.#seam = await this.#readSeam(handle);
    return true;
  }

  async #isSame(handle: FileHandle): Promise<boolean> {
    return this.#seam.length === 0 || (await this.#readSeam(handle)).equals(this.#seam);
  }

  #readSeam(handle: FileHandle): Promise<Buffer> {
    const length = Math.min(SEAM_BYTES, this.size);
    return readAt(handle, Buffer.alloc(length), this.size - length, length);
  }
}

/**
 * Where which line of the kept output lies: a few numbers for each 128 KiB, in the order of the lines. Kept up with what
 * is written: only that is read again. Lines have numbers, which stay while older ones are deleted.
 */
export class OutputIndex {
  readonly #folder: string;
  #files: readonly IndexedFile[] = [];
  #firstLine = 1;
  #generation = 0;
  #refreshing: Promise<void> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
  }

  get files(): readonly IndexedFile[] {
    return this.#files;
  }

  /** The number of the oldest line. */
  get firstLine(): number {
    return this.#firstLine;
  }

  /** Another one when anything happened but that lines came at the end and old files were deleted. */
  get generation(): number {
    return this.#generation;
  }

  get kept(): KeptAmount {
    return {
      lines: this.#files.reduce((sum, { lines }) => sum + lines, 0),
      bytes: this.#files.reduce((sum, { size }) => sum + size, 0),
    };
  }

  /** Lines of one kind. */
  countOf(kind: LineKind): number {
    const index = LINE_KINDS.indexOf(kind);
    return this.#files.reduce(
      (sum, { chunks }) => sum + chunks.reduce((of, { kinds }) => of + (kinds[index] ?? 0), 0),
      0,
    );
  }

  /** Throws what the system says. While a file is emptied again and again, it may not be up to date. */
  async refresh(): Promise<void> {
    const before = this.#refreshing;
    this.#refreshing = before.catch(() => undefined).then(() => this.#refresh());
    await this.#refreshing;
  }

  async #refresh(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.#look();
        return;
      } catch (error) {
        if (!(error instanceof KeptOutputChanged) || attempt === TRIES) throw error;
      }
    }
  }

  async #look(): Promise<void> {
    const listed = listLogFiles(this.#folder);
    const known = new Map(this.#files.map((file) => [file.path, file]));
    const rotated = new Set(
      listed.filter(({ path, part }) => Number.isFinite(part) && !known.has(path)).map(({ run }) => run),
    );
    const files: IndexedFile[] = [];
    for (const file of listed) {
      const old = known.get(file.path);
      const stays = old !== undefined && !(old.isCurrent && rotated.has(old.run));
      files.push(await this.#bringUp(stays ? old : undefined, file, files.at(-1)));
    }
    this.#take(files);
  }

  async #bringUp(old: IndexedFile | undefined, file: LogFile, previous: IndexedFile | undefined): Promise<IndexedFile> {
    const handle = await openOrChanged(file.path);
    try {
      if (old !== undefined && (await old.extend(handle))) return old;
      const follows = previous?.run === file.run;
      // Parts before this one were deleted, or the one before it has no seamless continuation.
      const insideLine = follows ? !previous.endsWithLine : Number.isFinite(file.part) && file.part > 1;
      const read = new IndexedFile(file, insideLine);
      if (!(await read.extend(handle))) throw new KeptOutputChanged();
      return read;
    } finally {
      await handle.close();
    }
  }

  #take(files: readonly IndexedFile[]): void {
    const old = this.#files;
    const paths = new Set(files.map(({ path }) => path));
    const deleted = old.filter(({ path }) => !paths.has(path));
    for (const file of deleted) file.isDeleted = true;
    // The newest lines keep their numbers, also when older parts of the newest run are deleted in the middle of all.
    this.#firstLine += deleted.reduce((sum, { lines }) => sum + lines, 0);
    const stays = old.filter(({ isDeleted }) => !isDeleted);
    const isSame = deleted.every((file, index) => old[index] === file) && stays.every((file, at) => files[at] === file);
    if (!isSame) this.#generation += 1;
    this.#files = files;
  }
}
