import { z } from 'zod';
import { LEVEL_FILTERS, PAGE_LINES_MAX, WANTED_MAX_LENGTH } from './output';

const wholeNumber = (least: number) =>
  z
    .number('must be a number')
    .int('must be a whole number')
    .min(least, `must be at least ${String(least)}`);

export const outputFilter = z.strictObject({
  levels: z.enum(LEVEL_FILTERS),
  run: wholeNumber(1).nullable(),
  ownQuestions: z.boolean('must be true or false'),
  text: z.string('must be text').max(WANTED_MAX_LENGTH, `must have at most ${String(WANTED_MAX_LENGTH)} characters`),
  afterLine: wholeNumber(0),
});

export const pagePlace = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('newest') }),
  z.strictObject({ kind: z.literal('row'), row: wholeNumber(0) }),
  z.strictObject({ kind: z.literal('line'), line: wholeNumber(1) }),
]);

export const pageCount = wholeNumber(1).max(PAGE_LINES_MAX, `must be at most ${String(PAGE_LINES_MAX)}`);
