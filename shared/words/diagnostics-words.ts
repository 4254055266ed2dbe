/** What is said about the files that a person saves for somebody who helps. */
import type { DiagnosticsFile } from '../diagnostics';
import { bytesInWords } from './bytes-in-words';

export const DIAGNOSTICS = {
  title: 'Save diagnostics',
  text: 'One zip for a bug report. Basekeeper sends it nowhere. Passwords, keys, tokens, values of variables and e-mail addresses are removed; names of instances and folders stay. Look into it before you pass it on.',
  save: 'Save…',
  choose: 'Save diagnostics',
  saved: 'Diagnostics saved',
} as const;

export const DIAGNOSTICS_WHAT = {
  about: 'What each file is.',
  versions: 'Versions of Basekeeper, Electron, the system and PocketBase.',
  settings: 'Your choices in Preferences.',
  instances: 'Each instance: state, settings, names of variables without values.',
  checks: 'What would keep each stopped instance from starting, warnings, notices.',
  tasks: 'Backups, restores and other tasks of this session.',
  log: 'The log of Basekeeper itself, its newest part.',
  incidents: (name: string): string => `Incidents of ${name}, each with its last output.`,
  activity: (name: string): string => `Journal of ${name}.`,
  output: (name: string, lines: number): string => `The last ${String(lines)} lines of the output of ${name}.`,
} as const;

/** `412 bytes`, `31 kB`: of files that are mostly small. */
export const fileSizeInWords = (bytes: number): string =>
  bytes < 1000 ? `${String(bytes)} bytes` : bytesInWords(bytes);

/** The file that lies beside the others. */
export const diagnosticsGuide = (files: readonly DiagnosticsFile[], made: string): string =>
  [
    `Diagnostics of Basekeeper, made ${made}.`,
    DIAGNOSTICS.text,
    '',
    ...files.map(({ name, what, sizeBytes }) => `${name} (${fileSizeInWords(sizeBytes)}): ${what}`),
    '',
  ].join('\n');

export const alreadyThere = (path: string): string => `${path} is there already. Name another file.`;
