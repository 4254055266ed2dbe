/**
 * Turns what a process wrote into text that may be shown, copied or kept: no control sequences, no secrets.
 * PocketBase prints a superuser token at the first start of an instance without superusers; hooks print what they like.
 */
const LINE_MAX_LENGTH = 4000;
/** Looked at before it is shortened, so that a secret is not cut in half and shown. */
const LINE_MAX_READ = 16 * 1024;

/** Titles and links, then colours and the like, each in its seven-bit and its eight-bit form; then the short ones. */
const TERMINAL_SEQUENCES =
  /(?:\u001b\]|\u009d)[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b[@-Z\\-_]/g;
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** The first part has a limit, or a long line without a dot would be searched anew from each of its letters. */
const JSON_WEB_TOKEN = /eyJ[\w-]{5,1000}\.[\w-]{5,}\.[\w-]{5,}/g;
/** In a header line, in JSON, in JSON within a string, and as Go prints a map of headers. */
const AUTHORIZATION =
  /(authorization\\*["']?\s*[:=]\s*[[\\"']*(?:(?:bearer|basic|digest|token|apikey)\s+)?)[^\s"'\\,;\]]+/gi;
/** Also `passwordConfirm`. The value ends with its quote, or with the line where the quote is missing. */
const PASSWORD =
  /((?:password|passwd|secret|api_?key)\w{0,40}\\*["']?\s*[:=]\s*)(?:\\+"[^"]*"?|"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|[^\s"',;}]+)/gi;
const PASSWORD_IN_ADDRESS = /(:\/\/[^\s:@/]*:)[^\s@/]+@/g;

export function presentable(line: string): string {
  const clean = line
    .slice(0, LINE_MAX_READ)
    .replace(TERMINAL_SEQUENCES, '')
    .replace(CONTROL_CHARACTERS, '')
    .replace(AUTHORIZATION, '$1[removed]')
    .replace(PASSWORD, '$1[removed]')
    .replace(PASSWORD_IN_ADDRESS, '$1[removed]@')
    .replace(JSON_WEB_TOKEN, '[token removed]');
  return clean.length > LINE_MAX_LENGTH ? `${clean.slice(0, LINE_MAX_LENGTH)} … (line shortened)` : clean;
}
