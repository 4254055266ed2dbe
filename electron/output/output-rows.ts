import type { LevelFilter, OutputFilter } from '../../shared/output';
import { LINE_KINDS, type LineKind } from '../pocketbase/line-kind';
import type { KnownSecrets } from '../pocketbase/redact';
import { linesOf, type ChunkLine } from './chunk-lines';
import { KeptOutputChanged, readChunk } from './kept-chunks';
import { lookThrough } from './look-through';
import type { IndexedChunk, IndexedFile, OutputIndex } from './output-index';

const SHOWN: Record<LevelFilter, (kind: LineKind) => boolean> = {
  all: () => true,
  'no-debug': (kind) => kind !== 'debug',
  warnings: (kind) => kind === 'warning' || kind === 'error',
  errors: (kind) => kind === 'error',
};

/** A chunk, and where its lines and rows are among all. */
export interface PlacedChunk {
  readonly chunk: IndexedChunk;
  readonly firstLine: number;
  readonly firstRow: number;
  readonly rows: number;
  /** Its first row is the first one of its run. */
  readonly startsRun: boolean;
}

export interface Layout {
  readonly firstRow: number;
  readonly endRow: number;
  readonly chunks: readonly PlacedChunk[];
}

export interface ReadLine extends ChunkLine {
  readonly line: number;
  readonly row: number;
}

/** Which lines a filter lets through, as rows that are counted from 0 and keep their numbers while older ones are deleted. */
export class OutputRows {
  readonly #filter: OutputFilter;
  readonly #secrets: KnownSecrets;
  readonly #text: string;
  readonly #counts = new WeakMap<IndexedChunk, number>();
  #turn: Promise<unknown> = Promise.resolve();
  #firstRow = 0;
  #rowsOf: ReadonlyMap<IndexedFile, number> = new Map();

  constructor(filter: OutputFilter, secrets: KnownSecrets) {
    this.#filter = filter;
    this.#secrets = secrets;
    this.#text = filter.text.toLowerCase();
  }

  /** Reads what it does not know yet. Throws the reason of the signal, `KeptOutputChanged`, or what the system says. */
  async lay(index: OutputIndex, signal?: AbortSignal): Promise<Layout> {
    const laid = this.#turn.catch(() => undefined).then(() => this.#lay(index, signal));
    this.#turn = laid;
    return laid;
  }

  async #lay(index: OutputIndex, signal?: AbortSignal): Promise<Layout> {
    const files = index.files.map((file) => ({ file, chunks: [...file.chunks] }));
    let line = index.firstLine;
    let firstRow = this.#firstRow;
    for (const [file, rows] of this.#rowsOf) if (file.isDeleted) firstRow += rows;
    const rowsOf = new Map<IndexedFile, number>();
    const chunks: PlacedChunk[] = [];
    let endRow = firstRow;
    let lastRun = 0;
    for (const { file, chunks: ofFile } of files) {
      const before = endRow;
      for (const chunk of ofFile) {
        signal?.throwIfAborted();
        const rows = await this.#count(chunk, line);
        const startsRun = rows > 0 && chunk.run !== lastRun;
        chunks.push({ chunk, firstLine: line, firstRow: endRow, rows, startsRun });
        if (rows > 0) lastRun = chunk.run;
        line += chunk.lines;
        endRow += rows;
      }
      rowsOf.set(file, endRow - before);
    }
    this.#firstRow = firstRow;
    this.#rowsOf = rowsOf;
    return { firstRow, endRow, chunks };
  }

  /** The lines of a chunk that are let through. Throws `KeptOutputChanged` where they are not those that were counted. */
  async read({ chunk, firstLine, firstRow, rows }: PlacedChunk): Promise<readonly ReadLine[]> {
    const bytes = await readChunk(chunk);
    const lines = linesOf(bytes, chunk, chunk.before);
    const places = this.#placesIn(bytes.toString(), chunk, firstLine, lines);
    if (lines.length !== chunk.lines || places.length !== rows) throw new KeptOutputChanged();
    return places.flatMap((place, index) => {
      const line = lines[place];
      return line === undefined ? [] : [{ ...line, line: firstLine + place, row: firstRow + index }];
    });
  }

  #isShown(kind: LineKind): boolean {
    return SHOWN[this.#filter.levels](kind) && (this.#filter.ownQuestions || kind !== 'own');
  }

  async #count(chunk: IndexedChunk, firstLine: number): Promise<number> {
    const { run, afterLine } = this.#filter;
    if ((run !== null && run !== chunk.run) || firstLine + chunk.lines - 1 <= afterLine) return 0;
    const isWhole = firstLine > afterLine;
    const known = this.#counts.get(chunk);
    if (known !== undefined && isWhole) return known;
    const shown = LINE_KINDS.reduce((sum, kind, at) => sum + (this.#isShown(kind) ? (chunk.kinds[at] ?? 0) : 0), 0);
    let count = shown;
    if (shown > 0 && (this.#text !== '' || !isWhole)) {
      const bytes = await readChunk(chunk);
      const content = bytes.toString();
      const needsKinds = shown < chunk.lines || !isWhole;
      if (needsKinds) count = this.#placesIn(content, chunk, firstLine, linesOf(bytes, chunk, chunk.before)).length;
      else {
        const looked = lookThrough(content, chunk.insideLine, this.#text, this.#secrets);
        if (looked.lines !== chunk.lines) throw new KeptOutputChanged();
        count = looked.found.length;
      }
    }
    if (isWhole) this.#counts.set(chunk, count);
    return count;
  }

  #placesIn(content: string, chunk: IndexedChunk, firstLine: number, lines: readonly ChunkLine[]): readonly number[] {
    const { run, afterLine } = this.#filter;
    if (run !== null && run !== chunk.run) return [];
    const places =
      this.#text === ''
        ? lines.map((_line, place) => place)
        : lookThrough(content, chunk.insideLine, this.#text, this.#secrets).found;
    return places.filter((place) => {
      const kind = lines[place]?.kind;
      return kind !== undefined && this.#isShown(kind) && firstLine + place > afterLine;
    });
  }
}
