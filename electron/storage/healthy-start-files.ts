import { z } from 'zod';
import type { InstanceId } from '../../shared/ids';
import { WATCHED_FOLDERS } from '../../shared/what-changed';
import { openCheckedStore, type CheckedStore, type OpenStoreFile } from './open-store';

const SCHEMA_VERSION = 1;

const startedWith = z.object({
  at: z.string(),
  version: z.string(),
  port: z.number().int(),
  files: z.array(z.object({ folder: z.enum(WATCHED_FOLDERS), path: z.string(), mark: z.string(), at: z.string() })),
  partlyRead: z.array(z.enum(WATCHED_FOLDERS)).default([]),
  environment: z.array(z.string()),
  launchRevision: z.number().int(),
});

const file = z.object({
  schemaVersion: z.literal(SCHEMA_VERSION),
  last: startedWith.nullable(),
  before: startedWith.nullable(),
});

type Content = z.output<typeof file>;

/** What each instance was started with when it last came to serve; one file each. */
export function openHealthyStartFiles(open: OpenStoreFile, folder: string, log: (message: string) => void) {
  const stores = new Map<InstanceId, CheckedStore<Content>>();
  const storeOf = (id: InstanceId): CheckedStore<Content> => {
    const known = stores.get(id);
    if (known !== undefined) return known;
    const initial = { schemaVersion: SCHEMA_VERSION, last: null, before: null } as const;
    const opened = openCheckedStore(open, folder, id, file, initial);
    stores.set(id, opened);
    return opened;
  };
  return {
    load: (id: InstanceId): Pick<Content, 'last' | 'before'> => storeOf(id).content(),
    /** Kept in memory where it cannot be written: nothing but an explanation depends on it. */
    save: (id: InstanceId, { last, before }: Pick<Content, 'last' | 'before'>): void => {
      const saved = storeOf(id).replace({ schemaVersion: SCHEMA_VERSION, last, before }, true);
      if (!saved.ok) log(`What ${id} was started with could not be written`);
    },
    /** Its file is going: nothing of it is kept in mind. */
    forget: (id: InstanceId) => void stores.delete(id),
  };
}
