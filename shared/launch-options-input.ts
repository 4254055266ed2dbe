/** The rules for what a person may serve an instance with. Main decodes with them; files are read with them too. */
import { sharingMinutes } from './network-sharing';
import { z } from 'zod';
import { utf8Length } from './utf8-length';
import { ENCRYPTION_KEY_LENGTH } from './launch-options';
import { argumentProblem, flagOf, LAUNCH_FLAGS } from './launch-flags';

const NAME_MAX_LENGTH = 255;
const VALUE_MAX_BYTES = 32 * 1024;
const TOGETHER_MAX_BYTES = 64 * 1024;
const VARIABLES_MAX = 100;
/** Shorter ones could not be told from anything else in the output. */
const SECRET_MIN_LENGTH = 4;
const ARGUMENT_MAX_LENGTH = 4000;

/** They decide which programs and libraries are run, or are Basekeeper's own. On Windows names have no case. */
const RESERVED = /^(?:PATH|NODE_OPTIONS|(?:LD|DYLD|ELECTRON|BASEKEEPER)_.*)$/i;

export const variableName = z
  .string('must be text')
  .min(1, 'must not be empty')
  .max(NAME_MAX_LENGTH, `must have at most ${String(NAME_MAX_LENGTH)} characters`)
  .refine((name) => !name.includes('='), 'must not contain “=”')
  .refine((name) => !name.includes('\0'), 'must not contain a NUL character')
  .refine(
    (name) => !/[\s\p{Cc}\p{Cf}\p{Cs}]/u.test(name.replaceAll('\0', '')),
    'must not contain spaces or control characters',
  )
  .refine(
    (name) => !RESERVED.test(name),
    'must not be PATH or NODE_OPTIONS, nor begin with LD_, DYLD_, ELECTRON_ or BASEKEEPER_: these decide which programs are run, or are Basekeeper’s own',
  );

export const variableValue = z
  .string('must be text')
  .refine((value) => !value.includes('\0'), 'must not contain a NUL character')
  .refine((value) => !/\p{Cs}/u.test(value), 'must not contain halves of characters')
  .refine((value) => utf8Length(value) <= VALUE_MAX_BYTES, 'must have at most 32 kB');

const secretValue = variableValue.refine(
  (value) => value.length >= SECRET_MIN_LENGTH,
  `must have at least ${String(SECRET_MIN_LENGTH)} characters, or it could not be found and removed in the output`,
);

const givenVariable = z.discriminatedUnion(
  'secret',
  [
    z.strictObject({ name: variableName, secret: z.literal(false), value: variableValue }, 'must be a variable'),
    /** Null: the one that is kept under this name stays. */
    z.strictObject(
      { name: variableName, secret: z.literal(true), value: secretValue.nullable() },
      'must be a variable',
    ),
  ],
  'must be a variable with a name, a value and whether it is secret',
);

interface Named {
  readonly name: string;
}

/** The places of those that were there before. */
function repeated(names: readonly string[]): readonly number[] {
  return names.flatMap((name, index) => (names.indexOf(name) < index ? [index] : []));
}

export const onlyOnce = (variables: readonly Named[], context: z.RefinementCtx): void => {
  for (const index of repeated(variables.map(({ name }) => name))) {
    context.addIssue({ code: 'custom', path: [index, 'name'], message: 'must be given only once' });
  }
};

export const givenEnvironment = z
  .array(givenVariable, 'must be a list of variables')
  .max(VARIABLES_MAX, `must have at most ${String(VARIABLES_MAX)} variables`)
  .superRefine(onlyOnce)
  .refine(
    (variables) => variables.reduce((sum, { value }) => sum + utf8Length(value ?? ''), 0) <= TOGETHER_MAX_BYTES,
    'must have at most 64 kB in all values together',
  );

/** PocketBase needs as many bytes; before 0.23 it starts with any other length too, and cannot read its settings. */
export const encryptionKey = z
  .string('must be text')
  .length(ENCRYPTION_KEY_LENGTH, `must have exactly ${String(ENCRYPTION_KEY_LENGTH)} characters`)
  .regex(/^[\x21-\x7e]*$/, 'must have only letters, digits and signs of the English alphabet, and no spaces');

const FOLDERS_MAX = 20;

/** On Linux and macOS a colon stands between the folders of PATH, on Windows a semicolon. */
const pathFolder = z
  .string('must be text')
  .max(1000, 'must have at most 1000 characters')
  .refine((path) => !/\p{Cc}/u.test(path), 'must not contain line breaks or control characters')
  .refine((path) => /^(?:\/|[A-Za-z]:[\\/]|\\\\)/.test(path), 'must be a whole path, such as /home/me/bin')
  .refine((path) => !path.includes(';'), 'must not contain “;”')
  .refine((path) => !path.startsWith('/') || !path.includes(':'), 'must not contain “:”, which stands between folders');

export const pathFolders = z
  .array(pathFolder, 'must be a list of folders')
  .max(FOLDERS_MAX, `must have at most ${String(FOLDERS_MAX)} folders`)
  .superRefine((folders, context) => {
    for (const index of repeated(folders)) {
      context.addIssue({ code: 'custom', path: [index], message: 'must be given only once' });
    }
  });

export const launchArguments = z
  .array(
    z
      .string('must be text')
      .max(ARGUMENT_MAX_LENGTH, `must have at most ${String(ARGUMENT_MAX_LENGTH)} characters`)
      .superRefine((text, context) => {
        const message = argumentProblem(text);
        if (message !== null) context.addIssue({ code: 'custom', message });
      }),
    'must be a list of arguments',
  )
  .max(LAUNCH_FLAGS.length, `must have at most ${String(LAUNCH_FLAGS.length)} arguments`)
  .superRefine((texts, context) => {
    for (const index of repeated(texts.map((text) => flagOf(text)?.flag ?? text))) {
      context.addIssue({ code: 'custom', path: [index], message: 'must be given only once' });
    }
  });

export const networkAccess = z.enum(['this-computer', 'network'], 'must be “this-computer” or “network”');

/** Of the options that were looked at. */
const revision = z.number('must be a number').int('must be a whole number').min(0, 'must not be negative');

/** Has a command of its own: it is asked for in the Danger Zone, and never comes along with something else. */
export const chosenNetworkAccess = z.strictObject({
  revision,
  networkAccess,
  /** Null, or left out: until a person ends it. */
  minutes: sharingMinutes.nullable().optional(),
});
export type ChosenNetworkAccess = z.output<typeof chosenNetworkAccess>;

/** All the rest at once; a key or folders that are left out stay, and null takes the key away. */
export const givenLaunchOptions = z.strictObject({
  revision,
  environment: givenEnvironment,
  pathFolders: pathFolders.readonly().optional(),
  encryptionKey: encryptionKey.nullable().optional(),
  arguments: launchArguments,
});
export type GivenLaunchOptions = z.output<typeof givenLaunchOptions>;
