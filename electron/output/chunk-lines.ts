import { LINE_SHOWN_LENGTH } from '../../shared/output';
import { kindOf, LINE_KINDS, type LineKind } from '../pocketbase/line-kind';
import { withoutControls } from '../pocketbase/redact';
import type { LogChunk } from './kept-chunks';
import { NEWLINE } from './line-splitter';
import { textsOf, type LogText } from './log-text';

/** What is known of a chunk once it was read: a few numbers. */
export interface ChunkProfile {
  readonly lines: number;
  /** How many lines there are of each of `LINE_KINDS`. */
  readonly kinds: readonly number[];
  /** Lines that are longer than what is shown of them. */
  readonly shortenedLines: number;
  /** The kind of its last line, which what follows may go on with. */
  readonly after: LineKind;
}

/** So much of a line tells its kind. */
const BEGINNING_LENGTH = 120;
/** Below this a character is no letter: the line may begin with a control sequence. */
const FIRST_LETTER = 0x20;

function kindAt(content: string, start: number, end: number, before: LineKind): LineKind {
  const first = content.charCodeAt(start);
  const beginning = content.slice(start, Math.min(end, start + BEGINNING_LENGTH));
  const isPlain = first >= FIRST_LETTER && first !== 0x9b;
  return kindOf(isPlain || first === 0x09 ? beginning : withoutControls(beginning), before);
}

export function profileOf(content: string, insideLine: boolean, before: LineKind): ChunkProfile {
  const kinds = LINE_KINDS.map(() => 0);
  let kind = before;
  let [lines, shortenedLines] = [0, 0];
  const count = (text: string, start: number, end: number): void => {
    kind = kindAt(text, start, end, kind);
    const index = LINE_KINDS.indexOf(kind);
    kinds[index] = (kinds[index] ?? 0) + 1;
    lines += 1;
    if (end - start > LINE_SHOWN_LENGTH) shortenedLines += 1;
  };
  let start = insideLine ? content.indexOf('\n') + 1 : 0;
  const end = content.lastIndexOf('\n') + 1;
  while (start < end) {
    const newline = content.indexOf('\n', start);
    count(content, start, newline);
    start = newline + 1;
  }
  for (const { text } of textsOf(content.slice(end), insideLine && end === 0)) count(text, 0, text.length);
  return { lines, kinds, shortenedLines, after: kind };
}

export interface ChunkLine extends LogText {
  readonly kind: LineKind;
  /** The place in the file after it. */
  readonly end: number;
}

/** All lines of a chunk, in the order in which `profileOf` counts them. */
export function linesOf(bytes: Buffer, { start, end, insideLine }: LogChunk, before: LineKind): readonly ChunkLine[] {
  const texts = textsOf(bytes.toString(), insideLine);
  let at = insideLine ? bytes.indexOf(NEWLINE) + 1 : 0;
  let kind = before;
  return texts.map((text) => {
    kind = kindAt(text.text, 0, text.text.length, kind);
    const newline = at === -1 ? -1 : bytes.indexOf(NEWLINE, at);
    at = newline === -1 ? bytes.length : newline + 1;
    return { ...text, kind, end: newline === -1 ? end : start + at };
  });
}
