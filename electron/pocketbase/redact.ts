/**
 * Turns what a process wrote into text that may be shown, copied or kept: no control sequences, no secrets.
 * PocketBase prints a superuser token at the first start of an instance without superusers; hooks print what they like.
 */
import { LINE_SHOWN_LENGTH } from '../../shared/output';

const LINE_MAX_LENGTH = LINE_SHOWN_LENGTH;
/** Looked at before it is shortened, so that a secret is not cut in half and shown. */
const LINE_MAX_READ = 16 * 1024;

/** Titles and links, then colours and the like, each in its seven-bit and its eight-bit form; then the short ones. */
const TERMINAL_SEQUENCES =
  /(?:\u001b\]|\u009d)[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b[@-Z\\-_]/g;
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** What may hold a JSON web token. Taken apart by hand: a pattern for the token itself would search some lines for seconds. */
const WORD_WITH_DOTS = /[\w.-]{20,}/g;
const TOKEN_BEGINNING = 'eyJ';
const TOKEN_REMOVED = '[token removed]';
const REMOVED = '[removed]';
/** In a header line, in JSON, in JSON within a string, and as Go prints a map of headers. */
const AUTHORIZATION =
  /(authorization\\*["']?\s*[:=]\s*[[\\"']*(?:(?:bearer|basic|digest|token|apikey)\s+)?)[^\s"'\\,;\]]+/gi;
/** Also `passwordConfirm`. The value ends with its quote, or with the line where the quote is missing. */
const PASSWORD =
  /((?:password|passwd|secret|api_?key)\w{0,40}\\*["']?\s*[:=]\s*)(?:\\+"[^"]*"?|"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|[^\s"',;}]+)/gi;
const PASSWORD_IN_ADDRESS = /(:\/\/[^\s:@/]*:)[^\s@/]+@/g;
/** The same without the sign that would tell it from a port; five digits are taken for one. */
const CUT_PASSWORD_IN_ADDRESS = /(:\/\/[^\s:@/]*:)(?!\d{0,5}$)[^\s@/]+$/;

/** Secrets of the instance itself, whatever they look like. */
export type KnownSecrets = readonly string[];

/** A whole line. */
export function presentable(line: string, known: KnownSecrets = []): string {
  if (line.length > LINE_MAX_READ) return shortened(presentableBeginning(line.slice(0, LINE_MAX_READ), known));
  const clean = withoutSecrets(withoutKnown(withoutControls(line), known));
  return clean.length > LINE_MAX_LENGTH ? shortened(clean) : clean;
}

/** A line whose end is missing: a secret that is not whole and could not be recognised goes too. */
export function presentableBeginning(line: string, known: KnownSecrets = []): string {
  if (line.length > LINE_MAX_READ) return presentable(line, known);
  const whole = withoutKnown(withoutControls(line), known);
  const read = withoutCutToken(withoutCutKnown(whole, known)).replace(CUT_PASSWORD_IN_ADDRESS, '$1[removed]');
  const clean = withoutSecrets(read);
  return clean.length > LINE_MAX_LENGTH ? shortened(clean) : clean;
}

const SHORTENED = ' … (line shortened)';

/** Both in lower case: could a line that is presentable contain this although what was written does not? */
export const mayStandForSecret = (wanted: string): boolean =>
  /[[\]…]/.test(wanted) || [TOKEN_REMOVED, SECRET_REMOVED, REMOVED, SHORTENED].some((put) => put.includes(wanted));

/** Where a line as it was written differs from what is shown of it, other than by what stands for a secret. */
export const controlCharacters = (): RegExp => new RegExp(CONTROL_CHARACTERS);

function shortened(clean: string): string {
  if (clean.endsWith(SHORTENED)) return clean;
  // Written out and read again: a slice would keep the whole long line in memory for as long as it is shown.
  return Buffer.from(clean.slice(0, LINE_MAX_LENGTH) + SHORTENED).toString();
}

/** What a terminal would not print. */
export const withoutControls = (line: string): string =>
  line.replace(TERMINAL_SEQUENCES, '').replace(CONTROL_CHARACTERS, '');

/** Shorter pieces could be anything. */
const PIECE_MIN_LENGTH = 4;
const SECRET_REMOVED = '[secret removed]';

/** What a secret may look like in one line: each of its lines as it is, within JSON, and within an address. Longest first. */
export function piecesOf(secrets: readonly string[]): KnownSecrets {
  const lines = secrets.flatMap((secret) => secret.split('\n')).map((line) => withoutControls(line));
  const pieces = lines.flatMap((line) => [line, JSON.stringify(line).slice(1, -1), encodeURIComponent(line)]);
  const wholes = secrets.map((secret) => JSON.stringify(secret).slice(1, -1));
  const all = new Set([...pieces, ...wholes].filter((piece) => piece.length >= PIECE_MIN_LENGTH));
  return [...all].sort((one, other) => other.length - one.length);
}

const withoutKnown = (line: string, known: KnownSecrets): string =>
  known.reduce((rest, piece) => rest.replaceAll(piece, SECRET_REMOVED), line);

/** One that the end of the text cuts. */
function withoutCutKnown(line: string, known: KnownSecrets): string {
  for (const piece of known) {
    for (let length = Math.min(piece.length - 1, line.length); length >= PIECE_MIN_LENGTH; length -= 1) {
      if (line.endsWith(piece.slice(0, length))) return line.slice(0, -length) + SECRET_REMOVED;
    }
  }
  return line;
}

const withoutSecrets = (line: string): string =>
  line
    .replace(AUTHORIZATION, '$1[removed]')
    .replace(PASSWORD, '$1[removed]')
    .replace(PASSWORD_IN_ADDRESS, '$1[removed]@')
    .replace(WORD_WITH_DOTS, withoutTokens);

/** A token is three parts with dots between them, the first of which begins with the base64 of `{"`. */
function withoutTokens(word: string): string {
  if (!word.includes(TOKEN_BEGINNING)) return word;
  const parts = word.split('.');
  const kept: string[] = [];
  const isLong = (part: string | undefined): boolean => part !== undefined && part.length >= 5;
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index] ?? '';
    const at = part.indexOf(TOKEN_BEGINNING);
    const isToken = at !== -1 && isLong(part.slice(at + 3)) && isLong(parts[index + 1]) && isLong(parts[index + 2]);
    kept.push(isToken ? part.slice(0, at) + TOKEN_REMOVED : part);
    if (isToken) index += 2;
  }
  return kept.join('.');
}

/** A token that the end of the text cuts. */
function withoutCutToken(line: string): string {
  const word = /[\w.-]+/y;
  let at = line.indexOf(TOKEN_BEGINNING);
  while (at !== -1) {
    word.lastIndex = at;
    word.test(line);
    if (word.lastIndex === line.length) return line.slice(0, at) + TOKEN_REMOVED;
    at = line.indexOf(TOKEN_BEGINNING, word.lastIndex);
  }
  return line;
}
