import type { FieldProblem } from '../errors';
import { APP_SETTING_FIELDS } from '../app-settings';
import { SETTING_FIELDS } from '../settings';

const FIELD_WORDS: Readonly<Record<string, string>> = {
  ...SETTING_FIELDS,
  ...APP_SETTING_FIELDS,
  name: 'Name',
  port: 'Port',
  folder: 'Folder',
  version: 'Version',
  email: 'E-mail',
  password: 'Password',
  'superuser.email': 'E-mail',
  'superuser.password': 'Password',
  text: 'The text',
  match: 'The number of the match',
  environment: 'The environment',
  encryptionKey: 'Encryption key',
  pathFolders: 'Folders in front of PATH',
  arguments: 'The list of arguments',
  networkAccess: 'Reachable from other devices',
};

/** Those of a list, which are counted from 1. */
const LISTED_FIELDS: readonly (readonly [RegExp, (number: number) => string])[] = [
  [/^environment\.(\d+)$/, (number) => `Variable ${String(number)}`],
  [/^environment\.(\d+)\.name$/, (number) => `Name of variable ${String(number)}`],
  [/^environment\.(\d+)\.value$/, (number) => `Value of variable ${String(number)}`],
  [/^pathFolders\.(\d+)$/, (number) => `Folder ${String(number)} in front of PATH`],
  [/^arguments\.(\d+)$/, (number) => `Argument ${String(number)}`],
];

/** What a person calls a field of an input. */
export function fieldInWords(field: string): string {
  for (const [pattern, words] of LISTED_FIELDS) {
    const found = pattern.exec(field);
    if (found !== null) return words(Number(found[1]) + 1);
  }
  return FIELD_WORDS[field] ?? (field === '' ? 'The input' : field);
}

/** Values that stand for themselves: a rule such as “must not be empty” says already what it is. */
export const EMPTY = 'empty';
export const NOT_SHOWN = 'not shown';

export function problemInWords({ field, value, rule }: FieldProblem): string {
  const is = value === EMPTY || value === NOT_SHOWN ? '' : ` (it is ${value})`;
  return `${fieldInWords(field)} ${rule}${is}.`;
}

/** Rules beyond those of the schema itself. */
export const mustNotHave = (keys: string): string => `must not have ${keys}`;
export const isNotValid = (message: string): string => `is not valid: ${message.toLowerCase()}`;
