import { LINE_SHOWN_LENGTH } from '../../shared/output';
import { controlCharacters, mayStandForSecret, type KnownSecrets } from '../pocketbase/redact';
import { readable, textsOf } from './log-text';

/** What was found in a piece of output. */
export interface Looked {
  readonly lines: number;
  /** Lines that contain it, by their place in the piece, counted from 0. */
  readonly found: readonly number[];
  readonly shortenedLines: number;
}

const NEVER = Number.POSITIVE_INFINITY;

/**
 * Looks for lines that contain a text, in lower case, once they are presentable: what stands in a secret is never found.
 * Making a line presentable is slow, so it is done only for lines that may contain it.
 */
export function lookThrough(content: string, insideLine: boolean, wanted: string, secrets: KnownSecrets): Looked {
  const lower = content.toLowerCase();
  // A few characters have another length in lower case; then places say nothing.
  if (mayStandForSecret(wanted) || lower.length !== content.length) {
    return lookAtEach(content, insideLine, wanted, secrets);
  }
  const controls = controlCharacters();
  const end = content.lastIndexOf('\n') + 1;
  let nextWanted = -1;
  let nextControl = -1;
  let lines = 0;
  let shortenedLines = 0;
  const found: number[] = [];
  for (let start = insideLine ? content.indexOf('\n') + 1 : 0; start < end; lines += 1) {
    const newline = content.indexOf('\n', start);
    if (nextWanted < start) nextWanted = placeOf(lower.indexOf(wanted, start));
    if (nextControl < start) {
      controls.lastIndex = start;
      nextControl = placeOf(controls.exec(content)?.index ?? -1);
    }
    const isLong = newline - start > LINE_SHOWN_LENGTH;
    if (isLong) shortenedLines += 1;
    if (nextWanted < newline || nextControl < newline || isLong) {
      const shown = readable({ text: content.slice(start, newline), whole: true }, secrets);
      if (shown.toLowerCase().includes(wanted)) found.push(lines);
    }
    start = newline + 1;
  }
  if (end === content.length) return { lines, found, shortenedLines };
  const rest = lookAtEach(content.slice(end), insideLine && end === 0, wanted, secrets);
  return {
    lines: lines + rest.lines,
    found: [...found, ...rest.found.map((index) => lines + index)],
    shortenedLines: shortenedLines + rest.shortenedLines,
  };
}

const placeOf = (index: number): number => (index === -1 ? NEVER : index);

function lookAtEach(content: string, insideLine: boolean, wanted: string, secrets: KnownSecrets): Looked {
  const texts = textsOf(content, insideLine);
  const found: number[] = [];
  texts.forEach((text, index) => {
    if (readable(text, secrets).toLowerCase().includes(wanted)) found.push(index);
  });
  return {
    lines: texts.length,
    found,
    shortenedLines: texts.filter(({ text }) => text.length > LINE_SHOWN_LENGTH).length,
  };
}
