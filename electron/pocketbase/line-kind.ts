import { OWN_HEALTH_PATH } from '../../shared/own-health-path';

/**
 * What PocketBase lets be known of a line by the way it writes it. With `--dev` its own log stands in the output as
 * `ERROR GET /api/nothing`, with `└─` before what belongs to it, and its SQL as `[0.12ms] SELECT …` (seen with 0.22.27,
 * 0.28.4 and 0.40.6, which use no colours in a file). What hooks write with `console.error` has no mark, and both
 * streams share one file, so that their order is kept; of such a line no level is known.
 */
export const LINE_KINDS = ['plain', 'debug', 'info', 'warning', 'error', 'own'] as const;

/** `own`: a question of Basekeeper, and nothing a person asked for. */
export type LineKind = (typeof LINE_KINDS)[number];

/** How PocketBase writes down what only Basekeeper asks for, whatever it answered. */
const OWN_QUESTION = `GET ${OWN_HEALTH_PATH}`;
const TIME = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /;
/** Goes on with what the line before it began. */
const CONTINUATION = /^(?:[ \t└├│)]|$)/;
const BEGINNINGS: readonly (readonly [LineKind, RegExp])[] = [
  ['error', /^(?:ERROR |Error: |panic: |fatal error: |\[signal SIG|[Ff]ailed to execute )/],
  ['warning', /^WARN /],
  ['info', /^INFO /],
  ['debug', /^(?:DEBUG |\[\d+(?:\.\d+)?ms\] )/],
];
/** Every line that can begin something begins with one of these, or with a digit of a time. */
const MAY_BEGIN = /^[EPIWDFpf[\d]/;

/** Seventeen thousand a day, and nothing to read. */
export const isOwnQuestion = (line: string): boolean => line.endsWith(OWN_QUESTION);

/** `before` is the kind of the line before it in the same run; control sequences are removed. */
export function kindOf(line: string, before: LineKind): LineKind {
  if (CONTINUATION.test(line)) return before;
  if (!MAY_BEGIN.test(line)) return 'plain';
  if (isOwnQuestion(line)) return 'own';
  const text = line.replace(TIME, '');
  return BEGINNINGS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'plain';
}

/** The time PocketBase puts before a line, in the time zone of this computer; null where there is none. In milliseconds. */
export function timeIn(line: string): number | null {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})\/(\d\d)\/(\d\d) (\d\d):(\d\d):(\d\d) /.exec(line)?.map(Number) ?? [];
  if (year === undefined) return null;
  return new Date(year, (month ?? 1) - 1, day, hour, minute, second).getTime();
}
