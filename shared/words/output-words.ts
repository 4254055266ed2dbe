/** What Basekeeper itself says between the lines of an instance. */
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
  return `… the log file was full and was begun anew; ${whereItIs(part, problem, lostBytes)}; ${missing} …`;
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
  '… Basekeeper: the log files were begun anew while this was saved; what came after this is missing …';

/** Stands at the end of a file whose continuation is not seamless, and has no newline behind it. */
export const OUTPUT_MISSING_AFTER_THIS = '… Basekeeper: output is missing after this …';
