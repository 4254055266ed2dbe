/** `.env` files: read with the rules of the library that most tools use, and written so that it reads the same again. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parse } from 'dotenv';
import { fileVariable, type EnvironmentFile, type LeftOutVariable } from '../../shared/environment-file';
import type { Instance } from '../../shared/instance';
import { fail, ok, type Result } from '../../shared/result';
import {
  ENVIRONMENT_FILE_RULES,
  isLargerThanMegabytes,
  leftOutLine,
  NOT_IN_FILE,
} from '../../shared/words/environment-words';
import { cannotBe } from '../../shared/words/folder-words';
import { type SecretKeeper, openLaunchOptions } from '../supervision/secrets';

/** Far more than all values of an instance may have together. */
const MAX_MEGABYTES = 1;
const MAX_BYTES = MAX_MEGABYTES * 1024 * 1024;

/** Reads a file that a person chose. `file-not-read` where it is none of text. */
export async function readEnvironmentFile(path: string): Promise<Result<EnvironmentFile>> {
  const refuse = (rule: string): Result<never> => fail({ code: 'file-not-read', path, rule });
  try {
    const found = await stat(path);
    if (!found.isFile()) return refuse(ENVIRONMENT_FILE_RULES.notAFile);
    if (found.size > MAX_BYTES) return refuse(isLargerThanMegabytes(MAX_MEGABYTES));
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
    if (text.includes('\0')) return refuse(ENVIRONMENT_FILE_RULES.notText);
    return ok({ fileName: basename(path), ...variablesIn(text) });
  } catch (error) {
    if (error instanceof TypeError) return refuse(ENVIRONMENT_FILE_RULES.notUtf8);
    return refuse(cannotBe('read', (error as Error).message));
  }
}

export const variablesIn = (text: string): Omit<EnvironmentFile, 'fileName'> => ({
  variables: Object.entries(parse(text)).map(([name, value]) => fileVariable(name, value)),
  ignoredLines: ignoredLines(text.replace(/\r\n?/g, '\n')),
});

/** How the library finds a variable; it leaves out in silence what does not look like this. */
const VARIABLE =
  /^\s*(?:export\s+)?[\w.-]+(?:\s*=\s*?|:\s+?)(?:\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+)?\s*(?:#.*)?$/gm;

function ignoredLines(text: string): readonly number[] {
  // Line breaks stay, so that lines keep their numbers.
  const rest = text.replace(VARIABLE, (found) => found.replace(/[^\n]/g, ''));
  return rest.split('\n').flatMap((line, index) => (/^\s*(?:#|$)/.test(line) ? [] : [index + 1]));
}

export interface EnvironmentText {
  readonly text: string;
  readonly leftOut: readonly LeftOutVariable[];
}

interface Known {
  readonly name: string;
  /** Null: a secret that is not to be in the file. */
  readonly value: string | null;
}

export function environmentText(variables: readonly Known[]): EnvironmentText {
  const leftOut: LeftOutVariable[] = [];
  const lines = variables.map(({ name, value }) => {
    const line = value === null ? null : lineOf(name, value);
    if (line !== null) return line;
    const why = value === null ? NOT_IN_FILE.secret : NOT_IN_FILE.notWritable;
    leftOut.push({ name, why });
    return leftOutLine(name, why);
  });
  return { text: lines.map((line) => `${line}\n`).join(''), leftOut };
}

/** Whatever stands in the next lines must not change what is read. */
const BELOW = { _BELOW_1: "'#x'", _BELOW_2: '"#x"', _BELOW_3: '`#x`' } as const;
const LINES_BELOW = Object.entries(BELOW).map(([name, way]) => `\n${name}=${way}`);

/** The first way of writing it that is read as the same again; null when there is none. */
function lineOf(name: string, value: string): string | null {
  const escaped = value.replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  const quoted = [`'${value}'`, `"${value}"`, `"${escaped}"`, `\`${value}\``];
  const ways = [
    ...(/^[\w./:@%+,-]*$/.test(value) ? [value] : []),
    // A backslash before the closing quote would make it a part of the value.
    ...quoted.filter((way) => !way.slice(0, -1).endsWith('\\')),
    value,
  ];
  const expected = JSON.stringify({ [name]: value, _BELOW_1: '#x', _BELOW_2: '#x', _BELOW_3: '#x' });
  const lines = ways.map((way) => `${name}=${way}`);
  return lines.find((line) => JSON.stringify(parse(line + LINES_BELOW.join(''))) === expected) ?? null;
}

/** What is saved for an instance as the text of a file; with the values of secrets only where that was asked for. */
export function environmentOf(
  { launchOptions }: Pick<Instance, 'launchOptions'>,
  withSecrets: boolean,
  keeper: Pick<SecretKeeper, 'open'>,
): Result<EnvironmentText> {
  const opened = withSecrets ? openLaunchOptions({ ...launchOptions, encryptionKey: null }, keeper) : null;
  if (opened?.ok === false) return fail({ code: 'secrets-not-readable', names: opened.error });
  const secrets = opened?.value.environment ?? {};
  return ok(
    environmentText(
      launchOptions.environment.map((one) => ({
        name: one.name,
        value: one.secret ? (secrets[one.name] ?? null) : one.value,
      })),
    ),
  );
}
