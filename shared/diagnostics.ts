/** What a person saves to show to somebody who helps: versions, settings, records, checks and the last output, without secrets. */

export interface DiagnosticsFile {
  readonly name: string;
  /** One sentence. */
  readonly what: string;
  readonly sizeBytes: number;
}

/** What is taken out of every text, beside what the redaction of outputs takes out. */
export interface Removed {
  /** Text that must not be seen, longest first. */
  readonly known: readonly string[];
  /** The folder of the user, which has the user's name in it; empty: not known. */
  readonly home: string;
}

const MAIL = /[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}/g;
export const MAIL_REMOVED = '[e-mail removed]';

/** People are no concern of whoever helps: neither their mail nor the name of their folder. */
export const withoutPeople = (text: string, home: string): string =>
  withoutUserFolder(text, home).replace(MAIL, MAIL_REMOVED);

export const withoutUserFolder = (text: string, home: string): string =>
  home.length < 2 ? text : text.replaceAll(home, '~');

/** Every text in a value, names of fields excepted. */
export function mapTexts(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, clean));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, mapTexts(one, clean)]));
}

/** `--hooksPool=15` becomes `--hooksPool`: a value may be anything. */
export const flagNames = (serveArguments: readonly string[]): readonly string[] =>
  serveArguments.map((argument) => argument.split('=', 1)[0] ?? '');

/** `basekeeper-diagnostics-2026-05-05.zip`. */
export const diagnosticsFileName = (now: Date): string =>
  `basekeeper-diagnostics-${now.toISOString().slice(0, 10)}.zip`;
