/** The rules for everything a person or a script may send. Main decodes every command with these; the window uses them to help early. */
import { z } from 'zod';
import { BACKUP_PARTS } from './backup-layout';
import { WANTED_MAX_LENGTH } from './output';
import { utf8Length } from './utf8-length';
import { wholeNumber } from './whole-number';

/** Controls, format characters such as zero-width ones, halves of characters, and the few letters that are blank. */
export const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\u115f\u1160\u2800\u3164\uffa0]/u;
export const NAME_MAX_LENGTH = 64;

/** A label, never a path: the folder is named after the generated id. */
export const instanceName = z
  .string('must be text')
  .transform((name) => name.trim().normalize('NFC'))
  .pipe(
    z
      .string()
      .min(1, 'must not be empty')
      .max(NAME_MAX_LENGTH, `must have at most ${String(NAME_MAX_LENGTH)} characters`)
      .refine((name) => !UNSEEN.test(name), 'must not contain control, invisible or text-direction characters'),
  );

export const portNumber = wholeNumber(1, 65535);

export const versionNumber = z
  .string('must be text')
  .regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/, 'must be a version such as 0.40.6');

export const folderPath = z
  .string('must be text')
  .min(1, 'must not be empty')
  .max(1000, 'must have at most 1000 characters')
  .refine((path) => !path.includes('\0'), 'must not contain a NUL character')
  .refine((path) => !path.includes('?'), 'must not contain “?”: PocketBase would put its database elsewhere');

export const superuser = z.strictObject({
  email: z
    .string('must be text')
    .max(255, 'must have at most 255 characters')
    .pipe(z.email('must be an address such as name@example.com')),
  password: z
    .string('must be text')
    .min(8, 'must have at least 8 characters')
    .refine((password) => utf8Length(password) <= 72, 'must have at most 72 bytes')
    .refine((password) => !/[\p{Cc}]/u.test(password), 'must not contain line breaks or control characters'),
});

export const instanceId = z.string('must be text').regex(/^[a-z0-9]{15}$/, 'must be the id of an instance');
export const operationId = z.string('must be text').regex(/^[a-z0-9]{15}$/, 'must be the id of a task');
export const backupId = z.string('must be text').regex(/^[a-z0-9]{15}$/, 'must be the id of a backup');

export const filePath = z
  .string('must be text')
  .min(1, 'must not be empty')
  .max(1000, 'must have at most 1000 characters')
  .refine((path) => !path.includes('\0'), 'must not contain a NUL character');

/** Names a folder in a zip, which is only compared. */
const placeInZip = z.string('must be text').max(4095, 'must have at most 4095 characters');

/** A backup of the list, or a file from anywhere. */
export const restoreSource = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('backup'), backupId }),
    z.strictObject({ kind: z.literal('file'), path: filePath, place: placeInZip.optional() }),
  ],
  'must be a backup or a file',
);

/** What of a backup is restored; the data always is. */
export const restoredParts = z
  .array(z.enum(BACKUP_PARTS, 'must be a part of an instance'), 'must be a list of parts')
  .refine((parts) => parts.includes('pb_data'), 'must contain pb_data')
  .refine((parts) => new Set(parts).size === parts.length, 'must name each part once');

/** What is looked for in the output. */
export const wantedText = z
  .string('must be text')
  .min(1, 'must not be empty')
  .max(WANTED_MAX_LENGTH, `must have at most ${String(WANTED_MAX_LENGTH)} characters`);

/** Counted from 1. */
export const matchNumber = z.number('must be a number').int('must be a whole number').min(1, 'must be at least 1');

export const incidentId = z.string('must be text').regex(/^[a-z0-9]{15}$/, 'must be the id of an incident');

/** Nobody typed the port: should it be taken meanwhile, the next free one will do. */
const portIsSuggested = z.boolean('must be true or false').optional();

export const newInstance = z.strictObject({
  name: instanceName,
  port: portNumber,
  portIsSuggested,
  folder: folderPath,
  /** Nobody chose it: where it is taken, the next free one beside it is used. */
  folderIsSuggested: z.boolean('must be true or false').optional(),
  version: versionNumber,
  superuser,
});

/** Compared with the name of an instance as it is, so that nothing is deleted by a slip. */
export const typedName = z.string('must be text').max(200, 'must have at most 200 characters');

export const clonedInstance = z
  .strictObject({
    instanceId,
    name: instanceName,
    withData: z.boolean('must be true or false'),
    superuser: superuser.optional(),
  })
  .refine((input) => input.withData === (input.superuser === undefined), {
    path: ['superuser'],
    message: 'must be given for a clone without data, and only then',
  });
export type ClonedInstance = z.output<typeof clonedInstance>;

/** A folder that holds data already. */
export const inspectedFolder = z.strictObject({ folder: folderPath });
export const openedFolder = z.strictObject({
  folder: folderPath,
  name: instanceName,
  port: portNumber,
  portIsSuggested,
  version: versionNumber,
});
export type OpenedFolder = z.output<typeof openedFolder>;

export type NewInstanceInput = z.input<typeof newInstance>;
export type NewInstance = z.output<typeof newInstance>;
