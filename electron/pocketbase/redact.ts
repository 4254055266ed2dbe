/**
 * Turns what a process wrote into text that may be shown, copied or kept: no control sequences, no secrets.
 * PocketBase prints a superuser token at the first start of an instance without superusers; hooks print what they like.
 */
const LINE_MAX_LENGTH = 4000;
/** Looked at before it is shortened, so that a secret is not cut in half and shown. */
const LINE_MAX_READ = 64 * 1024;

const TERMINAL_SEQUENCES = /\u001b(?:\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\[[0-?]*[ -/]*[@-~]|[@-Z\\-_])/g;
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

const JSON_WEB_TOKEN = /eyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]{5,}/g;
const AUTHORIZATION = /(authorization["']?\s*[:=]\s*["']?(?:bearer\s+|basic\s+)?)[^\s"',;]+/gi;
const PASSWORD = /(["']?\w*(?:password|passwd|secret|api_?key)["']?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\s"',;}]+)/gi;

export function presentable(line: string): string {
  const clean = line
    .slice(0, LINE_MAX_READ)
    .replace(TERMINAL_SEQUENCES, '')
    .replace(CONTROL_CHARACTERS, '')
    .replace(AUTHORIZATION, '$1[removed]')
    .replace(PASSWORD, '$1[removed]')
    .replace(JSON_WEB_TOKEN, '[token removed]');
  return clean.length > LINE_MAX_LENGTH ? `${clean.slice(0, LINE_MAX_LENGTH)} … (line shortened)` : clean;
}
