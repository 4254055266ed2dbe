import { PASSAGE_LINES, type KeptLine, type OutputFound } from '../../shared/output';
import { fail, ok, type Result } from '../../shared/result';
import type { InstanceId } from '../../shared/ids';
import { keptChunks, KeptOutputChanged } from './kept-chunks';
import { orWhyNotRead, type KeptOutput } from './kept-output';
import { lookThrough } from './look-through';
import { readPassage, type LookedChunk } from './read-passage';

export interface OutputWish {
  readonly instanceId: InstanceId;
  /** Case does not matter. */
  readonly text: string;
  /** Which match, counted from 1, oldest first; the newest one when left out. */
  readonly match?: number | undefined;
  /** The matches around it, not the lines around it. */
  readonly onlyMatches?: boolean | undefined;
  /** Looks through everything again, instead of what was there when this text was first looked for. */
  readonly anew?: boolean | undefined;
}

/** What is known after everything was looked through once: a few numbers for each 128 KiB, however much was found. */
interface Search extends Pick<OutputFound, 'lines' | 'bytes' | 'matches' | 'shortenedLines' | 'isComplete'> {
  readonly key: string;
  readonly chunks: readonly LookedChunk[];
}

/** While a process writes so fast that its file is begun anew again and again, at some time it is enough. */
const TRIES = 3;

/** Searches everything that is kept of an instance's output. One search at a time: a new one ends the one before it. */
export class OutputSearch {
  #last: Search | null = null;
  #running = new AbortController();

  /** Of calls that overlap only the latest is answered with what was found. */
  async find(wish: OutputWish, kept: KeptOutput): Promise<Result<OutputFound>> {
    this.#running.abort();
    const { signal } = (this.#running = new AbortController());
    const key = JSON.stringify([wish.instanceId, wish.text]);
    try {
      if (wish.anew === true || this.#last?.key !== key) this.#last = null;
      for (let attempt = 1; ; attempt += 1) {
        const search = (this.#last ??= await lookThroughAll(key, wish.text.toLowerCase(), kept, signal));
        try {
          return ok(await foundOf(search, wish, kept));
        } catch (error) {
          // The files are not those that were looked through any more.
          if (!(error instanceof KeptOutputChanged)) throw error;
          this.#last = null;
          if (attempt === TRIES || !search.isComplete)
            return ok({ ...numbersOf(search), isComplete: false, match: null, passage: [] });
        }
      }
    } catch (error) {
      return signal.aborted ? fail({ code: 'search-replaced' }) : orWhyNotRead(error, kept);
    }
  }
}

async function lookThroughAll(key: string, wanted: string, kept: KeptOutput, signal: AbortSignal): Promise<Search> {
  for (let attempt = 1; ; attempt += 1) {
    const search = { key, lines: 0, bytes: 0, matches: 0, shortenedLines: 0, isComplete: true };
    const chunks: LookedChunk[] = [];
    try {
      for await (const { bytes, ...chunk } of keptChunks(kept.folder, signal)) {
        const looked = lookThrough(bytes.toString(), chunk.insideLine, wanted, kept.secrets());
        const { lines, found, shortenedLines } = looked;
        const before = { linesBefore: search.lines, matchesBefore: search.matches };
        chunks.push({ ...chunk, ...before, lines, matches: found.length });
        search.lines += lines;
        search.matches += found.length;
        search.shortenedLines += shortenedLines;
        search.bytes += chunk.end - chunk.start;
      }
      return { ...search, chunks };
    } catch (error) {
      if (!(error instanceof KeptOutputChanged)) throw error;
      if (attempt === TRIES) return { ...search, chunks, isComplete: false };
    }
  }
}

async function foundOf(search: Search, wish: OutputWish, kept: KeptOutput): Promise<OutputFound> {
  const numbers = numbersOf(search);
  if (search.matches === 0) return { ...numbers, match: null, passage: [] };
  const match = Math.min(Math.max(wish.match ?? search.matches, 1), search.matches);
  const about = { match, onlyMatches: wish.onlyMatches === true, wanted: wish.text.toLowerCase() };
  const passage: readonly KeptLine[] = await readPassage(search.chunks, about, PASSAGE_LINES, kept.secrets());
  return { ...numbers, match, passage };
}

const numbersOf = ({ lines, bytes, matches, shortenedLines, isComplete }: Search) => ({
  lines,
  bytes,
  matches,
  shortenedLines,
  isComplete,
});
