import { z } from 'zod';
import { NO_LAUNCH_OPTIONS, type LaunchOptions } from '../../shared/launch-options';
import {
  onlyOnce,
  pathFolders,
  networkAccess,
  launchArguments,
  variableName,
  variableValue,
} from '../../shared/launch-options-input';
import { sharing } from '../../shared/network-sharing';
import { VALUE_RULES } from '../../shared/words/own-file-words';

/** Far more than the longest secret takes. */
const SEALED_MAX_LENGTH = 128 * 1024;

const sealed = z
  .string(VALUE_RULES.text)
  .regex(/^[A-Za-z\d+/=]+$/, VALUE_RULES.sealedSecret)
  .max(SEALED_MAX_LENGTH, VALUE_RULES.sealedSecret);

/** The same rules as for what is typed: whoever can write into a folder must not decide which programs are run. */
const fileRecord = z
  .object({
    revision: z.number().int().min(0),
    environment: z
      .array(
        z.discriminatedUnion('secret', [
          z.object({ name: variableName, secret: z.literal(false), value: variableValue }),
          z.object({ name: variableName, secret: z.literal(true), sealed }),
        ]),
      )
      .superRefine(onlyOnce)
      .readonly(),
    pathFolders: pathFolders.readonly().default([]),
    encryptionKey: sealed.nullable(),
    arguments: launchArguments.readonly(),
    reach: networkAccess.default('this-computer'),
    sharing: sharing.optional(),
  })
  .transform(({ reach, sharing: forAWhile, ...rest }) => ({
    ...rest,
    networkAccess: reach,
    ...(forAWhile === undefined ? {} : { sharing: forAWhile }),
  }));

export const launchOptionsRecord = fileRecord.default(NO_LAUNCH_OPTIONS);

/** As it is written: files keep the names that fields had when they came. */
export const launchOptionsOnDisk = ({ networkAccess: reach, ...rest }: LaunchOptions): z.input<typeof fileRecord> => ({
  ...rest,
  reach,
});
