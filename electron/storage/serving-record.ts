import { z } from 'zod';
import { NO_SERVING_OPTIONS } from '../../shared/serving';
import {
  onlyOnce,
  pathFolders,
  reach,
  servingArguments,
  variableName,
  variableValue,
} from '../../shared/serving-input';

/** Far more than the longest secret takes. */
const SEALED_MAX_LENGTH = 128 * 1024;

const sealed = z
  .string('must be text')
  .regex(/^[A-Za-z\d+/=]+$/, 'must be a sealed secret')
  .max(SEALED_MAX_LENGTH, 'must be a sealed secret');

/** The same rules as for what is typed: whoever can write into a folder must not decide which programs are run. */
export const servingRecord = z
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
    arguments: servingArguments.readonly(),
    reach: reach.default('this-computer'),
  })
  .default(NO_SERVING_OPTIONS);
