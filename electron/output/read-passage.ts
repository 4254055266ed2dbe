import type { KeptLine } from '../../shared/output';
import { runInWords } from '../../shared/words/output-words';
import type { KnownSecrets } from '../pocketbase/redact';
import { KeptOutputChanged, readChunk, type LogChunk } from './kept-chunks';
import { readable, textsOf, type LogText } from './log-text';
import { lookThrough } from './look-through';

/** A chunk, and what it adds to the numbers of all before it. */
export interface LookedChunk extends LogChunk {
  readonly lines: number;
  readonly matches: number;
  readonly linesBefore: number;
  readonly matchesBefore: number;
}

export interface PassageWish {
  /** Counted from 1. */
  readonly match: number;
  readonly onlyMatches: boolean;
  /** In lower case. */
  readonly wanted: string;
}

interface NumberedText extends LogText {
  readonly run: number;
  readonly line: number;
  readonly match: number | null;
}

/**
 * The lines around a match, or the matches around it, oldest first. Reads again only what it needs; throws
 * `KeptOutputChanged` when that is not what was looked through.
 */
export async function readPassage(
  chunks: readonly LookedChunk[],
  { match, onlyMatches, wanted }: PassageWish,
  count: number,
  secrets: KnownSecrets,
): Promise<readonly KeptLine[]> {
  const home = chunks.findIndex(({ matchesBefore, matches }) => match <= matchesBefore + matches);
  const load = async (chunk: LookedChunk | undefined): Promise<readonly NumberedText[]> => {
    if (chunk === undefined) throw new KeptOutputChanged();
    const all = await textsAgain(chunk, wanted, secrets);
    return onlyMatches ? all.filter((text) => text.match !== null) : all;
  };
  let texts = await load(chunks[home]);
  let first = home;
  let last = home;
  let at = texts.findIndex((text) => text.match === match);
  const half = Math.floor(count / 2);
  while (at < half && first > 0) {
    const earlier = await load(chunks[(first -= 1)]);
    texts = [...earlier, ...texts];
    at += earlier.length;
  }
  while (texts.length - at <= half && last < chunks.length - 1)
    texts = [...texts, ...(await load(chunks[(last += 1)]))];
  const shown = texts.slice(Math.max(0, at - half), Math.max(0, at - half) + count);
  return shown.flatMap((text, index): readonly KeptLine[] => {
    const line = { kind: 'output', text: readable(text, secrets), line: text.line, match: text.match } as const;
    if (index > 0 && shown[index - 1]?.run === text.run) return [line];
    return [{ kind: 'mark', text: runInWords(text.run), line: text.line, match: null }, line];
  });
}

async function textsAgain(chunk: LookedChunk, wanted: string, secrets: KnownSecrets): Promise<readonly NumberedText[]> {
  const content = (await readChunk(chunk)).toString();
  const { found } = lookThrough(content, chunk.insideLine, wanted, secrets);
  const texts = textsOf(content, chunk.insideLine);
  if (texts.length !== chunk.lines || found.length !== chunk.matches) throw new KeptOutputChanged();
  const matches = new Map(found.map((place, index) => [place, chunk.matchesBefore + index + 1]));
  return texts.map((text, place) => ({
    ...text,
    run: chunk.run,
    line: chunk.linesBefore + place + 1,
    match: matches.get(place) ?? null,
  }));
}
