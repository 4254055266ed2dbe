/** Why a folder is not opened as an instance, and what a person has to know of one before it is. */
import { fileProblemInWords, type FileProblem } from './storage-words';

/** Each is the end of a sentence that begins with the path of the folder. */
export const OPENED_FOLDER_RULES = {
  dataIsDanglingLink: 'holds a pb_data that is a link that leads nowhere',
  dataIsFile: 'holds a pb_data that is a file',
  databaseIsEmpty: 'holds a data.db that is empty',
  databaseIsNone: 'holds a data.db that is not an SQLite database',
  databaseIsNotAFile: 'holds a data.db that is not a file',
  noData: 'has no pb_data in it',
  noDatabase: 'holds a pb_data without data.db',
} as const;

export const holdsNoFolder = (name: string): string => `holds a ${name} that is not a folder`;
export const holdsUnreadableDatabase = (detail: string): string =>
  `holds a data.db that cannot be read as one of PocketBase (${detail})`;

/** What of the folder may not be used, as the beginning of the rule. */
const OF_WHAT = { folder: '', data: 'holds a pb_data that ', database: 'holds a data.db that ' } as const;

const NOT_PERMITTED = {
  'of-another-user': 'belongs to another user',
  'read-only-drive': 'is on a read-only drive',
  'not-accessible': 'is not readable and writable by your user',
} as const;

export const isNotPermitted = (what: keyof typeof OF_WHAT, why: keyof typeof NOT_PERMITTED): string =>
  OF_WHAT[what] + NOT_PERMITTED[why];

/** S26: whoever made the folder has written them; null when there are none. */
export function programsInWords({
  hooks,
  migrations,
}: {
  readonly hooks: number;
  readonly migrations: number;
}): string | null {
  const total = hooks + migrations;
  if (total === 0) return null;
  const where = [hooks > 0 ? 'pb_hooks' : '', migrations > 0 ? 'pb_migrations' : ''].filter(Boolean).join(' and ');
  const holds = hooks > 0 && migrations > 0 ? 'hold' : 'holds';
  const [programs, they] = total === 1 ? ['a program', 'It runs'] : [`${String(total)} programs`, 'They run'];
  return `${where} ${holds} ${programs}. ${they} with your rights as soon as the instance starts; open only a folder you trust.`;
}

const RECORD = 'basekeeper.json in the folder';

export const recordNotUsable = (problem: FileProblem): string =>
  `${RECORD} cannot be used: ${fileProblemInWords(problem)}. Whether the instance was in maintenance is not known; it will be started.`;

export const recordIsCopyOf = (name: string): string =>
  `${RECORD} is a copy of that of “${name}”. It is set aside, and the folder gets its own.`;

export const recordPutsBackups = (folder: string): string =>
  `${RECORD} has the backups of the instance written to ${folder}.`;

/** Names only: values may be long, or secret. */
interface StartedWith {
  readonly variables: readonly string[];
  readonly arguments: readonly string[];
  readonly pathFolders: readonly string[];
  readonly hasEncryptionKey: boolean;
}

/** What the record makes PocketBase be started with; null when that is nothing. */
export function recordSets(startedWith: StartedWith): string | null {
  const parts = [
    ...named('environment variable', startedWith.variables),
    ...named('argument', startedWith.arguments),
    ...(startedWith.pathFolders.length === 0 ? [] : [`${inARow(startedWith.pathFolders)} in front of PATH`]),
    ...(startedWith.hasEncryptionKey ? ['an encryption key'] : []),
  ];
  if (parts.length === 0) return null;
  return `${RECORD} sets ${inARow(parts)}. PocketBase is started with that; open only a folder you trust.`;
}

const named = (what: string, names: readonly string[]): readonly string[] =>
  names.length === 0 ? [] : [`the ${what}${names.length === 1 ? '' : 's'} ${inARow(names)}`];

const inARow = (parts: readonly string[]): string =>
  new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(parts);
