/** What Basekeeper itself says between the lines of an instance. */
import { LINE_SHOWN_LENGTH, type OutputFound } from '../output';
import { bytesInWords } from './bytes-in-words';

/** Never "0 kB": something is missing. */
const amount = (bytes: number): string => bytesInWords(Math.max(bytes, 1000));

/** Lines were left out because nobody could have read them. `linesKnown` is how many were counted; there may be more. */
export function notShownInWords(bytes: number, linesCounted: number): string {
  const lines = linesCounted === 0 ? '' : ` (at least ${String(linesCounted)} lines)`;
  return `… ${amount(bytes)} of output are not shown here${lines}: too much at once …`;
}

export interface BegunAnew {
  /** Name of the file that holds what came before; null when it could not be copied. */
  readonly part: string | null;
  /** Why it could not be copied. */
  readonly problem: string | null;
  /** Nothing was written meanwhile, as far as can be seen. */
  readonly seamless: boolean;
  /** Of what the file held. */
  readonly lostBytes: number;
}

/** The log file was full: what it held was copied beside it, and it was emptied while the process went on writing. */
export function begunAnewInWords({ part, problem, seamless, lostBytes }: BegunAnew): string {
  const missing = seamless ? 'a line written at that very moment may be missing' : 'output is missing here';
  return `… the log file was full and was restarted; ${whereItIs(part, problem, lostBytes)}; ${missing} …`;
}

function whereItIs(part: string | null, problem: string | null, lostBytes: number): string {
  if (part === null) return `what it held could not be copied (${problem ?? 'unknown'}) and is gone`;
  const lost = lostBytes === 0 ? '' : `, except ${amount(lostBytes)} that no file holds any more`;
  return `what it held is in ${part}${lost}`;
}

export const cannotBeEmptiedInWords = (problem: string): string =>
  `… the log file is full and cannot be emptied (${problem}); it goes on growing …`;

export const cannotBeReadInWords = (problem: string): string => `… the output can no longer be read (${problem}) …`;

/** Stands between what different processes wrote. */
export const runInWords = (run: number): string => `Run ${String(run)}`;

export const OUTPUT_CHANGED_WHILE_SAVED =
  '… Basekeeper: the log files were restarted while this was saved; later output is missing …';

const counted = (count: number): string => count.toLocaleString('en');

/** Of all lines that are kept, which are shown. */
export function shownPartInWords(shown: number, kept: number): string {
  if (kept === 0) return '';
  if (shown < kept) return `Newest ${counted(shown)} of ${counted(kept)} lines`;
  return kept === 1 ? '1 line' : `${counted(kept)} lines`;
}

/** E.g. `3 of 15`. */
export const matchInWords = ({ match, matches }: Pick<OutputFound, 'match' | 'matches'>): string =>
  matches === 0 ? 'No match' : match === null ? counted(matches) : `${counted(match)} of ${counted(matches)}`;

/** Which part of everything that is kept the lines around a match are. */
export function passageInWords({ passage, lines, matches }: OutputFound, onlyMatches: boolean): string {
  const shown = passage.filter(({ kind }) => kind === 'output');
  const [first, last] = [shown[0], shown.at(-1)];
  if (first === undefined || last === undefined) return '';
  return onlyMatches
    ? `Matches ${counted(first.match ?? 0)} to ${counted(last.match ?? 0)} of ${counted(matches)}`
    : `Lines ${counted(first.line)} to ${counted(last.line)} of ${counted(lines)}`;
}

/** What a search knows, and what it could not know. */
export function foundInWords(wanted: string, found: OutputFound): string | null {
  const { matches, match, lines, shortenedLines, isComplete } = found;
  const doubts = [
    shortenedLines > 0 &&
      `${shortenedLines === 1 ? 'One line is' : `${counted(shortenedLines)} lines are`} longer than ${counted(LINE_SHOWN_LENGTH)} characters and ${shortenedLines === 1 ? 'was' : 'were'} searched only that far.`,
    !isComplete && 'So much is being written that some lines could not be searched. Search again when it is quieter.',
  ].filter((doubt) => doubt !== false);
  if (matches === 0) return [`None of the ${counted(lines)} kept lines contains “${wanted}”.`, ...doubts].join(' ');
  if (match === null || !isComplete) return doubts.join(' ');
  return null;
}

export const newLinesInWords = (count: number): string => (count === 1 ? '1 new line' : `${counted(count)} new lines`);

/** Stands at the end of a file whose continuation is not seamless, and has no newline behind it. */
export const OUTPUT_MISSING_AFTER_THIS = '… Basekeeper: output is missing after this …';
