import type { InstanceId } from '../../shared/ids';
import type { KeptLine, OutputFilter, OutputFound, OutputPage, PagePlace } from '../../shared/output';
import { fail, ok, type Result } from '../../shared/result';
import { timeIn, type LineKind } from '../pocketbase/line-kind';
import type { KnownSecrets } from '../pocketbase/redact';
import { stylesOf } from '../pocketbase/styled-line';
import { KeptOutputChanged } from './kept-chunks';
import { orWhyNotRead, type KeptOutput } from './kept-output';
import { timesReader, type LineTimes } from './line-times';
import { readable } from './log-text';
import { OutputIndex } from './output-index';
import { OutputRows, type Layout, type PlacedChunk, type ReadLine } from './output-rows';
import { RunRecords } from './run-records';

export interface PageWish {
  readonly instanceId: InstanceId;
  readonly filter: OutputFilter;
  readonly place: PagePlace;
  readonly count: number;
}

export interface SearchWish {
  readonly instanceId: InstanceId;
  /** Where it is looked for; its own text is left aside. */
  readonly filter: OutputFilter;
  /** Case does not matter. */
  readonly text: string;
  /** Which match, counted from 1, oldest first; the newest one when left out. */
  readonly match?: number | undefined;
}

const TRIES = 3;

/** One way of looking at the output, as long as it is asked for. */
interface View {
  readonly key: string;
  readonly secrets: KnownSecrets;
  readonly rows: OutputRows;
}

/**
 * Reads everything that is kept of the output of one instance after the other, page by page, and searches it. What is
 * remembered is a few numbers for each 128 KiB, of the instance that was asked about last.
 */
export class OutputReader {
  #instanceId: InstanceId | null = null;
  #index: OutputIndex | null = null;
  #page: View | null = null;
  #search: View | null = null;
  readonly #runs = new RunRecords();
  #lastView: View | null = null;
  #generation = 0;
  #indexGeneration = 0;
  #searching = new AbortController();

  async read(wish: PageWish, kept: KeptOutput): Promise<Result<OutputPage>> {
    try {
      return ok(await this.#untilSettled(() => this.#readPage(wish, kept)));
    } catch (error) {
      return error instanceof KeptOutputChanged ? fail({ code: 'output-changing' }) : orWhyNotRead(error, kept);
    }
  }

  /** Of calls that overlap only the latest is answered with what was found. */
  async find(wish: SearchWish, kept: KeptOutput): Promise<Result<OutputFound>> {
    this.#searching.abort();
    const { signal } = (this.#searching = new AbortController());
    try {
      return ok(await this.#untilSettled(() => this.#findMatch(wish, kept, signal)));
    } catch (error) {
      if (signal.aborted) return fail({ code: 'search-replaced' });
      if (!(error instanceof KeptOutputChanged)) return orWhyNotRead(error, kept);
      const nothing = { matches: 0, match: null, line: null, searched: 0, shortenedLines: 0, isComplete: false };
      return ok({ ...this.#indexOf(wish.instanceId, kept).kept, ...nothing });
    }
  }

  /** Looks again when the files are not those any more that the numbers are of. */
  async #untilSettled<Value>(look: () => Promise<Value>): Promise<Value> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await look();
      } catch (error) {
        if (!(error instanceof KeptOutputChanged) || attempt === TRIES) throw error;
      }
    }
  }

  #indexOf(instanceId: InstanceId, kept: KeptOutput): OutputIndex {
    if (this.#index === null || this.#instanceId !== instanceId) {
      this.#instanceId = instanceId;
      this.#index = new OutputIndex(kept.folder);
      this.#page = null;
      this.#search = null;
    }
    return this.#index;
  }

  async #readPage({ instanceId, filter, place, count }: PageWish, kept: KeptOutput): Promise<OutputPage> {
    const index = this.#indexOf(instanceId, kept);
    await index.refresh();
    const view = (this.#page = viewOf(this.#page, instanceId, filter, kept.secrets()));
    const layout = await view.rows.lay(index);
    const generation = this.#generationOf(view, index);
    const from = await firstRowOf(place, count, layout, view.rows);
    const lines = await linesFrom(from, count, layout, view.rows);
    const amount = index.kept;
    return {
      generation,
      firstRow: layout.firstRow,
      endRow: layout.endRow,
      lines: withTexts(lines, kept.secrets()),
      kept: amount,
      lastLine: index.firstLine + amount.lines - 1,
      ownQuestions: index.countOf('own'),
      runs: this.#runs.of(kept.folder),
    };
  }

  /** Changes whenever a row may be another line than before. */
  #generationOf(view: View, index: OutputIndex): number {
    if (this.#lastView !== view || this.#indexGeneration !== index.generation) this.#generation += 1;
    this.#lastView = view;
    this.#indexGeneration = index.generation;
    return this.#generation;
  }

  async #findMatch(wish: SearchWish, kept: KeptOutput, signal: AbortSignal): Promise<OutputFound> {
    const { instanceId, text } = wish;
    const index = this.#indexOf(instanceId, kept);
    await index.refresh();
    const secrets = kept.secrets();
    const all = (this.#page = viewOf(this.#page, instanceId, wish.filter, secrets));
    const found = (this.#search = viewOf(this.#search, instanceId, { ...wish.filter, text }, secrets));
    const layout = await all.rows.lay(index, signal);
    const matching = await found.rows.lay(index, signal);
    const matches = matching.endRow - matching.firstRow;
    const numbers = {
      ...index.kept,
      matches,
      searched: layout.endRow - layout.firstRow,
      shortenedLines: layout.chunks.reduce((sum, { chunk }) => sum + chunk.shortenedLines, 0),
      isComplete: true,
    };
    if (matches === 0) return { ...numbers, match: null, line: null };
    const match = Math.min(Math.max(wish.match ?? matches, 1), matches);
    const [line] = await linesFrom(matching.firstRow + match - 1, 1, matching, found.rows);
    if (line === undefined) throw new KeptOutputChanged();
    const row = await rowOfLine(line.line, layout, all.rows);
    return { ...numbers, match, line: { ...withText(line, secrets), row } };
  }
}

/** The one there is, when it is the same; it knows what it has counted. */
function viewOf(last: View | null, instanceId: InstanceId, filter: OutputFilter, secrets: KnownSecrets): View {
  const key = JSON.stringify([
    instanceId,
    filter.levels,
    filter.run,
    filter.ownQuestions,
    filter.text,
    filter.afterLine,
  ]);
  if (last?.key === key && last.secrets === secrets) return last;
  return { key, secrets, rows: new OutputRows(filter, secrets) };
}

async function firstRowOf(place: PagePlace, count: number, layout: Layout, rows: OutputRows): Promise<number> {
  const { firstRow, endRow } = layout;
  switch (place.kind) {
    case 'newest':
      return Math.max(firstRow, endRow - count);
    case 'row':
      return Math.max(firstRow, place.row);
    case 'line':
      return Math.max(firstRow, (await rowOfLine(place.line, layout, rows)) - (count >> 1));
  }
}

/** Of a line, or of the next one that is let through. */
async function rowOfLine(line: number, { chunks, endRow }: Layout, rows: OutputRows): Promise<number> {
  const home = chunks.find(({ firstLine, chunk }) => line < firstLine + chunk.lines);
  if (home === undefined) return endRow;
  const after = (await rows.read(home)).find((each) => each.line >= line);
  return after?.row ?? home.firstRow + home.rows;
}

async function linesFrom(from: number, count: number, layout: Layout, rows: OutputRows): Promise<readonly Placed[]> {
  const end = Math.min(layout.endRow, from + count);
  const lines: Placed[] = [];
  for (const placed of layout.chunks) {
    if (placed.firstRow + placed.rows <= from) continue;
    if (placed.firstRow >= end) break;
    if (placed.rows === 0) continue;
    const read = await rows.read(placed);
    for (const line of read) if (line.row >= from && line.row < end) lines.push({ ...line, placed });
  }
  return lines;
}

interface Placed extends ReadLine {
  readonly placed: PlacedChunk;
}

const readTimes = timesReader();

function withText(line: Placed, secrets: KnownSecrets, times: LineTimes = readTimes(line.placed.chunk.path)): KeptLine {
  const text = readable(line, secrets);
  return {
    row: line.row,
    line: line.line,
    run: line.placed.chunk.run,
    startsRun: line.placed.startsRun && line.row === line.placed.firstRow,
    text,
    level: levelOf(line.kind),
    atMs: times.at(line.end) ?? timeIn(text),
    styles: stylesOf(line.text, text),
  };
}

function withTexts(lines: readonly Placed[], secrets: KnownSecrets): readonly KeptLine[] {
  const times = new Map<string, LineTimes>();
  return lines.map((line) => {
    const { path } = line.placed.chunk;
    const ofFile = times.get(path) ?? readTimes(path);
    times.set(path, ofFile);
    return withText(line, secrets, ofFile);
  });
}

const levelOf = (kind: LineKind): KeptLine['level'] => (kind === 'plain' ? null : kind === 'own' ? 'info' : kind);
