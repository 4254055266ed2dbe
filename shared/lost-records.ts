/** Records that new data has fewer of than the data it is to replace, and a person's word that this is wanted. Pure. */
import { z } from 'zod';

export interface LostRecords {
  /** Of a table that is no table of PocketBase's own. */
  readonly table: string;
  readonly before: number;
  /** Null: the table is gone. */
  readonly after: number | null;
}

interface Counted {
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
}

/** Tables of PocketBase itself begin with an underscore, as do those of tools such as Litestream. */
export const isUserTable = ({ name }: { readonly name: string }): boolean => !name.startsWith('_');

/** More records are no loss: a migration, or a hook at the start, may have added some. */
export const lostRecords = (before: Counted, after: Counted): readonly LostRecords[] =>
  before.tables.filter(isUserTable).flatMap(({ name, rows }) => {
    const now = after.tables.find((table) => table.name === name)?.rows ?? null;
    return now !== null && now >= rows ? [] : [{ table: name, before: rows, after: now }];
  });

/** Do they hold another number of records in any table of people? */
export const recordsDiffer = (one: Counted, other: Counted): boolean =>
  lostRecords(one, other).length > 0 || lostRecords(other, one).length > 0;

/** Is nothing lost beyond what a person has read and accepted? By then a running instance may have more records. */
export const isAccepted = (lost: readonly LostRecords[], accepted: readonly LostRecords[]): boolean =>
  lost.every((one) => {
    const shown = accepted.find(({ table }) => table === one.table);
    if (shown === undefined) return false;
    if (one.after === null || shown.after === null) return shown.after === null;
    return one.before - one.after <= shown.before - shown.after;
  });

const TABLES_MAX = 10_000;
const count = z.number('must be a number').int('must be a whole number').min(0, 'must not be negative');

/** As it was shown. */
export const acceptedLoss = z
  .array(
    z.strictObject({
      table: z.string('must be text').max(1000, 'must have at most 1000 characters'),
      before: count,
      after: count.nullable(),
    }),
    'must be a list of tables',
  )
  .max(TABLES_MAX, `must have at most ${String(TABLES_MAX)} tables`);
