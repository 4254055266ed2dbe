/** What Basekeeper itself says between the lines of an instance. */
import { LINE_SHOWN_LENGTH, type KeptAmount, type LevelFilter, type OutputFound, type RunFacts } from '../output';
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

export const runNotRecordedInWords = (problem: string): string =>
  `… when this run began and ended cannot be written down (${problem}) …`;

/** Stands between what different processes wrote. */
export const runInWords = (run: number): string => `Run ${String(run)}`;

export const OUTPUT_CHANGED_WHILE_SAVED =
  '… Basekeeper: the log files were restarted while this was saved; later output is missing …';

const counted = (count: number): string => count.toLocaleString('en');

/** Of all lines that are kept, how many are shown; e.g. `1,204 of 198,112 lines · 27.4 MB`. */
export function keptInWords(shown: number, { lines, bytes }: KeptAmount): string {
  if (lines === 0) return '';
  const all = lines === 1 ? '1 line' : `${counted(lines)} lines`;
  return `${shown < lines ? `${counted(shown)} of ` : ''}${all} · ${amount(bytes)}`;
}

export const LEVEL_FILTER_WORDS: Record<LevelFilter, string> = {
  all: 'All levels',
  'no-debug': 'Without debug',
  warnings: 'Warnings and errors',
  errors: 'Errors',
};

/** Why there is nothing to see. */
export function nothingShownInWords(kept: KeptAmount, isCleared: boolean): string {
  if (kept.lines === 0) return 'No output yet.';
  return isCleared ? 'Cleared. New lines appear here.' : 'No line matches these filters.';
}

/** E.g. `PocketBase 0.40.6 · port 8090`; empty where it was not written down. */
export const runFactsInWords = ({ version, port }: RunFacts): string =>
  [version === null ? '' : `PocketBase ${version}`, port === null ? '' : `port ${String(port)}`]
    .filter((fact) => fact !== '')
    .join(' · ');

export const healthChecksInWords = (count: number, areShown: boolean): string =>
  areShown ? 'Hide health checks' : `Show ${count === 1 ? '1 health check' : `${counted(count)} health checks`}`;

/** E.g. `3 of 15`. */
export const matchInWords = ({ match, matches }: Pick<OutputFound, 'match' | 'matches'>): string =>
  matches === 0 ? 'No match' : match === null ? counted(matches) : `${counted(match)} of ${counted(matches)}`;

/** What a search knows, and what it could not know. */
export function foundInWords(wanted: string, found: OutputFound): string | null {
  const { matches, match, lines, searched, shortenedLines, isComplete } = found;
  const doubts = [
    shortenedLines > 0 &&
      `${shortenedLines === 1 ? 'One line is' : `${counted(shortenedLines)} lines are`} longer than ${counted(LINE_SHOWN_LENGTH)} characters and ${shortenedLines === 1 ? 'was' : 'were'} searched only that far.`,
    !isComplete &&
      'So much is being written that some lines could not be searched. It is searched again when it is quieter.',
  ].filter((doubt) => doubt !== false);
  if (matches === 0 && isComplete) {
    const where = searched < lines ? `${counted(searched)} lines shown here` : `${counted(lines)} kept lines`;
    return [`None of the ${where} contains “${wanted}”.`, ...doubts].join(' ');
  }
  return match === null || !isComplete ? doubts.join(' ') : null;
}

export const newLinesInWords = (count: number): string => (count === 1 ? '1 new line' : `${counted(count)} new lines`);

/** Stands at the end of a file whose continuation is not seamless, and has no newline behind it. */
export const OUTPUT_MISSING_AFTER_THIS = '… Basekeeper: output is missing after this …';

/** Marks between runs; `time` is of the clock. */
export const runBegins = (run: number, time: string, version: string, port: number): string =>
  `${runInWords(run)} · ${time} · PocketBase ${version} · port ${String(port)}`;
export const runGoesOn = (run: number, time: string): string => `${runInWords(run)} goes on · ${time}`;
export const runEnded = (time: string, how: string): string => `Ended ${time} · ${how}`;
export const runNotStarted = (time: string): string => `Not started ${time}`;
export const EARLIER_OUTPUT = 'Earlier output';

/** Of lines kept with an incident. */
export const linesLeftOut = (count: number): string => `… ${String(count)} lines left out …`;
