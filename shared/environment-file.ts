/** Variables from a `.env` file, before they are taken over; and what a file does not get. Pure. */
import { variableName, variableValue } from './launch-options-input';

export interface FileVariable {
  readonly name: string;
  readonly value: string;
  /** By its name or value; a person decides. */
  readonly looksSecret: boolean;
  /** The rule it breaks, as the end of a sentence that starts with its name; null when it can be taken over. */
  readonly problem: string | null;
}

export interface EnvironmentFile {
  readonly fileName: string;
  /** In the order of the file. */
  readonly variables: readonly FileVariable[];
  /** Numbers of lines, counted from 1, that are neither variables nor comments. */
  readonly ignoredLines: readonly number[];
}

/** What a written file does not have, and why, as the end of a sentence that starts with the name. */
export interface LeftOutVariable {
  readonly name: string;
  readonly why: string;
}

const SECRET_NAME =
  /SECRET|TOKEN|PASSW|PASSPHRASE|PRIVATE|CREDENTIAL|SIGNING|(?:^|[_.-])(?:KEY|PASS|PWD|PW|SALT|DSN|AUTH|APIKEY)(?:$|[_.-])|API_?KEY$/i;
/** A private key, or an address with a password in it. */
const SECRET_VALUE = /-----BEGIN [A-Z ]*PRIVATE KEY-----|^[a-z][a-z\d+.-]*:\/\/[^\s/:@]*:[^\s/@]+@/i;
/** Marks that something is public although it is called a key. */
const PUBLIC_NAME = /PUBLIC|PUBLISHABLE/i;

export const looksSecret = (name: string, value: string): boolean =>
  value.length >= 4 && (SECRET_VALUE.test(value) || (SECRET_NAME.test(name) && !PUBLIC_NAME.test(name)));

export function fileVariable(name: string, value: string): FileVariable {
  const broken = [variableName.safeParse(name), variableValue.safeParse(value)].find(({ success }) => !success);
  const problem = broken?.error?.issues[0]?.message ?? null;
  return { name, value, looksSecret: looksSecret(name, value), problem };
}

/** What stands beside a variable in the preview; null where there is nothing to know. */
export function previewNote(
  { name, value, problem }: FileVariable,
  present: readonly { readonly name: string; readonly value: string; readonly secret: boolean }[],
): string | null {
  if (problem !== null) return `Cannot be taken over: it ${problem}.`;
  const before = present.find((one) => one.name === name);
  if (before === undefined) return null;
  if (before.secret) return 'Replaces the secret of this name.';
  return before.value === value ? 'Is there already.' : 'Replaces another value.';
}
