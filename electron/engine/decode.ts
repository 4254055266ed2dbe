import type { z } from 'zod';
import type { AppError, FieldProblem } from '../../shared/errors';
import { inert } from '../../shared/inert';
import { commands, type CommandName, type DecodedInput } from '../../shared/ipc';
import { fail, ok, type Result } from '../../shared/result';
import { EMPTY, isNotValid, mustNotHave, NOT_SHOWN } from '../../shared/words/field-words';

const SHOWN_KEYS = 3;

/** The answer to a name that is no command's. Anything may have been sent in its place. */
export const unknownCommand = (name: unknown): AppError => ({
  code: 'unknown-command',
  command: typeof name === 'string' ? inert(name) : kindOf(name),
});

/** The input of a command as its schema has it, or every field that breaks a rule. Never throws, whatever was sent. */
export function decode<Name extends CommandName>(name: Name, input: unknown): Result<DecodedInput<Name>> {
  const decoded = (commands[name].input as z.ZodType as z.ZodType<DecodedInput<Name>>).safeParse(input);
  return decoded.success
    ? ok(decoded.data)
    : fail({ code: 'invalid-input', problems: decoded.error.issues.map((issue) => problemOf(issue, input)) });
}

function problemOf(issue: z.core.$ZodIssue, input: unknown): FieldProblem {
  const field = issue.path.map(String).join('.');
  const value = valueAt(input, issue.path);
  return { field, value: isSecret(issue.path, input) ? NOT_SHOWN : shown(value), rule: ruleOf(issue) };
}

function ruleOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return mustNotHave(listed(issue.keys));
  return issue.message.startsWith('must') ? issue.message : isNotValid(issue.message);
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function listed(keys: readonly string[]): string {
  const first = keys.slice(0, SHOWN_KEYS).map((key) => `“${inert(key)}”`);
  const more = keys.length - first.length;
  return first.join(', ') + (more > 0 ? ` and ${String(more)} more` : '');
}

/** Passwords and keys are; a variable of the environment is unless it says that it is not. */
function isSecret(path: readonly PropertyKey[], input: unknown): boolean {
  const field = path.map(String).join('.');
  if (/password|superuser$|encryptionKey$/i.test(field)) return true;
  if (!/^environment\.\d+\.value$/.test(field)) return false;
  return valueAt(input, [...path.slice(0, -1), 'secret']) !== false;
}

/** The value as a person may read it: short and quoted. */
function shown(value: unknown): string {
  if (typeof value !== 'string') return kindOf(value);
  return value === '' ? EMPTY : `“${inert(value)}”`;
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
